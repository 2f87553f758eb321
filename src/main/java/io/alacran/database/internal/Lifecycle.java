package io.alacran.database.internal;

import io.alacran.activity.ActivityLog;
import io.alacran.database.PortMapping;
import io.alacran.docker.Containers;
import io.alacran.operation.Operation;
import io.alacran.operation.Operations;
import io.alacran.operation.Progress;
import io.alacran.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What is done to a database after its deploy, each as an operation. */
@Component
class Lifecycle {

    static final String PORTS = "ports";

    private static final String STOP = "Stop it";
    private static final String START = "Start it";
    private static final String READY = "Wait until it answers";

    private final DatabaseStore store;
    private final Specs specs;
    private final Containers containers;
    private final Readiness readiness;
    private final DatabaseStates states;
    private final Recreation recreation;
    private final Rotation rotation;
    private final Removal removal;
    private final Operations operations;
    private final ActivityLog activity;

    Lifecycle(
            DatabaseStore store,
            Specs specs,
            Containers containers,
            Readiness readiness,
            DatabaseStates states,
            Recreation recreation,
            Rotation rotation,
            Removal removal,
            Operations operations,
            ActivityLog activity) {
        this.store = store;
        this.specs = specs;
        this.containers = containers;
        this.readiness = readiness;
        this.states = states;
        this.recreation = recreation;
        this.rotation = rotation;
        this.removal = removal;
        this.operations = operations;
        this.activity = activity;
    }

    Operation changePorts(Desired d, List<PortMapping> ports) {
        return begin(PORTS, d, Recreation.STEPS, Map.of("ports", addresses(ports)), (now, progress) -> {
            recreation.run(now.withPorts(ports), progress, () -> store.replacePorts(d.name(), ports));
            if (ports.isEmpty()) {
                return "No port of this machine leads to it any more.";
            }
            return (now.stopped() ? "Once it is started it is reachable at " : "It is reachable at ") + addresses(ports)
                    + ".";
        });
    }

    Operation start(Desired d) {
        return begin("start", d, List.of(START, READY), Map.of(), (now, progress) -> {
            startAndWait(now, progress);
            return "It answers.";
        });
    }

    Operation restart(Desired d) {
        return begin("restart", d, List.of(STOP, START, READY), Map.of(), (now, progress) -> {
            progress.step(STOP);
            containers.stop(specs.containerName(now.name()), Recreation.STOP_GRACE);
            startAndWait(now, progress);
            return "It answers again.";
        });
    }

    Operation stop(Desired d) {
        return begin("stop", d, List.of(STOP), Map.of(), (now, progress) -> {
            progress.step(STOP);
            store.markStopped(d.name(), true);
            containers.stop(specs.containerName(d.name()), Recreation.STOP_GRACE);
            return "It is stopped; its data stay on the volume " + d.volume() + ".";
        });
    }

    Operation remove(Desired d, boolean deleteVolume) {
        return begin(
                Removal.KIND,
                d,
                removal.steps(deleteVolume),
                Map.of("volume", deleteVolume ? "delete" : "keep"),
                (now, progress) -> removal.run(now, deleteVolume, progress));
    }

    Operation rotatePassword(Desired d) {
        return begin(Rotation.KIND, d, rotation.steps(d), Map.of(), rotation::run);
    }

    private void startAndWait(Desired d, Progress progress) throws Exception {
        progress.step(START);
        store.markStopped(d.name(), false);
        String name = specs.containerName(d.name());
        if (containers.find(name).isEmpty()) {
            progress.message("Its container was gone; it is made anew on its volume.");
            containers.create(specs.spec(d));
        }
        try {
            containers.start(name);
        } catch (RuntimeException e) {
            throw StartFailures.explain(e);
        }
        progress.step(READY);
        readiness.await(d, name, progress::message);
    }

    /** Works on the database as it is when its turn has come, which may be later than it was asked for. */
    private interface Body {
        String run(Desired now, Progress progress) throws Exception;
    }

    private static String addresses(List<PortMapping> ports) {
        return ports.stream().map(p -> p.bindAddress() + ":" + p.hostPort()).collect(Collectors.joining(", "));
    }

    private Operation begin(String kind, Desired d, List<String> steps, Map<String, String> details, Body body) {
        Operation started = operations.start(kind, d.name(), steps, progress -> {
            try {
                Desired now = store.find(d.name())
                        .orElseThrow(() -> new ProblemException(
                                ProblemException.Kind.NOT_FOUND,
                                "The database \"" + d.name() + "\" was removed in the meantime."));
                return body.run(now, progress);
            } finally {
                // A look after the end of a cancelled one must not be cut short too.
                boolean cancelled = Thread.interrupted();
                states.refresh(d.name());
                if (cancelled) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        activity.begun("database." + kind, d.name(), details);
        return started;
    }
}
