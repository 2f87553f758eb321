package io.alacran.database.internal;

import io.alacran.docker.ContainerInfo;
import io.alacran.docker.Containers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Which ports of this machine are free. */
@Component
class HostPorts {

    static final int HIGHEST = 65_535;

    private final Containers containers;
    private final DatabaseStore store;
    private final Set<Integer> own;

    HostPorts(
            Containers containers,
            DatabaseStore store,
            @Value("${server.port}") int consolePort,
            @Value("${alacran.bastion.port}") int bastionPort) {
        this.containers = containers;
        this.store = store;
        this.own = Set.of(consolePort, bastionPort);
    }

    /**
     * Who has a port.
     *
     * @param database which may have it itself
     * @return empty when it is free for that database
     */
    Optional<String> holder(int port, String bindAddress, String database) {
        return holder(port, bindAddress, database, containers.all(), store.all());
    }

    private Optional<String> holder(
            int port, String bindAddress, String database, List<ContainerInfo> present, List<Desired> wanted) {
        if (own.contains(port)) {
            return Optional.of("is one of the console's own");
        }
        for (Desired d : wanted) {
            boolean holds =
                    d.ports().stream().anyMatch(p -> p.hostPort() == port && overlap(p.bindAddress(), bindAddress));
            // A stopped one too: it wants its port back when it is started.
            if (holds) {
                return d.name().equals(database)
                        ? Optional.empty()
                        : Optional.of("is taken by the database \"" + d.name() + "\"");
            }
        }
        for (ContainerInfo container : present) {
            boolean holds = container.ports().stream()
                    .anyMatch(p -> p.hostPort() == port && overlap(p.bindAddress(), bindAddress));
            if (holds) {
                return Optional.of("is taken by the container " + container.name());
            }
        }
        return listens(port, bindAddress) ? Optional.of("is taken by a process on this machine") : Optional.empty();
    }

    /** The next free port from the given one on; past the highest it goes on at 1024. */
    int nextFree(int from, String bindAddress) {
        List<ContainerInfo> present = containers.all();
        List<Desired> wanted = store.all();
        int port = Math.clamp(from, 1, HIGHEST);
        for (int tried = 0; tried < HIGHEST; tried++) {
            if (holder(port, bindAddress, "", present, wanted).isEmpty()) {
                return port;
            }
            port = port == HIGHEST ? 1024 : port + 1;
        }
        throw new IllegalStateException("no port of this machine is free");
    }

    private static boolean listens(int port, String bindAddress) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(bindAddress), port));
            return false;
        } catch (UnknownHostException e) {
            return false;
        } catch (IOException e) {
            // Without the right to a low port nothing can be told here; Docker, which has it, will.
            return !String.valueOf(e.getMessage()).contains("Permission denied");
        }
    }

    static boolean overlap(String one, String other) {
        return one.equals(other) || any(one) || any(other);
    }

    private static boolean any(String address) {
        return address.equals("0.0.0.0") || address.equals("::") || address.isEmpty();
    }
}
