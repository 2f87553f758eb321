package io.alacran.connection;

import java.util.Optional;

/**
 * What names one connection among all: {@code shop@production}. Names have no {@code @}, so a text without one is a bare
 * name, which means another connection in each environment.
 */
public record ConnectionReference(String name, String environment) {

    /** Reads a reference; empty for a bare name. */
    public static Optional<ConnectionReference> of(String text) {
        int at = text.indexOf('@');
        return at < 0
                ? Optional.empty()
                : Optional.of(new ConnectionReference(text.substring(0, at), text.substring(at + 1)));
    }

    /** The name that people see, of a reference as of a bare name. */
    public static String nameOf(String text) {
        return of(text).map(ConnectionReference::name).orElse(text);
    }

    /** What it is called in an environment: by the bare name in its own, by all of it in another one. */
    public String calledIn(String there) {
        return environment.equals(there) ? name : toString();
    }

    /** As it is written: {@code name@environment}. */
    @Override
    public String toString() {
        return name + "@" + environment;
    }
}
