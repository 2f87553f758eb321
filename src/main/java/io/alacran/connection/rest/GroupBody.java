package io.alacran.connection.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.ConnectionGroup.Fallback;
import io.alacran.connection.ConnectionGroup.Replica;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group as it goes over the API; what was read can be sent back. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record GroupBody(
        String name,
        String environment,
        @Nullable String description,
        String client,
        String primary,
        List<Replica> replicas,
        String balance,
        @Nullable Long maxLagMs,
        long stickyMs,
        List<String> fallback,
        Instant createdAt) {

    static GroupBody of(ConnectionGroup group) {
        return new GroupBody(
                group.name(),
                group.environment(),
                group.description(),
                group.client(),
                group.primary(),
                group.replicas(),
                group.balance().word(),
                group.maxLagMs(),
                group.stickyMs(),
                group.fallback().stream().map(Fallback::word).toList(),
                group.createdAt());
    }
}
