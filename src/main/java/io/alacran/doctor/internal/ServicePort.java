package io.alacran.doctor.internal;

import io.alacran.docker.Swarm.Node;
import io.alacran.docker.Swarm.Publication;
import io.alacran.engine.Greeting.Contact;

/**
 * A port of this machine that a service of the swarm publishes and behind which the server does not answer. The list of
 * this machine's containers does not show such a mapping.
 */
class ServicePort {

    private static final String SHOWN = " (docker service ls shows that, docker ps does not)";

    private final Patient patient;
    private final Publication service;
    private final int port;

    ServicePort(Patient patient, Publication service) {
        this.patient = patient;
        this.service = service;
        this.port = patient.endpoint().port();
    }

    Finding look() {
        Contact contact = patient.greeting().contact();
        boolean nobody = contact == Contact.REFUSED || contact == Contact.TIMED_OUT;
        if (service.nodes().isEmpty()) {
            return nobody ? nowhere() : MappingCheck.process(port);
        }
        if (!service.everyNode() && service.nodes().stream().noneMatch(Node::here)) {
            return nobody ? onAnotherNode() : MappingCheck.process(port);
        }
        if (service.containerPort() != patient.usualPort()) {
            return wrongTarget();
        }
        return nobody ? unanswered() : Finding.pass("port " + port + " leads to " + target() + SHOWN);
    }

    private String target() {
        return "port " + service.containerPort() + " of the swarm's service " + service.service();
    }

    private Finding nowhere() {
        return Finding.fail(
                "Port " + port + " is to lead to " + target() + ", which runs on no node"
                        + (service.failure() == null ? "." : ": " + service.failure() + "."),
                "Its tasks say why: docker service ps --no-trunc " + service.service());
    }

    private Finding onAnotherNode() {
        return Finding.fail(
                "Port " + port + " leads to " + target() + " only on the node that it runs on, "
                        + InSwarm.names(service.nodes()) + ".",
                "Use " + service.nodes().getFirst().address() + " and port " + port
                        + ". Should the service move, docker service ps " + service.service() + " shows where it is.");
    }

    private Finding wrongTarget() {
        String title = patient.dialect().title();
        return Finding.fail(
                "Port " + port + " leads to " + target() + SHOWN + ", and " + title
                        + " does not answer there: it listens" + " on " + patient.usualPort() + ".",
                "Publish the right port, which restarts the service: "
                        + update((service.everyNode() ? "" : "mode=host,"), patient.usualPort()));
    }

    private Finding unanswered() {
        Node node = service.nodes().getFirst();
        return Finding.fail(
                "Port " + port + " leads to " + target() + SHOWN + ", which runs on " + InSwarm.names(service.nodes())
                        + ", and nothing answers on it here.",
                "See whether its server is up: docker service logs " + service.service()
                        + ". If it is, the swarm's routing mesh does not work: it takes IPVS in the kernel, and TCP 7946,"
                        + " UDP 7946 and UDP 4789 open between the nodes. Without it, use "
                        + InSwarm.address(node) + " and port " + port
                        + " after this, which restarts the service: "
                        + update("mode=host,", service.containerPort()));
    }

    /** Docker names a mapping that is to go by the container's port. */
    private String update(String mode, int target) {
        return "docker service update --publish-rm " + service.containerPort() + " --publish-add " + mode + "published="
                + port + ",target=" + target + " " + service.service();
    }
}
