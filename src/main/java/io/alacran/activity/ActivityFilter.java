package io.alacran.activity;

import org.jspecify.annotations.Nullable;

/**
 * Which entries to show; what is null or blank does not matter.
 *
 * @param action a whole action such as {@code database.deploy}, or the noun alone
 * @param target exactly
 * @param user exactly
 */
public record ActivityFilter(
        @Nullable String action,
        @Nullable String target,
        @Nullable String user) {

    public static final ActivityFilter NONE = new ActivityFilter(null, null, null);

    public ActivityFilter {
        action = blankToNull(action);
        target = blankToNull(target);
        user = blankToNull(user);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
