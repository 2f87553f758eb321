package io.alacran.doctor.internal;

import io.alacran.docker.ContainerSpec.Published;
import java.util.Optional;

/** The port is the one on which the server listens in its container: inside a network always, and behind a mapping. */
class ContainerPortCheck implements Check {

    @Override
    public String id() {
        return "container-port";
    }

    @Override
    public String title() {
        return "The container's port is the right one";
    }

    @Override
    public Finding look(Patient patient) {
        Optional<Target> target = patient.target();
        if (target.isEmpty()) {
            return Finding.skip("no container on this machine's engine is behind this address");
        }
        int meant = target.get().database().map(d -> d.port()).orElse(patient.usualPort());
        String name = target.get().container().name();
        Optional<Published> mapping = target.get().published();
        boolean console = patient.managed().isPresent();
        int used = console
                ? meant
                : mapping.map(Published::containerPort)
                        .orElse(patient.endpoint().port());
        if (used == meant || patient.answers()) {
            return Finding.pass("port " + used + " of " + name);
        }
        boolean known = target.get().database().isPresent()
                || patient.details()
                        .filter(d -> d.exposedPorts().contains(meant))
                        .isPresent();
        if (!known) {
            return Finding.skip(name + " is not known to be a server of "
                    + patient.dialect().title());
        }
        String title = patient.dialect().title();
        if (mapping.isPresent()) {
            int hostPort = mapping.get().hostPort();
            return Finding.fail(
                    "Port " + hostPort + " of this machine leads to port " + used + " of " + name + ", and " + title
                            + " does not answer there: it listens on " + meant + ".",
                    "Map the right port: " + hostPort + ":" + meant + " in place of " + hostPort + ":" + used
                            + " (docker run -p HOST_PORT:CONTAINER_PORT).");
        }
        boolean hostPort = target.get().container().ports().stream().anyMatch(p -> p.hostPort() == used)
                || target.get().database().stream()
                        .flatMap(d -> d.ports().stream())
                        .anyMatch(p -> p.hostPort() == used);
        return Finding.fail(
                hostPort
                        ? used + " is the port that is mapped on the host. Inside the network " + name
                                + " has its own port, always."
                        : "Nothing answers on port " + used + " of " + name + ".",
                "Use " + name + ":" + meant + ".");
    }
}
