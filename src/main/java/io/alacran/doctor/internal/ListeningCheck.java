package io.alacran.doctor.internal;

import io.alacran.database.ManagedDatabase;
import io.alacran.docker.Containers.ExecResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Inside its container the server listens on its port, for others too; read from the kernel's own table. */
class ListeningCheck implements Check {

    @Override
    public String id() {
        return "listening";
    }

    @Override
    public String title() {
        return "The server listens in its container";
    }

    @Override
    public Finding look(Patient patient) {
        Optional<ManagedDatabase> database = patient.target().flatMap(Target::database);
        if (database.isEmpty()) {
            return Finding.skip("only looked at for databases that this console deployed");
        }
        ManagedDatabase d = database.get();
        ExecResult table = patient.surroundings()
                .containers()
                .exec(
                        d.containerName(),
                        List.of("timeout", "5", "cat", "/proc/net/tcp", "/proc/net/tcp6"),
                        Map.of(),
                        Duration.ofSeconds(6));
        List<Listener> listeners = Listener.read(table.output());
        if (listeners.isEmpty() && table.exitCode() != 0) {
            return Finding.skip("the container does not tell what listens in it");
        }
        List<Listener> onPort =
                listeners.stream().filter(l -> l.port() == d.port()).toList();
        if (onPort.stream().anyMatch(l -> !l.loopback())) {
            return Finding.pass("on port " + d.port());
        }
        if (!onPort.isEmpty()) {
            return Finding.fail(
                    "In " + d.containerName() + " the server listens on port " + d.port()
                            + " of the loopback address only, so nobody outside the container reaches it.",
                    "Have it listen on all addresses (PostgreSQL: listen_addresses = '*'; MariaDB and MySQL:"
                            + " bind-address = 0.0.0.0), then restart the database.");
        }
        List<String> others = listeners.stream()
                .filter(l -> !l.loopback())
                .map(l -> String.valueOf(l.port()))
                .distinct()
                .toList();
        return others.isEmpty()
                ? Finding.fail(
                        "In " + d.containerName() + " nothing listens on port " + d.port() + ".",
                        "If it was started just now, wait until it is ready; else its log says what it waits for:"
                                + " docker logs --tail 50 " + d.containerName())
                : Finding.fail(
                        "In " + d.containerName() + " nothing listens on port " + d.port() + ", but something does on "
                                + String.join(", ", others) + ".",
                        "Set the server's port back to " + d.port() + " and restart it: the console and all addresses"
                                + " it gives out count on that port.");
    }
}
