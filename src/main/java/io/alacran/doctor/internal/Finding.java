package io.alacran.doctor.internal;

import org.jspecify.annotations.Nullable;

/** What a check saw. */
sealed interface Finding {

    /** It is as it has to be. */
    record Pass(String found) implements Finding {}

    /**
     * It is the cause, and this is what to do about it.
     *
     * @param hostKey the fingerprint to trust, where that is what to do; else null
     */
    record Fail(String found, String remedy, @Nullable String hostKey) implements Finding {}

    /** It does not concern this connection, or cannot be looked at from here. */
    record Skip(String why) implements Finding {}

    static Finding pass(String found) {
        return new Pass(found);
    }

    static Finding fail(String found, String remedy) {
        return new Fail(found, remedy, null);
    }

    static Finding skip(String why) {
        return new Skip(why);
    }
}
