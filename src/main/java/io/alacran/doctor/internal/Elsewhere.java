package io.alacran.doctor.internal;

import io.alacran.docker.DockerUnavailableException;
import io.alacran.docker.Swarm;
import io.alacran.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the swarm has behind a connection's address besides the containers of this machine's engine. */
class Elsewhere {

    private Elsewhere() {}

    static List<Swarm.Node> nodes(Patient patient) {
        if (patient.dialect().fileBased() || patient.tunnelled()) {
            return List.of();
        }
        return asFarAsKnown(
                () -> {
                    String name = patient.managed()
                            .map(d -> d.containerName())
                            .orElseGet(() -> patient.endpoint().host());
                    return name.contains(".") || name.contains(":")
                            ? List.of()
                            : patient.surroundings().swarm().nodesOf(name);
                },
                List.of());
    }

    static Optional<Swarm.Publication> publication(Patient patient) {
        // In a container, an address of its own is no node's.
        return patient.surroundings().inContainer() || !patient.local()
                ? Optional.empty()
                : asFarAsKnown(
                        () -> patient.surroundings()
                                .swarm()
                                .publication(patient.endpoint().port()),
                        Optional.empty());
    }

    static String names(List<Swarm.Node> nodes) {
        return nodes.stream().map(Elsewhere::name).collect(Collectors.joining(", "));
    }

    private static String name(Swarm.Node node) {
        return node.here()
                ? "this machine"
                : node.name().equals(node.address()) ? node.name() : node.name() + " (" + node.address() + ")";
    }

    private static <T> T asFarAsKnown(Supplier<T> question, T unknown) {
        try {
            return question.get();
        } catch (DockerUnavailableException e) {
            // Without an engine there is nothing to know of a swarm.
            return unknown;
        } catch (ProblemException e) {
            // A swarm without a leader answers nothing; that does not keep the other checks from looking.
            return unknown;
        }
    }
}
