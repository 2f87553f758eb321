package io.alacran.database.internal;

import io.alacran.database.Reachability;
import io.alacran.docker.ContainerInfo;
import io.alacran.docker.ContainerSpec;
import io.alacran.docker.Containers;
import io.alacran.problem.ProblemException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The reachability rule of the architecture; {@code alacran.reachability} says where the console runs. */
@Component
class HostReachability implements Reachability {

    /** Where the console runs. */
    enum Place {
        /** In a container on the shared network. */
        NETWORK,
        /** On the engine's host. */
        HOST
    }

    private final DatabaseStore store;
    private final Specs specs;
    private final Containers containers;
    private final Place place;

    HostReachability(
            DatabaseStore store,
            Specs specs,
            Containers containers,
            @Value("${alacran.reachability:host}") Place place) {
        this.store = store;
        this.specs = specs;
        this.containers = containers;
        this.place = place;
    }

    @Override
    public Address address(String databaseName) {
        Desired d = store.find(databaseName)
                .orElseThrow(() -> new ProblemException(
                        ProblemException.Kind.NOT_FOUND, "There is no database \"" + databaseName + "\"."));
        int port = specs.engine(d).port();
        String containerName = specs.containerName(databaseName);
        if (place == Place.NETWORK) {
            return new Address(containerName, port);
        }
        ContainerInfo container = containers.find(containerName).orElseThrow(() -> notRunning(databaseName));
        return container.ports().stream()
                .filter(p -> p.containerPort() == port && !p.bindAddress().contains(":"))
                .sorted(java.util.Comparator.comparing(p -> !p.bindAddress().startsWith("127.")))
                .findFirst()
                .map(HostReachability::address)
                .orElseThrow(() -> notRunning(databaseName));
    }

    private static Address address(ContainerSpec.Published p) {
        return new Address(p.bindAddress().equals("0.0.0.0") ? "127.0.0.1" : p.bindAddress(), p.hostPort());
    }

    private static ProblemException notRunning(String databaseName) {
        return new ProblemException(
                ProblemException.Kind.UNAVAILABLE,
                "The database \"" + databaseName + "\" is not running.",
                "Start it on the Databases page.");
    }
}
