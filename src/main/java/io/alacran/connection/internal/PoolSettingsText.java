package io.alacran.connection.internal;

import io.alacran.connection.PoolSetting;
import io.alacran.connection.PoolSettings;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The settings of a pool as they are stored: JSON of what was asked, by the API's words. */
final class PoolSettingsText {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Object>> WORDS = new TypeReference<>() {};

    private PoolSettingsText() {}

    static String write(PoolSettings settings) {
        Map<String, Object> words = new LinkedHashMap<>();
        settings.asked().forEach((setting, value) -> words.put(setting.word(), value));
        return JSON.writeValueAsString(words);
    }

    /** What an older or newer console stored under a word that is not known here is left out. */
    static PoolSettings read(String text) {
        Map<PoolSetting, Object> asked = new EnumMap<>(PoolSetting.class);
        JSON.readValue(text, WORDS)
                .forEach((word, value) ->
                        PoolSetting.of(word).ifPresent(setting -> asked.put(setting, typed(setting, value))));
        return new PoolSettings(asked);
    }

    private static Object typed(PoolSetting setting, Object value) {
        if (value instanceof Number number) {
            return setting == PoolSetting.RETRY_FACTOR ? (Object) number.doubleValue() : (Object) number.longValue();
        }
        return value;
    }
}
