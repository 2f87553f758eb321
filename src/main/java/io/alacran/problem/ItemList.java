package io.alacran.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How every call of the API answers with many.
 *
 * @param next give it as {@code cursor} to get those after these; null when there are no more, and then written out
 */
public record ItemList<T>(
        List<T> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) {

    /** All there are. */
    public static <T> ItemList<T> all(List<T> items) {
        return new ItemList<>(items, null);
    }
}
