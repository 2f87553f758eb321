package io.alacran.doctor.internal;

/** What a check saw. */
sealed interface Finding {

    /** It is as it has to be. */
    record Pass(String found) implements Finding {}

    /** It is the cause, and this is what to do about it. */
    record Fail(String found, String remedy) implements Finding {}

    /** It does not concern this connection, or cannot be looked at from here. */
    record Skip(String why) implements Finding {}

    static Finding pass(String found) {
        return new Pass(found);
    }

    static Finding fail(String found, String remedy) {
        return new Fail(found, remedy);
    }

    static Finding skip(String why) {
        return new Skip(why);
    }
}
