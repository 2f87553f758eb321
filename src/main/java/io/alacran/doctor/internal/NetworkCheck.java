package io.alacran.doctor.internal;

import io.alacran.database.ManagedDatabase;
import io.alacran.docker.ContainerInfo;
import java.util.Optional;

/** The container is on the shared network, where its name is known. */
class NetworkCheck implements Check {

    @Override
    public String id() {
        return "network";
    }

    @Override
    public String title() {
        return "It is on the shared network";
    }

    @Override
    public Finding look(Patient patient) {
        Optional<ContainerInfo> found = patient.container();
        if (found.isEmpty()) {
            return Finding.skip("no container on this machine's engine is behind this address");
        }
        ContainerInfo c = found.get();
        String network = patient.surroundings().network().name();
        if (c.networks().contains(network)) {
            return Finding.pass(c.name() + " is on " + network);
        }
        Optional<ManagedDatabase> database = patient.target().flatMap(Target::database);
        boolean byMapping = patient.target().flatMap(Target::published).isPresent();
        if (database.isEmpty() && byMapping) {
            return Finding.skip(c.name() + " is not on " + network + ", and its mapped port does not need it");
        }
        String alias = database.map(d -> "--alias " + d.name() + " ").orElse("");
        return Finding.fail(
                c.name() + " is not on " + network + ", only on "
                        + (c.networks().isEmpty() ? "none" : String.join(", ", c.networks())) + ".",
                "Put it there: docker network connect " + alias + network + " " + c.name());
    }
}
