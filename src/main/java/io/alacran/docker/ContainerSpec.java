package io.alacran.docker;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container to create. It has no field for privileges, capabilities, host namespaces, devices or host paths, so no
 * caller can ask for them; {@code locked} only takes away.
 *
 * @param name the container's name
 * @param hostName its host name inside
 * @param command empty for the image's own
 * @param labels kept for its life; the managed label is added
 * @param aliases further names on the shared network
 * @param volume a named volume; null for none
 * @param volumePath where it is mounted; null for no volume
 * @param ports published on the host
 * @param memoryBytes null for no limit
 * @param cpus null for no limit
 * @param locked no capabilities, none to be gained, a bound of processes, and nothing to write to but a small
 *     {@code /tmp} in memory
 */
public record ContainerSpec(
        String name,
        String hostName,
        String image,
        List<String> command,
        Map<String, String> environment,
        Map<String, String> labels,
        List<String> aliases,
        @Nullable String volume,
        @Nullable String volumePath,
        List<Published> ports,
        @Nullable Long memoryBytes,
        @Nullable Double cpus,
        boolean locked) {

    /** One with what Docker gives by itself. */
    public ContainerSpec(
            String name,
            String hostName,
            String image,
            List<String> command,
            Map<String, String> environment,
            Map<String, String> labels,
            List<String> aliases,
            @Nullable String volume,
            @Nullable String volumePath,
            List<Published> ports,
            @Nullable Long memoryBytes,
            @Nullable Double cpus) {
        this(
                name,
                hostName,
                image,
                command,
                environment,
                labels,
                aliases,
                volume,
                volumePath,
                ports,
                memoryBytes,
                cpus,
                false);
    }

    /**
     * A published TCP port.
     *
     * @param hostPort 0 lets Docker choose a free one at each start
     */
    public record Published(int containerPort, String bindAddress, int hostPort) {}

    @Override
    public String toString() {
        return "ContainerSpec[" + name + " from " + image + "]";
    }
}
