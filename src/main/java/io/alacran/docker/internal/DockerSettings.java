package io.alacran.docker.internal;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the engine is, and what the shared network is called.
 *
 * @param host empty for the default socket
 * @param network the shared network's name
 * @param advertiseAddress the address a swarm of one node is started with; loopback keeps its ports off the net
 */
@ConfigurationProperties("alacran.docker")
record DockerSettings(
        @Nullable String host,
        @DefaultValue("alacran-overlay-network") String network,
        @DefaultValue("127.0.0.1") String advertiseAddress) {

    private static final String DEFAULT_HOST = "unix:///var/run/docker.sock";

    String hostOrDefault() {
        return host == null || host.isBlank() ? DEFAULT_HOST : host.strip();
    }
}
