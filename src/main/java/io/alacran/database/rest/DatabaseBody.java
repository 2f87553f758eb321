package io.alacran.database.rest;

import io.alacran.database.DeployRequest;
import io.alacran.database.ManagedDatabase;
import io.alacran.database.PortMapping;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A managed database as it goes over the API. */
record DatabaseBody(
        String name,
        String engine,
        String version,
        @Nullable String description,
        String state,
        @Nullable String stateDetail,
        String containerName,
        String internalAddress,
        int port,
        List<PortMapping> ports,
        String image,
        String volume,
        String username,
        String databaseName,
        DeployRequest.@Nullable Limits limits,
        Instant createdAt,
        @Nullable Instant startedAt) {

    static DatabaseBody of(ManagedDatabase d) {
        return new DatabaseBody(
                d.name(),
                d.engine(),
                d.version(),
                d.description(),
                d.state().word(),
                d.stateDetail(),
                d.containerName(),
                d.internalAddress(),
                d.port(),
                d.ports(),
                d.image(),
                d.volume(),
                d.username(),
                d.databaseName(),
                d.limits(),
                d.createdAt(),
                d.startedAt());
    }
}
