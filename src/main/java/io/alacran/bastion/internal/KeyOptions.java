package io.alacran.bastion.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options of an {@code authorized_keys} line that mean something for tunnels.
 *
 * @param from whom it is taken from; null for anybody
 * @param expires never is {@link Instant#MAX}
 * @param permitOpen where it may lead, as {@link Grant#permitOpen()}
 */
record KeyOptions(@Nullable SourcePatterns from, Instant expires, List<String> permitOpen) {

    /** Without a shell there is nothing that these could take away. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "no-agent-forwarding",
            "no-pty",
            "no-user-rc",
            "no-x11-forwarding",
            "agent-forwarding",
            "pty",
            "user-rc",
            "x11-forwarding");

    private static final Pattern PLACE = Pattern.compile("[A-Za-z0-9._-]{1,253}:(\\*|[0-9]{1,5})");

    static KeyOptions parse(String text) {
        SourcePatterns from = null;
        Instant expires = Instant.MAX;
        List<String> permitOpen = new ArrayList<>();
        boolean forwarding = true;
        for (String option : split(text)) {
            String name = option.replaceFirst("=.*", "").toLowerCase(Locale.ROOT);
            switch (name) {
                case "from" -> from = SourcePatterns.parse(value(option));
                case "expiry-time" -> expires = time(value(option));
                case "permitopen" -> permitOpen.add(place(value(option)));
                case "restrict", "no-port-forwarding" -> forwarding = false;
                case "port-forwarding" -> forwarding = true;
                default -> {
                    if (!WITHOUT_EFFECT.contains(name)) {
                        throw new IllegalArgumentException(
                                "has the option " + name + ", which the bastion does not know;"
                                        + " there are from, expiry-time, permitopen, restrict and port-forwarding");
                    }
                }
            }
        }
        List<String> open = permitOpen.isEmpty() ? Grant.ANYWHERE : List.copyOf(permitOpen);
        return new KeyOptions(from, expires, forwarding ? open : List.of());
    }

    private static List<String> split(String text) {
        List<String> options = new ArrayList<>();
        StringBuilder option = new StringBuilder();
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            quoted ^= c == '"';
            if (c == ',' && !quoted) {
                options.add(option.toString());
                option.setLength(0);
            } else {
                option.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("has options with a quote that does not end");
        }
        if (!text.isEmpty()) {
            options.add(option.toString());
        }
        return options;
    }

    private static String value(String option) {
        int at = option.indexOf('=');
        String value = at < 0 ? "" : option.substring(at + 1);
        if (value.length() < 3 || !value.startsWith("\"") || !value.endsWith("\"")) {
            throw new IllegalArgumentException("has the option " + option + " without a value in quotes");
        }
        return value.substring(1, value.length() - 1);
    }

    private static String place(String value) {
        if (!PLACE.matcher(value).matches()) {
            throw new IllegalArgumentException("has permitopen=\"" + value
                    + "\"; a database's internal name and its port are expected, such as srv-alacran--shop:5432");
        }
        return value;
    }

    /** {@code YYYYMMDD[HHMM[SS]][Z]}; without Z in the time zone of the console. */
    private static Instant time(String value) {
        String digits = value.endsWith("Z") ? value.substring(0, value.length() - 1) : value;
        ZoneId zone = value.endsWith("Z") ? ZoneOffset.UTC : ZoneId.systemDefault();
        try {
            if (digits.length() == 8 || digits.length() == 12 || digits.length() == 14) {
                String whole = digits + "000000".substring(0, 14 - digits.length());
                return LocalDateTime.parse(
                                whole,
                                DateTimeFormatter.ofPattern("uuuuMMddHHmmss")
                                        .withResolverStyle(java.time.format.ResolverStyle.STRICT))
                        .atZone(zone)
                        .toInstant();
            }
        } catch (DateTimeException e) {
            throw badTime(value, e);
        }
        throw badTime(value, null);
    }

    private static IllegalArgumentException badTime(String value, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "has expiry-time=\"" + value
                        + "\"; YYYYMMDD, YYYYMMDDHHMM or YYYYMMDDHHMMSS is expected, and Z for UTC",
                cause);
    }
}
