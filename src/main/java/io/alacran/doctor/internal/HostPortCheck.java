package io.alacran.doctor.internal;

import io.alacran.engine.Greeting.Contact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Something listens on the host port, for addresses of this machine. */
class HostPortCheck implements Check {

    @Override
    public String id() {
        return "host-port";
    }

    @Override
    public String title() {
        return "The host port listens";
    }

    @Override
    public Finding look(Patient patient) {
        if (patient.dialect().fileBased() || !patient.local()) {
            return Finding.skip("the address is not this machine's");
        }
        int port = patient.endpoint().port();
        Optional<String> table = table();
        if (table.isEmpty()) {
            return Finding.skip("this system does not tell what listens on it");
        }
        boolean listens = Listener.read(table.get()).stream().anyMatch(l -> l.port() == port);
        if (listens) {
            return Finding.pass("port " + port);
        }
        boolean published = patient.target().flatMap(Target::published).isPresent();
        if (patient.answers() || published && patient.greeting().contact() != Contact.REFUSED) {
            // Docker may forward by firewall rules alone, without a process that listens.
            return Finding.pass("port " + port + " is forwarded without a process that listens");
        }
        return Finding.fail(
                "Nothing listens on port " + port + " of this machine.",
                patient.container()
                        .map(c -> "Docker lost the mapping; have it made again: docker restart " + c.name())
                        .orElse("Start the server, or correct the port."));
    }

    private static Optional<String> table() {
        try {
            return Optional.of(
                    Files.readString(Path.of("/proc/net/tcp")) + Files.readString(Path.of("/proc/net/tcp6")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
