package io.alacran.docker.internal;

import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.SwarmSpec;
import io.alacran.docker.DockerEngine;
import io.alacran.docker.Labels;
import io.alacran.docker.SharedNetwork;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class DockerJavaNetwork implements SharedNetwork {

    private static final String SWARM_PORT = ":2377";

    private final DockerClients clients;
    private final DockerEngine engine;
    private final DockerSettings settings;

    DockerJavaNetwork(DockerClients clients, DockerEngine engine, DockerSettings settings) {
        this.clients = clients;
        this.engine = engine;
        this.settings = settings;
    }

    @Override
    public String name() {
        return settings.network();
    }

    @Override
    public @Nullable Kind kind() {
        // The filter matches parts of names too.
        return clients
                .call(
                        "list networks",
                        c -> c.listNetworksCmd().withNameFilter(name()).exec())
                .stream()
                .filter(n -> n.getName().equals(name()))
                .findFirst()
                .map(DockerJavaNetwork::kindOf)
                .orElse(null);
    }

    @Override
    public synchronized Kind ensure(Kind wanted) {
        Kind present = kind();
        if (present != null) {
            return present;
        }
        if (wanted == Kind.OVERLAY && !engine.status().swarm()) {
            // Listens on the advertised address alone: a swarm's default is every address of the machine.
            clients.call(
                    "start a swarm of one node",
                    c -> c.initializeSwarmCmd(new SwarmSpec())
                            .withAdvertiseAddr(settings.advertiseAddress())
                            .withListenAddr(settings.advertiseAddress() + SWARM_PORT)
                            .exec());
        }
        clients.call(
                "create the network " + name(),
                c -> c.createNetworkCmd()
                        .withName(name())
                        .withDriver(wanted == Kind.OVERLAY ? "overlay" : "bridge")
                        .withAttachable(true)
                        .withCheckDuplicate(true)
                        .withLabels(Map.of(Labels.MANAGED, Labels.TRUE))
                        .exec());
        return wanted;
    }

    @Override
    public Kind ensure() {
        return ensure(engine.status().swarm() ? Kind.OVERLAY : Kind.BRIDGE);
    }

    private static Kind kindOf(Network network) {
        return "overlay".equals(network.getDriver()) ? Kind.OVERLAY : Kind.BRIDGE;
    }
}
