package io.alacran.docker;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the engine's swarm runs, on this node or on another. {@link Containers} knows those of this node alone, and
 * nothing of what a service publishes. Nothing is found where there is no swarm, and of services only what a manager
 * tells. Every call throws {@link DockerUnavailableException} when the engine does not answer, and may take its time where
 * the swarm has no leader.
 */
public interface Swarm {

    /**
     * Looks up the name of a container or a service on the shared network, but no alias. An engine hears of them only as
     * long as itself has a container there.
     */
    Optional<Member> member(String name);

    /** The service that wants a TCP port of the nodes. */
    Optional<Publication> publication(int hostPort);

    /**
     * Who has a name on the shared network.
     *
     * @param service whether it is a service, whose containers have names of their own
     * @param nodes those that it runs on
     */
    record Member(boolean service, List<Node> nodes) {}

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
     * @param failure why it did not run the last time that it did not, in the engine's words; null when it always ran
     */
    record Publication(
            String service,
            int containerPort,
            boolean everyNode,
            List<Node> nodes,
            @Nullable String failure) {}
}
