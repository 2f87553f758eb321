package io.alacran.connection;

import org.jspecify.annotations.Nullable;

/**
 * A session in use.
 *
 * @param heldMs since when
 * @param by who runs a statement on it; null when that is not known
 * @param sql the statement's beginning, without its values; null when none was told
 * @param leak whether it is held for longer than the threshold and perhaps was forgotten
 */
public record HeldLease(
        long heldMs, @Nullable String by, @Nullable String sql, boolean leak) {}
