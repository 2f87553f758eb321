package io.alacran.docker;

import org.jspecify.annotations.Nullable;

/**
 * The one network that every managed database and every attached app is on, named {@code alacran-overlay-network} unless
 * set otherwise.
 */
public interface SharedNetwork {

    /** How the network carries traffic. */
    enum Kind {
        /** Spans all nodes of a swarm; starting a swarm of one node is enough. */
        OVERLAY,
        /** Lives on this machine alone, needs no swarm. */
        BRIDGE
    }

    /** The network's name on the engine. */
    String name();

    /** The kind of the network that exists, or null when there is none yet. Throws DockerUnavailableException. */
    @Nullable
    Kind kind();

    /**
     * Makes the network if there is none; an existing one is kept as it is, whatever its kind.
     *
     * @param wanted for {@code OVERLAY} a swarm of one node is started when the engine is in none
     * @return the kind it has now
     */
    Kind ensure(Kind wanted);

    /** Makes the network if there is none: an overlay when the engine is in a swarm, else a bridge. */
    Kind ensure();
}
