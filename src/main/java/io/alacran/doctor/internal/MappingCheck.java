package io.alacran.doctor.internal;

import io.alacran.database.ManagedDatabase;
import io.alacran.engine.Greeting.Contact;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A host port leads to a container, where an address of this machine is used. */
class MappingCheck implements Check {

    @Override
    public String id() {
        return "mapping";
    }

    @Override
    public String title() {
        return "The host port is mapped";
    }

    @Override
    public Finding look(Patient patient) {
        if (patient.dialect().fileBased()) {
            return Finding.skip("the database is a file");
        }
        if (patient.managed().isPresent()) {
            return Finding.pass(
                    "the console reaches it at " + patient.endpoint().place());
        }
        if (!patient.local()) {
            return Finding.skip("the address is not this machine's");
        }
        int port = patient.endpoint().port();
        return patient.target()
                .flatMap(Target::published)
                .map(p -> Finding.pass("port " + port + " leads to port " + p.containerPort() + " of "
                        + patient.container().map(c -> c.name()).orElse("a container")))
                .or(() -> ofService(patient))
                .orElseGet(() -> unmapped(patient, port));
    }

    /** Asked only when the server does not answer, since the whole swarm may have to be asked. */
    private static Optional<Finding> ofService(Patient patient) {
        return patient.answers()
                ? Optional.empty()
                : InSwarm.published(patient).map(p -> new ServicePort(patient, p).look());
    }

    static Finding process(int port) {
        return Finding.skip("a process of this machine has port " + port + ", no container");
    }

    private static Finding unmapped(Patient patient, int port) {
        if (patient.greeting().contact() != Contact.REFUSED) {
            return process(port);
        }
        if (patient.surroundings().inContainer()) {
            return Finding.fail(
                    patient.endpoint().host() + " is the console's own container, where nothing listens on port " + port
                            + ".",
                    "Use the database's name on the shared network and its own port" + names(patient, ": ") + ".");
        }
        return Finding.fail(
                "No container's port is mapped to port " + port + " of this machine, and nothing else listens there.",
                remedy(patient));
    }

    private static String remedy(Patient patient) {
        List<ManagedDatabase> same = same(patient);
        if (same.isEmpty()) {
            return "Start the server, correct the port, or map the container's port: docker run -p "
                    + patient.endpoint().port() + ":" + patient.usualPort() + " …";
        }
        return same.stream()
                .map(d -> d.ports().isEmpty()
                        ? "The database " + d.name() + " has no mapping: add one on its page, or use the connection "
                                + d.name() + ", which needs none."
                        : "The database " + d.name() + " is mapped to port "
                                + d.ports().getFirst().hostPort() + ": use that one.")
                .limit(3)
                .collect(Collectors.joining(" "));
    }

    private static String names(Patient patient, String before) {
        String all = same(patient).stream()
                .map(ManagedDatabase::internalAddress)
                .limit(3)
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : before + all;
    }

    private static List<ManagedDatabase> same(Patient patient) {
        return patient.surroundings().databases().list().stream()
                .filter(d -> d.engine().equals(patient.dialect().client()))
                .toList();
    }
}
