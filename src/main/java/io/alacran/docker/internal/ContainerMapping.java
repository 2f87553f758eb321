package io.alacran.docker.internal;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import io.alacran.docker.ContainerDetails;
import io.alacran.docker.ContainerInfo;
import io.alacran.docker.ContainerSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Between docker-java's types and ours. */
final class ContainerMapping {

    private static final long NANOS_PER_CPU = 1_000_000_000L;

    /** Of a locked container; threads count too. */
    private static final long MOST_PROCESSES = 512;

    /** What the engine says of a time that has not come. */
    private static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

    private ContainerMapping() {}

    static CreateContainerCmd command(DockerClient client, ContainerSpec spec, String network, Instance instance) {
        HostConfig host = HostConfig.newHostConfig()
                .withNetworkMode(network)
                .withPortBindings(
                        spec.ports().stream().map(ContainerMapping::binding).toList())
                .withRestartPolicy(RestartPolicy.unlessStoppedRestart())
                // Without a bound a chatty database fills the disk.
                .withLogConfig(
                        new LogConfig(LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "10m", "max-file", "3")));
        if (spec.memoryBytes() != null) {
            // The same with swap: a limit that swaps makes a database slow instead of bounded.
            host.withMemory(spec.memoryBytes()).withMemorySwap(spec.memoryBytes());
        }
        if (spec.cpus() != null) {
            host.withNanoCPUs((long) (spec.cpus() * NANOS_PER_CPU));
        }
        if (spec.volume() != null && spec.volumePath() != null) {
            host.withMounts(List.of(new Mount()
                    .withType(MountType.VOLUME)
                    .withSource(spec.volume())
                    .withTarget(spec.volumePath())));
        }
        if (spec.locked()) {
            lock(host);
        }
        CreateContainerCmd command = client.createContainerCmd(spec.image())
                .withName(spec.name())
                .withHostName(spec.hostName())
                .withEnv(spec.environment().entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList())
                .withLabels(instance.mark(spec.labels()))
                .withAliases(spec.aliases())
                .withExposedPorts(spec.ports().stream()
                        .map(p -> ExposedPort.tcp(p.containerPort()))
                        .distinct()
                        .toList())
                .withHostConfig(host);
        return spec.command().isEmpty() ? command : command.withCmd(spec.command());
    }

    private static void lock(HostConfig host) {
        host.withReadonlyRootfs(true)
                .withTmpFs(Map.of("/tmp", "rw,noexec,nosuid,nodev,size=16m"))
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withPidsLimit(MOST_PROCESSES);
    }

    private static PortBinding binding(ContainerSpec.Published port) {
        Ports.Binding binding = port.hostPort() == 0
                ? Ports.Binding.bindIp(port.bindAddress())
                : Ports.Binding.bindIpAndPort(port.bindAddress(), port.hostPort());
        return new PortBinding(binding, ExposedPort.tcp(port.containerPort()));
    }

    static ContainerInfo info(InspectContainerResponse c, Instance instance) {
        Map<String, String> labels =
                c.getConfig().getLabels() == null ? Map.of() : c.getConfig().getLabels();
        InspectContainerResponse.ContainerState state = c.getState();
        List<ContainerSpec.Published> ports = new ArrayList<>();
        if (c.getNetworkSettings().getPorts() != null) {
            c.getNetworkSettings().getPorts().getBindings().forEach((exposed, bindings) -> {
                for (Ports.Binding b : bindings == null ? new Ports.Binding[0] : bindings) {
                    ports.add(new ContainerSpec.Published(
                            exposed.getPort(), String.valueOf(b.getHostIp()), Integer.parseInt(b.getHostPortSpec())));
                }
            });
        }
        return new ContainerInfo(
                c.getId(),
                c.getName().substring(1),
                String.valueOf(c.getConfig().getImage()),
                String.valueOf(state.getStatus()),
                state.getExitCodeLong() == null ? 0 : state.getExitCodeLong().intValue(),
                Boolean.TRUE.equals(state.getOOMKilled()),
                state.getError() == null || state.getError().isBlank() ? null : state.getError(),
                instant(state.getStartedAt()),
                labels,
                ports,
                List.copyOf(c.getNetworkSettings().getNetworks().keySet()),
                instance.owns(labels));
    }

    static ContainerDetails details(InspectContainerResponse c) {
        Map<String, String> addresses = new TreeMap<>();
        c.getNetworkSettings().getNetworks().forEach((network, endpoint) -> {
            if (endpoint.getIpAddress() != null && !endpoint.getIpAddress().isEmpty()) {
                addresses.put(network, endpoint.getIpAddress());
            }
        });
        Set<Integer> exposed = new TreeSet<>();
        ExposedPort[] ports = c.getConfig().getExposedPorts();
        for (ExposedPort port : ports == null ? new ExposedPort[0] : ports) {
            exposed.add(port.getPort());
        }
        List<ContainerSpec.Published> wanted = new ArrayList<>();
        Ports bindings = c.getHostConfig().getPortBindings();
        if (bindings != null) {
            bindings.getBindings().forEach((port, to) -> {
                for (Ports.Binding b : to == null ? new Ports.Binding[0] : to) {
                    wanted.add(wanted(port, b));
                }
            });
        }
        Map<String, String> environment = new TreeMap<>();
        String[] variables = c.getConfig().getEnv();
        for (String variable : variables == null ? new String[0] : variables) {
            String[] parts = variable.split("=", 2);
            environment.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        List<InspectContainerResponse.Mount> mounts = c.getMounts();
        return new ContainerDetails(
                c.getName().substring(1),
                addresses,
                exposed,
                wanted,
                mounts == null
                        ? List.of()
                        : mounts.stream()
                                .map(InspectContainerResponse.Mount::getName)
                                .filter(Objects::nonNull)
                                .toList(),
                environment);
    }

    private static ContainerSpec.Published wanted(ExposedPort port, Ports.Binding b) {
        String hostPort = b.getHostPortSpec();
        String address = b.getHostIp();
        return new ContainerSpec.Published(
                port.getPort(),
                address == null || address.isEmpty() ? "0.0.0.0" : address,
                hostPort == null || !hostPort.matches("\\d+") ? 0 : Integer.parseInt(hostPort));
    }

    static ContainerInfo info(Container c, Instance instance) {
        Map<String, String> labels = c.getLabels() == null ? Map.of() : c.getLabels();
        return new ContainerInfo(
                c.getId(),
                c.getNames().length == 0 ? c.getId() : c.getNames()[0].substring(1),
                c.getImage(),
                c.getState(),
                0,
                false,
                null,
                null,
                labels,
                Arrays.stream(c.getPorts())
                        .filter(p -> p.getPublicPort() != null)
                        .map(ContainerMapping::published)
                        .toList(),
                c.getNetworkSettings() == null
                        ? List.of()
                        : List.copyOf(c.getNetworkSettings().getNetworks().keySet()),
                instance.owns(labels));
    }

    private static ContainerSpec.Published published(ContainerPort p) {
        int containerPort = p.getPrivatePort() == null ? 0 : p.getPrivatePort();
        int hostPort = p.getPublicPort() == null ? 0 : p.getPublicPort();
        return new ContainerSpec.Published(containerPort, p.getIp() == null ? "0.0.0.0" : p.getIp(), hostPort);
    }

    private static @Nullable Instant instant(@Nullable String time) {
        if (time == null || time.isBlank()) {
            return null;
        }
        Instant parsed = Instant.parse(time);
        return parsed.equals(NEVER) ? null : parsed;
    }
}
