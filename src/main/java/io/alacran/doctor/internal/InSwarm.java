package io.alacran.doctor.internal;

import io.alacran.docker.Swarm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the swarm has behind a connection's address, where no container of this machine's engine is behind it. */
class InSwarm {

    private InSwarm() {}

    /** Who has the name that the connection is meant for on the shared network. */
    static Optional<Swarm.Member> named(Patient patient, String name) {
        return name.contains(".") || name.contains(":")
                ? Optional.empty()
                : asFarAsKnown(patient, swarm -> swarm.member(name));
    }

    /** The service that has the port, where the address is this machine's. */
    static Optional<Swarm.Publication> published(Patient patient) {
        int port = patient.endpoint().port();
        // In a container, an address of its own is no node's.
        return patient.surroundings().inContainer() || !patient.local()
                ? Optional.empty()
                : asFarAsKnown(patient, swarm -> swarm.publication(port));
    }

    /** Without an engine, or in a swarm without a leader, which answers late if at all, nothing is known of it. */
    private static <T> Optional<T> asFarAsKnown(Patient patient, Function<Swarm, Optional<T>> question) {
        Swarm swarm = patient.surroundings().swarm();
        Duration patience = patient.surroundings().patience();
        FutureTask<Optional<T>> asking = new FutureTask<>(() -> question.apply(swarm));
        Thread.ofVirtual().name("doctor-swarm").start(asking);
        try {
            return asking.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            asking.cancel(true);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            asking.cancel(true);
            return Optional.empty();
        }
    }

    static String names(List<Swarm.Node> nodes) {
        return nodes.stream().map(InSwarm::name).collect(Collectors.joining(", "));
    }

    private static String name(Swarm.Node node) {
        return node.here()
                ? "this machine"
                : node.name().equals(node.address()) ? node.name() : node.name() + " (" + node.address() + ")";
    }

    /** Where others than containers reach what runs there. */
    static String address(Swarm.Node node) {
        return node.here() ? "this machine's address" : node.address();
    }
}
