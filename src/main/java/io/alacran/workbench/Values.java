package io.alacran.workbench;

import java.math.BigDecimal;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** How values are written: exact text for people and CSV, JSON numbers only where a double holds them exactly. */
public final class Values {

    /** Up to 2 to the power of 53 every whole number is exact in a double (IEEE 754). */
    private static final long EXACT = 1L << 53;

    private Values() {}

    /** The value as text; binary as base64; null stays null. */
    public static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String s -> s;
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case Double d -> text(d.doubleValue());
            default -> value.toString();
        };
    }

    /** The value for JSON: null, a Boolean, a Long, a Double or a String. */
    public static @Nullable Object json(@Nullable Object value, ResultColumn.Kind kind) {
        return switch (value) {
            case null -> null;
            case Boolean b -> b;
            case Long l -> l >= -EXACT && l <= EXACT ? (Object) l : l.toString();
            case Double d -> Double.isFinite(d) ? (Object) d : d.toString();
            case String s when kind == ResultColumn.Kind.INTEGER && s.matches("-?\\d{1,15}") -> Long.valueOf(s);
            case String s when kind == ResultColumn.Kind.FLOAT -> number(s);
            default -> text(value);
        };
    }

    /** At most that many UTF-16 units of a text, and no half of a character. */
    public static String beginning(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** The shortest text that reads back as the same double, without an exponent where that stays short. */
    static String text(double d) {
        if (!Double.isFinite(d)) {
            return Double.toString(d);
        }
        double size = Math.abs(d);
        if (size != 0 && (size >= 1e15 || size < 1e-5)) {
            return Double.toString(d);
        }
        String plain = new BigDecimal(Double.toString(d)).toPlainString();
        return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
    }

    private static Object number(String text) {
        try {
            double d = Double.parseDouble(text);
            return Double.isFinite(d) ? (Object) d : text;
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
