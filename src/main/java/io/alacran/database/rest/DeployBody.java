package io.alacran.database.rest;

import io.alacran.database.DeployRequest;
import io.alacran.database.PortMapping;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a deploy; see {@code docs/api.md} for the defaults. */
record DeployBody(
        @Nullable String name,
        @Nullable String engine,
        @Nullable String version,
        @Nullable String description,
        @Nullable Map<String, String> env,
        @Nullable List<PortBody> ports,
        DeployRequest.@Nullable Limits limits,
        @Nullable String databaseName,
        @Nullable String username,
        @Nullable String password,
        @Nullable String volume) {

    /** A port mapping; loopback unless another address is asked for. */
    record PortBody(@Nullable Integer hostPort, @Nullable String bindAddress) {

        PortMapping mapping() {
            return new PortMapping(
                    hostPort == null ? 0 : hostPort,
                    bindAddress == null || bindAddress.isBlank() ? PortMapping.LOOPBACK : bindAddress.strip());
        }
    }

    /** A null in the list is a mapping without a port, which is refused by name later. */
    static List<PortMapping> mappings(List<@Nullable PortBody> ports) {
        return ports.stream()
                .map(p -> (p == null ? new PortBody(null, null) : p).mapping())
                .toList();
    }

    DeployRequest request() {
        return new DeployRequest(
                name,
                engine,
                version,
                description,
                env,
                ports == null ? null : mappings(ports),
                limits,
                databaseName,
                username,
                password,
                volume);
    }
}
