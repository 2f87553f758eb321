package io.alacran.connection;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a connection's pool. What becomes of it is said by {@link PoolPlan}.
 *
 * @param asked only what was asked: {@link Long}, {@link Double} for the factor, {@link Boolean} or {@link String}
 */
public record PoolSettings(Map<PoolSetting, Object> asked) {

    /** The most sessions one pool may have. */
    public static final int MAX = 100;

    /** What is used unless said otherwise. */
    public static final PoolSettings DEFAULT = new PoolSettings(Map.of());

    public PoolSettings {
        Map<PoolSetting, Object> sorted = new EnumMap<>(PoolSetting.class);
        sorted.putAll(asked);
        asked = java.util.Collections.unmodifiableMap(sorted);
    }

    /** With the sizes and the wait for a session, all else as usual. */
    public PoolSettings(int min, int max, long acquireTimeoutMillis) {
        this(Map.of(
                PoolSetting.MIN, (long) min,
                PoolSetting.MAX, (long) max,
                PoolSetting.ACQUIRE_TIMEOUT, acquireTimeoutMillis));
    }

    /** What was asked, else the default; null where there is none. */
    public @Nullable Object get(PoolSetting setting) {
        Object value = asked.get(setting);
        return value == null ? setting.usual() : value;
    }

    /** Sessions kept idle. */
    public int min() {
        return (int) number(PoolSetting.MIN);
    }

    /** Open sessions at most. */
    public int max() {
        return (int) number(PoolSetting.MAX);
    }

    /** How long to wait for a free session of a full pool. */
    public long acquireTimeoutMillis() {
        return number(PoolSetting.ACQUIRE_TIMEOUT);
    }

    /** A setting that is a number and has a default. */
    long number(PoolSetting setting) {
        if (get(setting) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException(setting.word() + " is no number");
    }

    /** By the words of the API: what was asked, and always the sizes and the wait. */
    public Map<String, Object> words() {
        Map<String, Object> words = new LinkedHashMap<>();
        for (PoolSetting setting : PoolSetting.values()) {
            Object value = setting.compareTo(PoolSetting.ACQUIRE_TIMEOUT) <= 0 ? get(setting) : asked.get(setting);
            if (value != null) {
                words.put(setting.word(), value);
            }
        }
        return words;
    }
}
