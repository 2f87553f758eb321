package io.alacran.docker;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the engine's swarm runs, on this node or on another. {@link Containers} knows those of this node alone, and
 * nothing of what a service publishes. Nothing is found where there is no swarm, and of services only as much as a
 * manager tells. Every call throws {@link DockerUnavailableException} when the engine does not answer.
 */
public interface Swarm {

    /**
     * Looks a name up as containers on the shared network would: a container's or a service's. An engine knows of it
     * only as long as itself has a container there.
     *
     * @return the nodes that it runs on
     */
    List<Node> nodesOf(String name);

    /** The service that wants a port of the nodes. */
    Optional<Publication> publication(int hostPort);

    /**
     * A machine of the swarm.
     *
     * @param name the machine's, or where only a manager may know that, its address
     * @param address under which the other nodes reach it
     * @param here whether it is the engine's own
     */
    record Node(String name, String address, boolean here) {}

    /**
     * A port of the nodes that leads to a service.
     *
     * @param service its name
     * @param containerPort where the port leads to
     * @param everyNode whether every node has the port, not just those that the service runs on
     * @param nodes those that it runs on now
     * @param failure why it does not run, in the engine's words; null when it does, or nobody knows
     */
    record Publication(
            String service,
            int containerPort,
            boolean everyNode,
            List<Node> nodes,
            @Nullable String failure) {}
}
