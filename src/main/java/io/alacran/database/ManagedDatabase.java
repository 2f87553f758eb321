package io.alacran.database;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A managed database: what was asked for, with the state Docker reports.
 *
 * @param name such as {@code shop}
 * @param engine an engine's id
 * @param containerName such as {@code srv-alacran--shop}, also its host name on the shared network
 * @param port the engine's own port, valid inside the shared network
 * @param ports mappings on the host; empty unless asked for
 * @param stateDetail why it is not ready; null when there is nothing to say
 * @param startedAt when the container was last started; null when it is not running
 */
public record ManagedDatabase(
        String name,
        String engine,
        String version,
        @Nullable String description,
        DatabaseState state,
        @Nullable String stateDetail,
        String containerName,
        int port,
        List<PortMapping> ports,
        String image,
        String volume,
        String username,
        String databaseName,
        DeployRequest.@Nullable Limits limits,
        Instant createdAt,
        @Nullable Instant startedAt) {

    /** Where other containers on the shared network reach it, such as {@code srv-alacran--shop:5432}. */
    public String internalAddress() {
        return containerName + ":" + port;
    }
}
