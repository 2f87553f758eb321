package io.alacran.engine;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An option of a driver that a person may set for a connection, since nothing but the connection's own sessions depends
 * on it.
 *
 * @param name as the driver writes it
 * @param values what its value must match
 * @param meaning of the values, for a message such as {@code is not a number}
 */
public record DriverProperty(String name, Pattern values, String meaning) {

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern FLAG = Pattern.compile("true|false");
    private static final Pattern TEXT = Pattern.compile("[\\p{L}\\p{N} ._:@+-]{1,100}");

    /** Whole numbers from 0. */
    public static DriverProperty number(String name) {
        return new DriverProperty(name, NUMBER, "a whole number");
    }

    /** {@code true} or {@code false}. */
    public static DriverProperty flag(String name) {
        return new DriverProperty(name, FLAG, "true or false");
    }

    /** One of some words, in the driver's own case. */
    public static DriverProperty word(String name, String... words) {
        return new DriverProperty(name, Pattern.compile(String.join("|", words)), "one of " + String.join(", ", words));
    }

    /** A name for people, which is never taken for anything else. */
    public static DriverProperty text(String name) {
        return new DriverProperty(name, TEXT, "1 to 100 letters, digits, spaces and . _ : @ + -");
    }

    /** What is wrong with a value, quoting it, or empty when it may be set. */
    public Optional<String> refusal(String value) {
        return values.matcher(value).matches()
                ? Optional.empty()
                : Optional.of("'" + value.replaceAll("\\p{Cntrl}", "?") + "' is not " + meaning);
    }
}
