package io.alacran.docker.internal;

import static java.util.stream.Collectors.toMap;

import com.github.dockerjava.api.model.Endpoint;
import com.github.dockerjava.api.model.PortConfig;
import com.github.dockerjava.api.model.PortConfig.PublishMode;
import com.github.dockerjava.api.model.PortConfigProtocol;
import com.github.dockerjava.api.model.Service;
import com.github.dockerjava.api.model.SwarmInfo;
import com.github.dockerjava.api.model.SwarmNode;
import com.github.dockerjava.api.model.SwarmNodeManagerStatus;
import com.github.dockerjava.api.model.SwarmNodeState;
import com.github.dockerjava.api.model.Task;
import com.github.dockerjava.api.model.TaskState;
import io.alacran.docker.SharedNetwork;
import io.alacran.docker.Swarm;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

@Component
class DockerJavaSwarm implements Swarm {

    private final DockerClients clients;
    private final SharedNetwork network;

    DockerJavaSwarm(DockerClients clients, SharedNetwork network) {
        this.clients = clients;
        this.network = network;
    }

    @Override
    public Optional<Member> member(String name) {
        if (network.kind() != SharedNetwork.Kind.OVERLAY) {
            return Optional.empty();
        }
        // Services with their tasks; containers of no service are the tasks of one without a name.
        JsonNode services =
                clients.json("/networks/" + network.name() + "?verbose=true").path("Services");
        boolean service = services.has(name);
        List<String> addresses = services.path(service ? name : "")
                .path("Tasks")
                .valueStream()
                .filter(task -> service || task.path("Name").asString("").equals(name))
                .map(task -> task.path("Info").path("Host IP").asString(""))
                .filter(address -> !address.isEmpty())
                .distinct()
                .toList();
        return addresses.isEmpty() ? Optional.empty() : Optional.of(new Member(service, at(addresses)));
    }

    private List<Node> at(List<String> addresses) {
        SwarmInfo swarm = swarm();
        Map<String, Node> known = manages(swarm)
                ? swarmNodes().map(n -> node(n, swarm)).collect(toMap(Node::address, n -> n, (a, b) -> a))
                : Map.of();
        return addresses.stream()
                .map(address ->
                        known.getOrDefault(address, new Node(address, address, address.equals(swarm.getNodeAddr()))))
                .toList();
    }

    @Override
    public Optional<Publication> publication(int hostPort) {
        SwarmInfo swarm = swarm();
        if (!manages(swarm)) {
            return Optional.empty();
        }
        return clients
                .call("list the swarm's services", c -> c.listServicesCmd().exec())
                .stream()
                .flatMap(service -> ports(service)
                        .filter(port -> Objects.equals(port.getPublishedPort(), hostPort))
                        .map(port -> publication(service, port, swarm)))
                .findFirst();
    }

    private static Stream<PortConfig> ports(Service service) {
        return Stream.ofNullable(service.getEndpoint())
                .map(Endpoint::getPorts)
                .filter(Objects::nonNull)
                .flatMap(Stream::of)
                .filter(port -> port.getProtocol() == PortConfigProtocol.TCP);
    }

    private Publication publication(Service service, PortConfig port, SwarmInfo swarm) {
        List<Task> tasks = clients.call(
                "list the tasks of a service",
                c -> c.listTasksCmd().withServiceFilter(service.getId()).exec());
        // A task of a node that went down stays as it was last heard of
        List<String> running = tasks.stream()
                .filter(t -> t.getDesiredState() == TaskState.RUNNING)
                .filter(t -> t.getStatus().getState() == TaskState.RUNNING)
                .map(Task::getNodeId)
                .toList();
        return new Publication(
                service.getSpec().getName(),
                port.getTargetPort(),
                port.getPublishMode() != PublishMode.host,
                swarmNodes()
                        .filter(n -> running.contains(n.getId()))
                        .filter(n -> n.getStatus().getState() != SwarmNodeState.DOWN)
                        .map(n -> node(n, swarm))
                        .toList(),
                failure(tasks));
    }

    /** The newest that a task has. */
    private static @Nullable String failure(List<Task> tasks) {
        return tasks.stream()
                .sorted(Comparator.comparing(Task::getCreatedAt).reversed())
                .map(t -> t.getStatus().getErr())
                .filter(error -> error != null && !error.isBlank())
                .findFirst()
                .orElse(null);
    }

    private SwarmInfo swarm() {
        SwarmInfo swarm = clients.call(
                "ask the engine for its state", c -> c.infoCmd().exec().getSwarm());
        return swarm == null ? new SwarmInfo() : swarm;
    }

    private static boolean manages(SwarmInfo swarm) {
        return Boolean.TRUE.equals(swarm.getControlAvailable());
    }

    private Stream<SwarmNode> swarmNodes() {
        return clients.call("list the swarm's nodes", c -> c.listSwarmNodesCmd().exec()).stream();
    }

    private static Node node(SwarmNode node, SwarmInfo swarm) {
        boolean here = node.getId().equals(swarm.getNodeID());
        return new Node(node.getDescription().getHostname(), here ? swarm.getNodeAddr() : address(node), here);
    }

    /** A manager's own word counts: its status may have an address that is nobody's, such as 0.0.0.0. */
    private static String address(SwarmNode node) {
        SwarmNodeManagerStatus manager = node.getManagerStatus();
        return manager == null || manager.getAddr() == null
                ? node.getStatus().getAddress()
                : manager.getAddr().replaceFirst(":\\d+$", "");
    }
}
