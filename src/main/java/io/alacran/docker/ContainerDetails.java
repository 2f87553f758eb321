package io.alacran.docker;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a container was made with, for those who look for a fault in it.
 *
 * @param addresses its IP address on each network it is on now; empty for one that does not run
 * @param exposedPorts TCP ports that its image or its mappings name
 * @param wantedPorts published as asked for, whether it runs or not; a host port of 0 is chosen by Docker
 * @param volumes names of the volumes it mounts
 * @param environment with its secrets; {@link #toString()} does not show it
 */
public record ContainerDetails(
        String name,
        Map<String, String> addresses,
        Set<Integer> exposedPorts,
        List<ContainerSpec.Published> wantedPorts,
        List<String> volumes,
        Map<String, String> environment) {

    @Override
    public String toString() {
        return "ContainerDetails[" + name + "]";
    }
}
