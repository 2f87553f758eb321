package io.alacran.connection.internal;

import io.alacran.connection.PoolDraft;
import io.alacran.connection.PoolSetting;
import io.alacran.connection.PoolSettings;
import io.alacran.problem.FieldError;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a person asked of a pool, in either vocabulary, and adds everything that is wrong with it to the errors. */
final class PoolForm {

    private static final int LONGEST_SQL = 1_000;

    private final List<FieldError> errors;
    private final Map<PoolSetting, Object> read = new EnumMap<>(PoolSetting.class);
    private final Map<PoolSetting, String> named = new HashMap<>();

    private PoolForm(List<FieldError> errors) {
        this.errors = errors;
    }

    static PoolSettings read(PoolDraft draft, List<FieldError> errors) {
        return new PoolForm(errors).read(draft);
    }

    /** Reads what is asked over what there is; a null takes the default again. */
    static PoolSettings change(PoolSettings present, PoolDraft changes, List<FieldError> errors) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        present.asked().forEach((setting, value) -> {
            if (!changes.asked().containsKey(setting.word())
                    && !changes.asked().containsKey(setting.hikariWord().orElse(setting.word()))) {
                merged.put(setting.word(), value);
            }
        });
        merged.putAll(changes.asked());
        return read(new PoolDraft(merged), errors);
    }

    private PoolSettings read(PoolDraft draft) {
        for (Map.Entry<String, ? extends @Nullable Object> asked : draft.asked().entrySet()) {
            Object value = asked.getValue();
            if (value != null) {
                PoolSetting.of(asked.getKey())
                        .ifPresentOrElse(
                                setting -> read(asked.getKey(), setting, value),
                                () -> wrong(asked.getKey(), "is not supported"));
            }
        }
        PoolSettings settings = new PoolSettings(read);
        if (settings.max() >= PoolSetting.MAX.least() && settings.min() > settings.max()) {
            wrong(
                    named.getOrDefault(PoolSetting.MIN, PoolSetting.MIN.word()),
                    settings.min() + " is not between 0 and the maximum, " + settings.max());
        }
        return settings;
    }

    private void read(String name, PoolSetting setting, Object value) {
        Object typed = typed(name, setting, value);
        if (typed == null) {
            return;
        }
        Object other = read.putIfAbsent(setting, typed);
        if (other == null) {
            named.put(setting, name);
        } else if (!other.equals(typed)) {
            wrong(
                    name,
                    typed + " contradicts " + named.get(setting) + ", " + other
                            + ": both are names of the same setting");
        }
    }

    private @Nullable Object typed(String name, PoolSetting setting, Object value) {
        if (setting.isFlag()) {
            return value instanceof Boolean ? value : wrong(name, "'" + value + "' is not true or false");
        }
        if (setting.isText()) {
            if (!(value instanceof String text)) {
                return wrong(name, "is not text");
            }
            if (text.length() > LONGEST_SQL) {
                return wrong(name, "has " + text.length() + " characters, " + LONGEST_SQL + " are possible");
            }
            return text.isBlank() ? null : text;
        }
        if (!(value instanceof Number number)) {
            return wrong(name, "'" + value + "' is not a number");
        }
        double exact = number.doubleValue();
        boolean fraction = setting == PoolSetting.RETRY_FACTOR;
        if (!fraction && exact != Math.rint(exact)) {
            return wrong(name, value + " is not a whole number");
        }
        if (setting == PoolSetting.ACQUIRE_TIMEOUT && exact == 0) {
            return wrong(name, "0 would wait for ever; it is between 250 and " + setting.most());
        }
        if (!(exact >= setting.least() && exact <= setting.most())) {
            return wrong(name, value + " is not between " + setting.least() + " and " + setting.most());
        }
        return fraction ? (Object) exact : (Object) number.longValue();
    }

    private @Nullable Object wrong(String name, String why) {
        errors.add(new FieldError("pool." + name, why));
        return null;
    }
}
