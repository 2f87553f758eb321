package io.alacran.database.internal;

import io.alacran.docker.ContainerInfo;
import io.alacran.docker.Containers;
import io.alacran.docker.Labels;
import io.alacran.operation.Operation;
import io.alacran.operation.Progress;
import io.alacran.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Puts a container with another specification in the place of the present one, on the same volume: Docker cannot change
 * a container's ports. The old one is stopped before the new one starts, because a volume has one writer, and put back
 * when the new one does not get ready. Names change hands while both are stopped: on an overlay network Docker refuses
 * to rename a container that runs.
 */
@Component
class Recreation {

    static final Duration STOP_GRACE = Duration.ofSeconds(60);
    private static final String CREATE = "Create the new container";
    private static final String STOP = "Stop the old one";
    private static final String START = "Start the new one";
    private static final String READY = "Wait until it answers";
    private static final String REPLACE = "Remove the old one";
    static final List<String> STEPS = List.of(CREATE, STOP, START, READY, REPLACE);

    private final Specs specs;
    private final Containers containers;
    private final Readiness readiness;
    private final DatabaseStates states;

    Recreation(Specs specs, Containers containers, Readiness readiness, DatabaseStates states) {
        this.specs = specs;
        this.containers = containers;
        this.readiness = readiness;
        this.states = states;
    }

    /**
     * Does it.
     *
     * @param wanted what the new container is to be like
     * @param commit stores what is wanted; from then on the change is finished, not undone, should the console end
     */
    void run(Desired wanted, Progress progress, Runnable commit) throws Exception {
        String name = specs.containerName(wanted.name());
        boolean wasRunning = containers.find(name).map(ContainerInfo::running).orElse(true);
        try {
            swap(wanted, progress);
            if (wasRunning) {
                progress.step(START);
                containers.start(name);
                progress.step(READY);
                readiness.await(wanted, name, progress::message);
            }
            commit.run();
        } catch (Exception e) {
            Thread.interrupted();
            progress.rollingBack(String.valueOf(e.getMessage()));
            try {
                putBack(wanted.name(), wasRunning);
            } catch (RuntimeException again) {
                e.addSuppressed(again);
                throw new ProblemException(
                        ProblemException.Kind.CONFLICT,
                        e.getMessage() + " Putting the old container back failed too: " + again.getMessage(),
                        "Nothing was deleted. The console puts it back when the engine answers again.",
                        e);
            } finally {
                states.refresh(wanted.name());
            }
            throw StartFailures.explain(e);
        }
        progress.step(REPLACE);
        containers.remove(specs.oldName(wanted.name()));
        states.refresh(wanted.name());
    }

    private void swap(Desired wanted, Progress progress) {
        String name = specs.containerName(wanted.name());
        String next = specs.nextName(wanted.name());
        progress.step(CREATE);
        containers.remove(next);
        containers.create(specs.next(wanted));
        if (containers.find(name).isPresent()) {
            containers.joinNetworksOf(name, next);
        }
        progress.step(STOP);
        if (containers.find(name).isPresent()) {
            containers.stop(name, STOP_GRACE);
            containers.rename(name, specs.oldName(wanted.name()));
        }
        containers.rename(next, name);
    }

    /** Whether a change was begun and not ended. */
    boolean underWay(Desired d) {
        return containers.find(specs.nextName(d.name())).isPresent()
                || containers.find(specs.oldName(d.name())).isPresent();
    }

    /** Whether an operation was cut off only after the change was in force. */
    static boolean finished(Operation cut) {
        return cut.steps().stream().anyMatch(s -> s.name().equals(REPLACE) && s.state() != Operation.State.PENDING);
    }

    /** For how long the database did not answer while its container was replaced; empty when it was stopped anyway. */
    static Optional<Duration> interruption(Operation succeeded) {
        Optional<Instant> from = step(succeeded, STOP).map(Operation.Step::startedAt);
        return step(succeeded, READY)
                .map(Operation.Step::endedAt)
                .flatMap(to -> from.map(since -> Duration.between(since, to)));
    }

    private static Optional<Operation.Step> step(Operation operation, String name) {
        return operation.steps().stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /**
     * Ends a change that was cut off: completes it when it was committed, else undoes it.
     *
     * @return how it ended; empty when no change was under way
     */
    Optional<Operation.State> settle(Desired d) {
        boolean next = containers.find(specs.nextName(d.name())).isPresent();
        boolean old = containers.find(specs.oldName(d.name())).isPresent();
        if (!next && !old) {
            return Optional.empty();
        }
        boolean committed = !next
                && containers
                        .find(specs.containerName(d.name()))
                        .map(c -> specs.hash(d).equals(c.labels().get(Labels.SPEC)))
                        .orElse(false);
        if (committed) {
            if (!d.stopped()) {
                containers.start(specs.containerName(d.name()));
            }
            containers.remove(specs.oldName(d.name()));
            return Optional.of(Operation.State.SUCCEEDED);
        }
        putBack(d.name(), !d.stopped());
        return Optional.of(Operation.State.ROLLED_BACK);
    }

    private void putBack(String database, boolean start) {
        String name = specs.containerName(database);
        containers.remove(specs.nextName(database));
        if (containers.find(specs.oldName(database)).isPresent()) {
            containers.remove(name);
            containers.rename(specs.oldName(database), name);
        }
        if (start && containers.find(name).isPresent()) {
            containers.start(name);
        }
    }
}
