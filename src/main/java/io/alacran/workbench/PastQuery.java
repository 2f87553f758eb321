package io.alacran.workbench;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run that ended, as the history keeps it.
 *
 * @param connection its reference; the bare name where it was gone before there were environments
 * @param sql the statements, shortened when very long
 * @param rows rows read by all its results
 * @param error why it failed; null unless it did
 */
public record PastQuery(
        String id,
        String connection,
        String startedBy,
        String sql,
        Query.State state,
        Instant startedAt,
        long tookMs,
        long rows,
        @Nullable String error) {}
