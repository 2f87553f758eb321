package io.alacran.database.internal;

import io.alacran.activity.ActivityLog;
import io.alacran.database.DatabaseEvent;
import io.alacran.database.Databases;
import io.alacran.database.DeployRequest;
import io.alacran.database.ManagedDatabase;
import io.alacran.database.OrphanedVolume;
import io.alacran.database.PortMapping;
import io.alacran.docker.Containers;
import io.alacran.docker.DockerEngine;
import io.alacran.docker.DockerUnavailableException;
import io.alacran.docker.EngineStatus;
import io.alacran.engine.DatabaseEngine;
import io.alacran.engine.Login;
import io.alacran.engine.Snippet;
import io.alacran.operation.Operation;
import io.alacran.operation.Operations;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.uikit.Broadcaster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

@Service
class ManagedDatabases implements Databases {

    /** How many operations back a measured time is looked for. */
    private static final int REMEMBERED = 200;

    private static final Pattern REMOTE_ENGINE =
            Pattern.compile("(tcp|http|https|ssh)://(?!localhost\\b|127\\.|\\[::1\\]).*");
    private static final Duration MEASURE_TIMEOUT = Duration.ofSeconds(10);

    private final DatabaseStore store;
    private final DatabaseStates states;
    private final DeployValidation validation;
    private final PortValidation portValidation;
    private final HostPorts hostPorts;
    private final Specs specs;
    private final Deployment deployment;
    private final Lifecycle lifecycle;
    private final Rotation rotation;
    private final OrphanedVolumes orphans;
    private final Operations operations;
    private final DockerEngine engine;
    private final Containers containers;
    private final ActivityLog activity;
    private final Broadcaster<DatabaseEvent> events = new Broadcaster<>();

    ManagedDatabases(
            DatabaseStore store,
            DatabaseStates states,
            DeployValidation validation,
            PortValidation portValidation,
            HostPorts hostPorts,
            Specs specs,
            Deployment deployment,
            Lifecycle lifecycle,
            Rotation rotation,
            OrphanedVolumes orphans,
            Operations operations,
            DockerEngine engine,
            Containers containers,
            ActivityLog activity) {
        this.store = store;
        this.states = states;
        this.validation = validation;
        this.portValidation = portValidation;
        this.hostPorts = hostPorts;
        this.specs = specs;
        this.deployment = deployment;
        this.lifecycle = lifecycle;
        this.rotation = rotation;
        this.orphans = orphans;
        this.operations = operations;
        this.engine = engine;
        this.containers = containers;
        this.activity = activity;
    }

    @Override
    public List<ManagedDatabase> list() {
        return store.all().stream().map(this::view).toList();
    }

    @Override
    public Optional<ManagedDatabase> find(String name) {
        return store.find(name).map(this::view);
    }

    @Override
    public ManagedDatabase get(String name) {
        return view(desired(name));
    }

    @Override
    public synchronized Operation deploy(DeployRequest request) {
        requireEngine();
        Desired d = validation.check(request);
        // The operation first: what has a row and no operation is taken for the remains of a deploy.
        CompletableFuture<Void> stored = new CompletableFuture<>();
        Operation started = operations.start(Deployment.KIND, d.name(), deployment.steps(d), progress -> {
            stored.get();
            return deployment.run(d, progress);
        });
        try {
            store.insert(d);
            stored.complete(null);
        } catch (RuntimeException e) {
            stored.completeExceptionally(e);
            throw e;
        }
        activity.begun("database.deploy", d.name(), Map.of("engine", d.engine(), "version", d.version()));
        states.refresh(d.name());
        return started;
    }

    @Override
    public Operation changePorts(String name, List<PortMapping> ports) {
        Desired d = desired(name);
        requireEngine();
        List<FieldError> errors = portValidation.errors(ports, name);
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        return lifecycle.changePorts(d, ports);
    }

    @Override
    public Optional<Duration> lastInterruption(String name) {
        Desired d = desired(name);
        return operations.recent(REMEMBERED).stream()
                .filter(o -> o.target().equals(name) && o.startedAt().isAfter(d.createdAt()))
                .filter(o -> o.kind().equals(Lifecycle.PORTS) && o.state() == Operation.State.SUCCEEDED)
                .flatMap(o -> Recreation.interruption(o).stream())
                .findFirst();
    }

    @Override
    public Operation start(String name) {
        requireEngine();
        return lifecycle.start(desired(name));
    }

    @Override
    public Operation stop(String name) {
        requireEngine();
        return lifecycle.stop(desired(name));
    }

    @Override
    public Operation restart(String name) {
        requireEngine();
        return lifecycle.restart(desired(name));
    }

    @Override
    public Operation remove(String name, boolean deleteVolume) {
        Desired d = desired(name);
        requireEngine();
        return lifecycle.remove(d, deleteVolume);
    }

    @Override
    public Operation rotatePassword(String name) {
        requireEngine();
        return lifecycle.rotatePassword(desired(name));
    }

    @Override
    public int freePort(int from, String bindAddress) {
        return hostPorts.nextFree(from, bindAddress);
    }

    @Override
    public List<OrphanedVolume> orphanedVolumes() {
        return orphans.list();
    }

    @Override
    public void removeVolume(String volume) {
        orphans.remove(volume);
        activity.record("volume.remove", volume, Map.of());
    }

    @Override
    public OptionalLong dataBytes(String name) {
        Desired d = desired(name);
        String path = specs.engine(d).volumePath(d.version());
        try {
            Containers.ExecResult du =
                    containers.exec(specs.containerName(name), List.of("du", "-sk", path), Map.of(), MEASURE_TIMEOUT);
            // Files that went while it looked are complained of before the sum
            String sum = du.output().lines().reduce("", (before, last) -> last);
            String kib = sum.strip().split("\\s+")[0];
            return kib.matches("\\d+") ? OptionalLong.of(Long.parseLong(kib) * 1024) : OptionalLong.empty();
        } catch (ProblemException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public AutoCloseable logs(String name, int tail, boolean follow, Consumer<String> line, Runnable end) {
        return containers.logs(specs.containerName(desired(name).name()), tail, follow, line, end);
    }

    @EventListener
    void on(DatabaseEvent event) {
        events.publish(event);
    }

    @Override
    public AutoCloseable follow(Consumer<DatabaseEvent> listener) {
        return events.follow(listener);
    }

    @Override
    public Optional<String> nameError(String name) {
        return validation.nameErrorHere(name);
    }

    @Override
    public String containerName(String name) {
        return specs.containerName(name);
    }

    @Override
    public List<Snippet> snippets(String name, String host, int port, String password) {
        Desired d = desired(name);
        return specs.engine(d).snippets(new Login(d.username(), password, d.databaseName()), host, port);
    }

    @Override
    public Login login(String name) {
        return specs.login(desired(name));
    }

    @Override
    public String revealPassword(String name) {
        String password = login(name).password();
        activity.record("password.reveal", name, Map.of());
        return password;
    }

    @Override
    public void storePassword(String name, String password) {
        rotation.accept(desired(name), password);
        activity.record("password.store", name, Map.of());
    }

    private Desired desired(String name) {
        return store.find(name)
                .orElseThrow(() -> new ProblemException(
                        ProblemException.Kind.NOT_FOUND, "There is no database \"" + name + "\"."));
    }

    private void requireEngine() {
        EngineStatus status = engine.status();
        if (REMOTE_ENGINE.matcher(status.host()).matches()) {
            throw new ProblemException(
                    ProblemException.Kind.CONFLICT,
                    "The engine at " + status.host() + " is on another machine; its databases' ports on its loopback"
                            + " cannot be reached from here.",
                    "Run the console on the engine's machine.");
        }
        if (!status.reachable()) {
            throw new DockerUnavailableException(String.valueOf(status.found()), status.remedy(), null);
        }
    }

    private ManagedDatabase view(Desired d) {
        DatabaseStates.State state = states.of(d.name());
        DatabaseEngine kind = specs.engine(d);
        return new ManagedDatabase(
                d.name(),
                d.engine(),
                d.version(),
                d.description(),
                state.state(),
                state.detail(),
                specs.containerName(d.name()),
                kind.port(),
                d.ports(),
                kind.image(d.version()),
                d.volume(),
                d.username(),
                d.databaseName(),
                d.limits(),
                d.createdAt(),
                state.startedAt());
    }
}
