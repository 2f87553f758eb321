package io.alacran.docker.internal;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Frame;
import io.alacran.docker.ContainerDetails;
import io.alacran.docker.ContainerInfo;
import io.alacran.docker.ContainerSpec;
import io.alacran.docker.Containers;
import io.alacran.docker.SharedNetwork;
import io.alacran.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.stereotype.Component;

@Component
class DockerJavaContainers implements Containers {

    private static final int MAX_EXEC_OUTPUT = 64 * 1024;

    private final DockerClients clients;
    private final SharedNetwork network;
    private final Instance instance;

    DockerJavaContainers(DockerClients clients, SharedNetwork network, Instance instance) {
        this.clients = clients;
        this.network = network;
        this.instance = instance;
    }

    @Override
    public Optional<ContainerInfo> find(String name) {
        return clients.call("look at the container " + name, c -> {
            try {
                return Optional.of(
                        ContainerMapping.info(c.inspectContainerCmd(name).exec(), instance));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public Optional<ContainerDetails> details(String name) {
        return clients.call("look at the container " + name, c -> {
            try {
                return Optional.of(
                        ContainerMapping.details(c.inspectContainerCmd(name).exec()));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public List<ContainerInfo> all() {
        return clients
                .call(
                        "list containers",
                        c -> c.listContainersCmd().withShowAll(true).exec())
                .stream()
                .map(c -> ContainerMapping.info(c, instance))
                .toList();
    }

    @Override
    public void create(ContainerSpec spec) {
        clients.call(
                "create " + spec.name(),
                c -> ContainerMapping.command(c, spec, network.name(), instance).exec());
    }

    @Override
    public void start(String name) {
        change("start " + name, name, c -> {
            try {
                return c.startContainerCmd(name).exec();
            } catch (DockerException e) {
                if (!String.valueOf(e.getMessage()).contains("endpoint with name " + name + " already exists")) {
                    throw e;
                }
                connectAnew(c, name);
                return c.startContainerCmd(name).exec();
            }
        });
    }

    /** An engine that ended badly forgets to give back a name on the network, which nobody else can have. */
    private void connectAnew(DockerClient c, String name) {
        ContainerNetwork present = c.inspectContainerCmd(name)
                .exec()
                .getNetworkSettings()
                .getNetworks()
                .get(network.name());
        List<String> aliases = present == null || present.getAliases() == null ? List.of() : present.getAliases();
        c.disconnectFromNetworkCmd()
                .withNetworkId(network.name())
                .withContainerId(name)
                .withForce(true)
                .exec();
        c.connectToNetworkCmd()
                .withNetworkId(network.name())
                .withContainerId(name)
                .withContainerNetwork(new ContainerNetwork().withAliases(aliases))
                .exec();
    }

    @Override
    public void stop(String name, Duration grace) {
        change(
                "stop " + name,
                name,
                c -> c.stopContainerCmd(name)
                        .withTimeout((int) grace.toSeconds())
                        .exec());
    }

    @Override
    public void remove(String name) {
        if (find(name).isPresent()) {
            change(
                    "remove " + name,
                    name,
                    // Only the volumes without a name that the image made on its own: the engine keeps those with one
                    c -> c.removeContainerCmd(name)
                            .withForce(true)
                            .withRemoveVolumes(true)
                            .exec());
        }
    }

    @Override
    public void rename(String from, String to) {
        change(
                "rename " + from,
                from,
                c -> c.renameContainerCmd(from).withName(to).exec());
    }

    @Override
    public void joinNetworksOf(String other, String name) {
        requireManaged("connect " + name, name);
        clients.call("connect " + name, c -> {
            var foreign =
                    c.inspectContainerCmd(other).exec().getNetworkSettings().getNetworks();
            foreign.forEach((network, endpoint) -> {
                if (!network.equals(this.network.name())) {
                    List<String> aliases = endpoint.getAliases() == null ? List.of() : endpoint.getAliases();
                    c.connectToNetworkCmd()
                            .withNetworkId(network)
                            .withContainerId(name)
                            .withContainerNetwork(new ContainerNetwork().withAliases(aliases))
                            .exec();
                }
            });
            return true;
        });
    }

    @Override
    public ExecResult exec(String name, List<String> command, Map<String, String> environment, Duration timeout) {
        requireManaged("run a command in " + name, name);
        return clients.stream("run a command in " + name, c -> {
            String id = c.execCreateCmd(name)
                    .withCmd(command.toArray(String[]::new))
                    .withEnv(environment.entrySet().stream()
                            .map(e -> e.getKey() + "=" + e.getValue())
                            .toList())
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .exec()
                    .getId();
            Output output = new Output();
            try (Output running = c.execStartCmd(id).exec(output)) {
                if (!running.awaitCompletion(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    return new ExecResult(-1, output.text());
                }
                Long code = c.inspectExecCmd(id).exec().getExitCodeLong();
                return new ExecResult(code == null ? -1 : code.intValue(), output.text());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new ExecResult(-1, output.text());
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Override
    public AutoCloseable logs(String name, int tail, boolean follow, Consumer<String> line, Runnable end) {
        requireManaged("read the log of " + name, name);
        return clients.call(
                "read the log of " + name,
                c -> c.logContainerCmd(name)
                        .withStdOut(true)
                        .withStdErr(true)
                        .withTail(tail)
                        .withFollowStream(follow)
                        .exec(new LogLines(line, end)));
    }

    private void change(String what, String name, Function<DockerClient, ?> change) {
        requireManaged(what, name);
        clients.call(what, c -> {
            try {
                change.apply(c);
            } catch (NotModifiedException e) {
                // It is as wanted already.
            }
            return true;
        });
    }

    private void requireManaged(String what, String name) {
        ContainerInfo found = find(name)
                .orElseThrow(() -> new ProblemException(
                        ProblemException.Kind.NOT_FOUND, "Could not " + what + ": there is no such container."));
        if (!found.managed()) {
            throw new ProblemException(
                    ProblemException.Kind.FORBIDDEN,
                    "The container " + name + " was not made by this console (its labels do not say so), so it is left"
                            + " alone.");
        }
    }

    private static final class Output extends ResultCallback.Adapter<Frame> {

        private final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();

        @Override
        public synchronized void onNext(Frame frame) {
            int room = MAX_EXEC_OUTPUT - bytes.size();
            bytes.write(frame.getPayload(), 0, Math.min(room, frame.getPayload().length));
        }

        synchronized String text() {
            return bytes.toString(java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
