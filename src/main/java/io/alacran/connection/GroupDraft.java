package io.alacran.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks of a group; see {@link ConnectionGroup} for what each is.
 *
 * @param name another one renames it; null keeps the present one
 * @param environment null for the present one, or that of the primary
 * @param balance such as {@code round-robin}, which null stands for
 * @param stickyMs null for {@value ConnectionGroup#STICKY_MS}
 * @param fallback words; null for the primary alone, empty for nobody
 */
public record GroupDraft(
        @Nullable String name,
        @Nullable String environment,
        @Nullable String description,
        @Nullable String primary,
        @Nullable List<Replica> replicas,
        @Nullable String balance,
        @Nullable Long maxLagMs,
        @Nullable Long stickyMs,
        @Nullable List<String> fallback) {

    /** @param weight null for 1 */
    public record Replica(
            @Nullable String connection, @Nullable Integer weight) {}
}
