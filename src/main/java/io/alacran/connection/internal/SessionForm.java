package io.alacran.connection.internal;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.SlowStatementSettings;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialect.Feature;
import io.alacran.engine.DriverProperty;
import io.alacran.engine.SessionSettings;
import io.alacran.problem.FieldError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What may be asked for of each session: schema, time zone, statements at its begin, limits, options of the driver. */
final class SessionForm {

    private static final long LONGEST_MILLIS = 86_400_000;

    private SessionForm() {}

    /** @param dialect null where the client is not known */
    static SessionSettings session(ConnectionDraft draft, @Nullable Dialect dialect, List<FieldError> errors) {
        String schema = blankIsNone(draft.schema());
        String timezone = blankIsNone(draft.timezone());
        String initSql = blankIsNone(draft.initSql());
        if (schema != null && dialect != null && !dialect.features().contains(Feature.SCHEMA)) {
            errors.add(new FieldError(
                    "schema", "is not a thing of " + dialect.title() + " that can be set; use databaseName"));
        } else if (schema != null && !schema.matches("[^\\p{Cntrl}]{1,128}")) {
            errors.add(new FieldError("schema", "is longer than 128 characters or has a line break"));
        }
        if (timezone != null && dialect != null && !dialect.features().contains(Feature.TIMEZONE)) {
            errors.add(new FieldError("timezone", "is not a thing of " + dialect.title() + "'s sessions"));
        } else if (timezone != null && !isTimezone(timezone)) {
            errors.add(new FieldError(
                    "timezone",
                    "'" + timezone + "' is not a name such as Europe/Madrid, UTC, or an offset such as +02:00"));
        }
        ConnectionForm.checkLength("initSql", initSql, 10_000, errors);
        if (initSql != null && dialect != null) {
            dialect.refusal(initSql).ifPresent(why -> errors.add(new FieldError("initSql", why)));
        }
        checkRange("statementTimeoutMillis", draft.statementTimeoutMillis(), LONGEST_MILLIS, errors);
        checkRange("rowLimit", draft.rowLimit(), Integer.MAX_VALUE - 1L, errors);
        return new SessionSettings(schema, timezone, initSql);
    }

    /** From when on statements are slow, and whether the plans of those are looked up. */
    static SlowStatementSettings slow(ConnectionDraft draft, List<FieldError> errors) {
        SlowStatementSettings usual = SlowStatementSettings.DEFAULT;
        long millis = Objects.requireNonNullElse(draft.slowStatementMillis(), usual.thresholdMillis());
        if (millis < 0 || millis > LONGEST_MILLIS) {
            errors.add(new FieldError(
                    "slowStatementMillis", millis + " is not between 0, for never, and " + LONGEST_MILLIS));
        }
        return new SlowStatementSettings(millis, Objects.requireNonNullElse(draft.slowStatementPlans(), usual.plans()));
    }

    /** By the driver's own names. A name is decoded once and compared without regard to case, as drivers do. */
    static Map<String, String> properties(ConnectionDraft draft, Dialect dialect, List<FieldError> errors) {
        Map<String, String> taken = new TreeMap<>();
        Objects.requireNonNullElse(draft.properties(), Map.<String, String>of()).forEach((name, value) -> {
            String field = "properties." + name.replaceAll("\\p{Cntrl}", "?");
            Optional<DriverProperty> property = dialect.properties().stream()
                    .filter(p -> p.name().equalsIgnoreCase(decoded(name)))
                    .findFirst();
            if (property.isEmpty()) {
                errors.add(new FieldError(
                        field,
                        "is not an option that may be set for " + dialect.title() + "; these may: "
                                + dialect.properties().stream()
                                        .map(DriverProperty::name)
                                        .collect(Collectors.joining(", "))));
            } else {
                Optional<String> refusal = property.get().refusal(value);
                if (taken.putIfAbsent(property.get().name(), value) != null) {
                    refusal = Optional.of("is there twice");
                }
                refusal.ifPresent(why -> errors.add(new FieldError(field, why)));
            }
        });
        return taken;
    }

    private static @Nullable String blankIsNone(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static void checkRange(String field, @Nullable Long number, long most, List<FieldError> errors) {
        if (number != null && (number < 1 || number > most)) {
            errors.add(new FieldError(field, number + " is not between 1 and " + most));
        }
    }

    /** Only what every database reads alike: no abbreviations such as CEST, and no UTC+2. */
    private static boolean isTimezone(String name) {
        if (name.matches("[+-]\\d\\d:\\d\\d")) {
            try {
                ZoneOffset.of(name);
                return true;
            } catch (java.time.DateTimeException e) {
                return false;
            }
        }
        return name.equals("UTC")
                || (name.contains("/") && ZoneId.getAvailableZoneIds().contains(name));
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
