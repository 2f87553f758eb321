package io.alacran.doctor.internal;

import io.alacran.connection.NamedConnection;
import io.alacran.database.ManagedDatabase;
import io.alacran.docker.ContainerInfo;
import io.alacran.docker.ContainerSpec.Published;
import io.alacran.docker.Containers;
import io.alacran.docker.DockerUnavailableException;
import io.alacran.problem.ProblemException;
import java.util.Optional;

/**
 * The container that a connection is meant for.
 *
 * @param container as it is now
 * @param database the managed database that it is; empty for other containers
 * @param published the mapping that the connection uses; empty when it uses the container's own address
 */
record Target(ContainerInfo container, Optional<ManagedDatabase> database, Optional<Published> published) {

    /** Finds it by what the connection was made for, by its name on the network, or by the host port. */
    static Optional<Target> of(Patient patient) {
        try {
            NamedConnection connection = patient.connection();
            Surroundings around = patient.surroundings();
            if (connection.managedDatabase() != null) {
                return patient.managed().flatMap(d -> of(around, d));
            }
            // What is behind an SSH server is known by names of its own
            if (patient.dialect().fileBased() || patient.tunnelled()) {
                return Optional.empty();
            }
            String host = patient.endpoint().host();
            int port = patient.endpoint().port();
            Optional<Target> named = named(around, host);
            return named.isPresent() || around.inContainer() || !Addresses.local(host)
                    ? named
                    : published(around, host, port);
        } catch (DockerUnavailableException e) {
            // Without an engine there is nothing to know of containers.
            return Optional.empty();
        } catch (ProblemException e) {
            // The address itself is the trouble, which a check of its own tells.
            return Optional.empty();
        }
    }

    private static Optional<Target> of(Surroundings around, ManagedDatabase database) {
        return around.containers()
                .find(database.containerName())
                .map(c -> new Target(c, Optional.of(database), Optional.empty()));
    }

    private static Optional<Target> named(Surroundings around, String host) {
        Optional<ManagedDatabase> database = around.databases().list().stream()
                .filter(d -> host.equals(d.name()) || host.equals(d.containerName()))
                .findFirst();
        if (database.isPresent()) {
            return of(around, database.get());
        }
        return host.contains(".") || host.contains(":")
                ? Optional.empty()
                : around.containers()
                        .find(host)
                        .filter(c -> c.name().equals(host))
                        .map(c -> new Target(c, Optional.empty(), Optional.empty()));
    }

    private static Optional<Target> published(Surroundings around, String host, int port) {
        Containers containers = around.containers();
        for (ContainerInfo container : containers.all()) {
            Optional<Published> mapping =
                    container.ports().stream().filter(p -> p.hostPort() == port).findFirst();
            if (mapping.isPresent()) {
                return containers.find(container.name()).map(c -> new Target(c, owner(around, c), mapping));
            }
        }
        // One that does not run publishes nothing, so its mapping is known from what was asked for.
        Optional<Target> wanted = around.databases().list().stream()
                .filter(d -> d.ports().stream().anyMatch(p -> p.hostPort() == port))
                .findFirst()
                .flatMap(d -> of(around, d));
        return wanted.isPresent() ? wanted : stopped(containers, port);
    }

    private static Optional<Target> stopped(Containers containers, int port) {
        for (ContainerInfo container : containers.all()) {
            boolean wanted = !container.running()
                    && containers
                            .details(container.name())
                            .filter(d -> d.wantedPorts().stream().anyMatch(p -> p.hostPort() == port))
                            .isPresent();
            if (wanted) {
                return containers.find(container.name()).map(c -> new Target(c, Optional.empty(), Optional.empty()));
            }
        }
        return Optional.empty();
    }

    private static Optional<ManagedDatabase> owner(Surroundings around, ContainerInfo container) {
        return around.databases().list().stream()
                .filter(d -> d.containerName().equals(container.name()))
                .findFirst();
    }
}
