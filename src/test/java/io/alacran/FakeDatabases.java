package io.alacran;

import io.alacran.database.DatabaseEvent;
import io.alacran.database.DatabaseState;
import io.alacran.database.DeployRequest;
import io.alacran.database.ManagedDatabase;
import io.alacran.database.OrphanedVolume;
import io.alacran.engine.Login;
import io.alacran.engine.Snippet;
import io.alacran.operation.Operation;
import io.alacran.operation.Operations;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@link io.alacran.database.Databases} does in tests: it never touches an engine. See {@link Fakes}. */
public class FakeDatabases {

    private volatile io.alacran.database.@org.jspecify.annotations.Nullable Databases standIn;
    private final List<ManagedDatabase> all = new ArrayList<>();
    private final List<DeployRequest> requests = new ArrayList<>();
    private final Operations operations;
    private volatile List<OrphanedVolume> volumes = List.of();
    private volatile @Nullable Duration interruption;
    private volatile Runnable beforeLogin = () -> {};

    public FakeDatabases(Operations operations) {
        this.operations = operations;
    }

    /** What was asked to be deployed. */
    public List<DeployRequest> requests() {
        return requests;
    }

    public void clear() {
        standIn = null;
        all.clear();
        requests.clear();
        volumes = List.of();
        interruption = null;
        beforeLogin = () -> {};
    }

    public void add(String name, DatabaseState state, @Nullable String detail) {
        add(name, "postgres", "18", state, detail);
    }

    public void add(String name, String engine, String version, DatabaseState state, @Nullable String detail) {
        all.add(new ManagedDatabase(
                name,
                engine,
                version,
                null,
                state,
                detail,
                "srv-alacran--" + name,
                5432,
                List.of(),
                "postgres:18",
                "srv-alacran--" + name + "-data",
                "alacran",
                name,
                null,
                Instant.now(),
                Instant.now()));
    }

    public List<ManagedDatabase> list() {
        return List.copyOf(all);
    }

    public Optional<ManagedDatabase> find(String name) {
        return all.stream().filter(d -> d.name().equals(name)).findFirst();
    }

    public ManagedDatabase get(String name) {
        return find(name).orElseThrow(() -> new ProblemException(ProblemException.Kind.NOT_FOUND, "no " + name));
    }

    public Operation deploy(DeployRequest request) {
        if ("forgotten".equals(request.volume()) && request.password() == null) {
            throw new InvalidInputException("password", "the volume's was forgotten");
        }
        if (request.name() == null || !request.name().matches("[a-z0-9-]{1,40}")) {
            throw new InvalidInputException("name", "\"" + request.name() + "\" is not possible");
        }
        requests.add(request);
        return operations.start(
                "deploy", request.name(), List.of("Pull postgres:18", "Create", "Start", "Ready"), p -> "");
    }

    public Optional<String> nameError(String name) {
        return Optional.empty();
    }

    public String containerName(String name) {
        return "srv-alacran--" + name;
    }

    public List<OrphanedVolume> orphanedVolumes() {
        return volumes;
    }

    /** Lets volumes be there that no database uses. */
    public void orphan(OrphanedVolume... orphans) {
        volumes = List.of(orphans);
    }

    public AutoCloseable follow(Consumer<DatabaseEvent> listener) {
        return () -> {};
    }

    public OptionalLong dataBytes(String name) {
        return OptionalLong.empty();
    }

    public AutoCloseable logs(String name, int tail, boolean follow, Consumer<String> line, Runnable end) {
        return () -> {};
    }

    public Optional<Duration> lastInterruption(String name) {
        return Optional.ofNullable(interruption);
    }

    /** Lets a change of ports be on record that took so long. */
    public void interrupted(Duration time) {
        interruption = time;
    }

    public int freePort(int from, String bindAddress) {
        return from;
    }

    public List<Snippet> snippets(String name, String host, int port, String password) {
        String at = host + ":" + port + "/" + name;
        return List.of(new Snippet("JDBC", "jdbc:postgresql://" + at + "?user=alacran&password=" + password));
    }

    /** What happens whenever a login is asked for, before it is told. */
    public void beforeLogin(Runnable what) {
        beforeLogin = what;
    }

    public Login login(String name) {
        beforeLogin.run();
        return new Login("alacran", "secret", name);
    }

    /** Lets others answer for this until it is cleared, such as the real ones on an engine that is not. */
    public void leaveTo(io.alacran.database.Databases others) {
        standIn = others;
    }

    /** Who answers now. */
    Object answering() {
        io.alacran.database.Databases others = standIn;
        return others == null ? this : others;
    }
}
