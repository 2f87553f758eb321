package io.alacran.database.internal;

import io.alacran.docker.ContainerInfo;
import io.alacran.docker.Containers;
import io.alacran.operation.Progress;
import io.alacran.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Puts a container with another specification in the place of the present one, on the same volume: Docker cannot change
 * a container's ports. The old one is stopped before the new one starts, because a volume has one writer, and put back
 * when the new one does not get ready.
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
        String next = specs.nextName(wanted.name());
        boolean wasRunning = containers.find(name).map(ContainerInfo::running).orElse(true);
        try {
            progress.step(CREATE);
            containers.remove(next);
            containers.create(specs.next(wanted));
            progress.step(STOP);
            if (containers.find(name).isPresent()) {
                containers.stop(name, STOP_GRACE);
            }
            if (wasRunning) {
                progress.step(START);
                containers.start(next);
                progress.step(READY);
                readiness.await(wanted, next, progress::message);
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
                        "Nothing was deleted. Start the database again when the cause is mended.",
                        e);
            } finally {
                states.refresh(wanted.name());
            }
            throw StartFailures.explain(e);
        }
        progress.step(REPLACE);
        replace(wanted.name());
        states.refresh(wanted.name());
    }

    /** Whether a container waits to take the place of a database's present one. */
    Optional<ContainerInfo> waiting(String database) {
        return containers.find(specs.nextName(database));
    }

    /** Ends a change by undoing it. */
    void putBack(String database, boolean start) {
        containers.remove(specs.nextName(database));
        if (start && containers.find(specs.containerName(database)).isPresent()) {
            containers.start(specs.containerName(database));
        }
    }

    /** Ends a change by completing it. */
    void replace(String database) {
        containers.remove(specs.containerName(database));
        containers.rename(specs.nextName(database), specs.containerName(database));
    }
}
