package io.alacran.docker;

import io.alacran.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An engine in memory that keeps Docker's rules as far as the console leans on them: names are unique, a port has one
 * holder, a volume in use cannot be removed, a running container on an overlay cannot be renamed. It can fail or "kill the console" at any call that changes something.
 */
public class FakeDocker implements Containers, Images, SharedNetwork, Swarm, DockerEngine {

    public final Map<String, Box> containers = Collections.synchronizedMap(new LinkedHashMap<>());
    public final Map<String, Volumes.VolumeInfo> volumes = Collections.synchronizedMap(new LinkedHashMap<>());
    public final Map<String, Member> members = new HashMap<>();
    public volatile boolean swarmAnswers = true;
    public final Map<Integer, Publication> publications = new HashMap<>();
    public final Set<String> registry = new TreeSet<>();
    public Predicate<String> answers = container -> true;
    public volatile String output = "1";
    public @Nullable String refuseStartOf;
    public int refusalsLeft;
    public volatile boolean reachable = true;

    /** Counts down with every change; at zero the console is killed. Negative: never. */
    public int callsUntilKilled = -1;

    public volatile boolean killed;
    public int mostWritersSeen;
    private final Map<String, LogReader> logReaders = new ConcurrentHashMap<>();
    private long ids;

    private record LogReader(Consumer<String> line, Runnable end) {}

    /** A container. */
    public static final class Box {
        public final ContainerSpec spec;
        public final String id;
        public final Map<String, String> labels;
        public String status = "created";
        public int exitCode;
        public boolean outOfMemory;
        public @Nullable String error;
        Instant startedAt = Instant.EPOCH;

        Box(ContainerSpec spec, String id, Map<String, String> labels) {
            this.spec = spec;
            this.id = id;
            this.labels = labels;
        }
    }

    /** One that runs and was not made by the console. */
    public synchronized void foreign(String name, ContainerSpec.Published... ports) {
        ContainerSpec spec = new ContainerSpec(
                name,
                name,
                "foreign:1",
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                "v",
                "/v",
                List.of(ports),
                null,
                null);
        Box box = new Box(spec, "foreign-" + name, Map.of());
        box.status = "running";
        containers.put(name, box);
    }

    /** The container of that name, which is known to exist. */
    public synchronized Box box(String name) {
        Box box = containers.get(name);
        if (box == null) {
            throw new AssertionError("there is no container " + name + " among " + containers.keySet());
        }
        return box;
    }

    private void change(String what) {
        if (!reachable) {
            throw new DockerUnavailableException("No engine answers, so it did not " + what + ".", null, null);
        }
        if (callsUntilKilled == 0) {
            // As after SIGKILL this thread never does anything again, so nothing is undone.
            killed = true;
            while (true) {
                LockSupport.park();
            }
        }
        callsUntilKilled = Math.max(-1, callsUntilKilled - 1);
    }

    @Override
    public synchronized Optional<ContainerInfo> find(String name) {
        return Optional.ofNullable(containers.get(name)).map(b -> info(name, b));
    }

    @Override
    public synchronized Optional<ContainerDetails> details(String name) {
        return Optional.ofNullable(containers.get(name))
                .map(b -> new ContainerDetails(
                        name,
                        Map.of(),
                        Set.of(),
                        b.spec.ports(),
                        Optional.ofNullable(b.spec.volume()).map(List::of).orElse(List.of()),
                        b.spec.environment()));
    }

    private static ContainerInfo info(String name, Box b) {
        boolean running = b.status.equals("running");
        return new ContainerInfo(
                b.id,
                name,
                b.spec.image(),
                b.status,
                b.exitCode,
                b.outOfMemory,
                b.error,
                running ? b.startedAt : null,
                b.labels,
                running ? b.spec.ports() : List.of(),
                List.of(),
                Labels.TRUE.equals(b.labels.get(Labels.MANAGED)));
    }

    @Override
    public List<ContainerInfo> all() {
        return new LinkedHashMap<>(containers)
                .entrySet().stream().map(e -> info(e.getKey(), e.getValue())).toList();
    }

    @Override
    public void create(ContainerSpec spec) {
        change("create");
        if (containers.containsKey(spec.name())) {
            throw new ProblemException(ProblemException.Kind.CONFLICT, "The name " + spec.name() + " is in use.");
        }
        Map<String, String> labels = new HashMap<>(spec.labels());
        labels.put(Labels.MANAGED, Labels.TRUE);
        containers.put(spec.name(), new Box(spec, "id-" + ++ids, labels));
    }

    @Override
    public void start(String name) {
        change("start");
        if (name.equals(refuseStartOf) && refusalsLeft-- > 0) {
            throw new ProblemException(ProblemException.Kind.CONFLICT, "port is already allocated");
        }
        Box started = owned(name);
        started.status = "running";
        started.startedAt = Instant.EPOCH.plusSeconds(++ids);
        long writers = containers.values().stream()
                .filter(b -> b.status.equals("running"))
                .filter(b -> b.spec.volume() != null && b.spec.volume().equals(started.spec.volume()))
                .count();
        mostWritersSeen = (int) Math.max(mostWritersSeen, writers);
    }

    @Override
    public void stop(String name, Duration grace) {
        change("stop");
        owned(name).status = "exited";
        endLog(name);
    }

    @Override
    public void remove(String name) {
        if (containers.containsKey(name)) {
            change("remove");
            owned(name);
            containers.remove(name);
            endLog(name);
        }
    }

    @Override
    public void rename(String from, String to) {
        change("rename");
        Box box = owned(from);
        if (containers.containsKey(to)) {
            throw new ProblemException(ProblemException.Kind.CONFLICT, "The name " + to + " is in use.");
        }
        if (box.status.equals("running")) {
            throw new ProblemException(
                    ProblemException.Kind.CONFLICT, "Could not add service state for endpoint " + to + " on rename.");
        }
        containers.remove(from);
        containers.put(to, box);
    }

    private Box owned(String name) {
        Box box = containers.get(name);
        if (box == null) {
            throw new ProblemException(ProblemException.Kind.NOT_FOUND, "There is no container " + name + ".");
        }
        if (!Labels.TRUE.equals(box.labels.get(Labels.MANAGED))) {
            throw new AssertionError("the foreign container " + name + " was touched");
        }
        return box;
    }

    @Override
    public void joinNetworksOf(String other, String name) {
        owned(name);
    }

    @Override
    public ExecResult exec(String name, List<String> command, Map<String, String> environment, Duration timeout) {
        boolean ready = answers.test(name);
        return new ExecResult(ready ? 0 : 1, ready ? output : "starting up");
    }

    @Override
    public AutoCloseable logs(String name, int tail, boolean follow, Consumer<String> line, Runnable end) {
        line.accept("a line of " + name);
        LogReader reader = new LogReader(line, end);
        if (!follow || !box(name).status.equals("running")) {
            end.run();
            return () -> {};
        }
        logReaders.put(name, reader);
        return () -> logReaders.remove(name, reader);
    }

    /** A container says something. */
    public void say(String name, String line) {
        LogReader reader = logReaders.get(name);
        if (reader == null) {
            throw new AssertionError("nobody follows the log of " + name);
        }
        reader.line().accept(line);
    }

    /** Whether somebody follows the log of a container. */
    public boolean followed(String name) {
        return logReaders.containsKey(name);
    }

    private void endLog(String name) {
        LogReader reader = logReaders.remove(name);
        if (reader != null) {
            reader.end().run();
        }
    }

    @Override
    public boolean present(String image) {
        return false;
    }

    @Override
    public void pull(String image, Consumer<List<Layer>> progress) {
        change("pull");
        if (!registry.contains(image)) {
            throw new ProblemException(ProblemException.Kind.CONFLICT, "The image " + image + " could not be pulled.");
        }
        progress.accept(List.of(new Layer("0123456789ab", "Downloading", 50, 100)));
    }

    private void createVolume(String name, Map<String, String> labels) {
        change("create the volume");
        volumes.putIfAbsent(name, new Volumes.VolumeInfo(name, labels, true));
    }

    @Override
    public String name() {
        return "alacran-overlay-network";
    }

    private void asked() {
        if (!swarmAnswers) {
            throw new ProblemException(ProblemException.Kind.CONFLICT, "The swarm does not have a leader.");
        }
    }

    @Override
    public Optional<Member> member(String name) {
        asked();
        return Optional.ofNullable(members.get(name));
    }

    @Override
    public Optional<Publication> publication(int hostPort) {
        asked();
        return Optional.ofNullable(publications.get(hostPort));
    }

    @Override
    public Kind kind() {
        return Kind.BRIDGE;
    }

    @Override
    public Kind ensure(Kind wanted) {
        return Kind.BRIDGE;
    }

    @Override
    public Kind ensure() {
        return Kind.BRIDGE;
    }

    @Override
    public EngineStatus status() {
        return new EngineStatus(reachable, "fake", "1", "1", "fake", false, 2, reachable ? null : "gone", "start it");
    }

    /** The volumes' side, whose method names are those of containers. */
    public Volumes asVolumes() {
        FakeDocker docker = this;
        return new Volumes() {
            @Override
            public Optional<VolumeInfo> find(String name) {
                return Optional.ofNullable(docker.volumes.get(name));
            }

            @Override
            public List<VolumeInfo> managed() {
                return List.copyOf(docker.volumes.values());
            }

            @Override
            public void create(String name, Map<String, String> labels) {
                docker.createVolume(name, labels);
            }

            @Override
            public void remove(String name) {
                if (docker.volumes.containsKey(name)) {
                    docker.change("remove the volume");
                    boolean used = docker.containers.values().stream().anyMatch(b -> name.equals(b.spec.volume()));
                    if (used) {
                        throw new ProblemException(ProblemException.Kind.CONFLICT, "volume " + name + " is in use");
                    }
                    docker.volumes.remove(name);
                }
            }
        };
    }
}
