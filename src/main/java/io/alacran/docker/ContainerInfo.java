package io.alacran.docker;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container as the engine reports it.
 *
 * @param name without the leading slash
 * @param status the engine's word: created, running, restarting, paused, exited, dead
 * @param error the engine's reason why it did not start; null when there is none
 * @param startedAt null when it never was
 * @param ports what is published now; for one that does not run, empty
 * @param networks names of the networks it is on
 * @param managed whether this very console made it
 */
public record ContainerInfo(
        String id,
        String name,
        String image,
        String status,
        int exitCode,
        boolean outOfMemory,
        @Nullable String error,
        @Nullable Instant startedAt,
        Map<String, String> labels,
        List<ContainerSpec.Published> ports,
        List<String> networks,
        boolean managed) {

    public boolean running() {
        return status.equals("running");
    }
}
