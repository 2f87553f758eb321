package io.alacran.connection;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks of a pool, by names of {@link PoolSetting} in either vocabulary; whatever is left out or null gets
 * its default.
 */
public record PoolDraft(Map<String, ? extends @Nullable Object> asked) {

    /** Nothing is asked. */
    public static final PoolDraft NONE = new PoolDraft(Map.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PoolDraft {
        asked = new LinkedHashMap<>(asked);
    }

    /** The sizes only. */
    public static PoolDraft sizes(int min, int max) {
        return new PoolDraft(Map.of("min", min, "max", max));
    }
}
