package io.alacran.cli.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words, numbers and units, as people write and read them. */
public final class Text {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)?");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)([kmgt]?)(?:i?b)?");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private Text() {}

    /** One line in which nothing moves the cursor, changes the colour or turns the direction of writing. */
    public static String safe(String text) {
        if (text.chars().noneMatch(Text::harmful)) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> safe.append("\\n");
                case '\r' -> safe.append("\\r");
                case '\t' -> safe.append("\\t");
                default -> {
                    if (harmful(c)) {
                        safe.append(c <= 0xff ? "\\x%02x".formatted(c) : "\\u%04x".formatted(c));
                    } else {
                        safe.appendCodePoint(c);
                    }
                }
            }
        });
        return safe.toString();
    }

    /** The same for a text of several lines. */
    public static String safeLines(String text) {
        return String.join("\n", text.lines().map(Text::safe).toList());
    }

    private static boolean harmful(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || c >= 0x202a && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069;
    }

    /** How many cells of a terminal a text takes. */
    static int width(String text) {
        return text.codePoints().map(Text::width).sum();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        // Hangul, CJK, full-width forms and pictographs: the wide ranges of Unicode's EastAsianWidth.txt, roughly.
        boolean wide = c >= 0x1100 && c <= 0x115f
                || c >= 0x2e80 && c <= 0xa4cf
                || c >= 0xac00 && c <= 0xd7a3
                || c >= 0xf900 && c <= 0xfaff
                || c >= 0xff00 && c <= 0xff60
                || c >= 0x1f300 && c <= 0x1faff
                || c >= 0x20000 && c <= 0x3fffd;
        return wide ? 2 : 1;
    }

    /** Such as {@code 12 ms}, {@code 3.2 s} or {@code 2 min 05 s}. */
    public static String took(long millis) {
        if (millis < 1000) {
            return millis + " ms";
        }
        return millis < 60_000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
                : "%d min %02d s".formatted(millis / 60_000, millis / 1000 % 60);
    }

    /** The time between two moments; empty when one is not known. */
    static String took(String from, String to) {
        try {
            return took(Math.max(
                    0, Duration.between(Instant.parse(from), Instant.parse(to)).toMillis()));
        } catch (DateTimeParseException e) {
            return "";
        }
    }

    /** A moment in local time; what is no moment stays as it is. */
    public static String time(String iso) {
        try {
            return iso.isEmpty() ? "" : TIME.format(Instant.parse(iso).atZone(ZoneId.systemDefault()));
        } catch (DateTimeParseException e) {
            return iso;
        }
    }

    /** Reads {@code 30s}, {@code 500ms}, {@code 2m}, {@code 1h}, or seconds. */
    public static Duration duration(String text) {
        Matcher m = DURATION.matcher(text);
        if (!m.matches()) {
            throw Failure.usage("\"" + text + "\" is no duration; write 30s, 500ms, 2m or 1h.");
        }
        long number = Long.parseLong(m.group(1));
        return switch (m.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case null, default -> Duration.ofSeconds(number);
        };
    }

    /** A number of bytes in powers of 1024, such as {@code 512 MiB}; empty for none. */
    public static String size(long bytes) {
        if (bytes <= 0) {
            return "";
        }
        int power = Math.min(4, (63 - Long.numberOfLeadingZeros(bytes)) / 10);
        double number = bytes / Math.pow(1024, power);
        String unit = power == 0 ? "B" : "KMGT".charAt(power - 1) + "iB";
        return String.format(Locale.ROOT, number == Math.rint(number) ? "%.0f %s" : "%.1f %s", number, unit);
    }

    /** Reads a size as Docker does: {@code 512m} or {@code 1.5g} in powers of 1024, or bytes. */
    public static long bytes(String text) {
        Matcher m = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            throw Failure.usage("\"" + text + "\" is no size; write 512m, 1.5g or a number of bytes.");
        }
        int power = m.group(2).isEmpty() ? 0 : "kmgt".indexOf(m.group(2)) + 1;
        return Math.round(Double.parseDouble(m.group(1)) * Math.pow(1024, power));
    }
}
