package io.alacran.database.internal;

import io.alacran.database.DatabaseEvent;
import io.alacran.docker.ContainerInfo;
import io.alacran.docker.Containers;
import io.alacran.docker.EngineEvent;
import io.alacran.docker.Labels;
import io.alacran.docker.Volumes;
import io.alacran.operation.Operation;
import io.alacran.operation.Operations;
import io.alacran.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Sees to what was cut off when the console or the engine ended: a deploy is finished, a replacement of a container is
 * finished when it was committed and undone otherwise. Never removes a volume of a database that was ready once.
 */
@Component
class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);
    private static final String TIDY = "See to what was cut off";
    private static final Set<String> LIFECYCLE = Set.of("start", "stop", "restart");

    private final Operations operations;
    private final DatabaseStore store;
    private final Deployment deployment;
    private final Recreation recreation;
    private final Removal removal;
    private final Rotation rotation;
    private final Specs specs;
    private final Containers containers;
    private final Volumes volumes;
    private final ApplicationEventPublisher publisher;

    Recovery(
            Operations operations,
            DatabaseStore store,
            Deployment deployment,
            Recreation recreation,
            Removal removal,
            Rotation rotation,
            Specs specs,
            Containers containers,
            Volumes volumes,
            ApplicationEventPublisher publisher) {
        this.operations = operations;
        this.store = store;
        this.deployment = deployment;
        this.recreation = recreation;
        this.removal = removal;
        this.rotation = rotation;
        this.specs = specs;
        this.containers = containers;
        this.volumes = volumes;
        this.publisher = publisher;
    }

    @EventListener
    void on(EngineEvent.Connected connected) {
        Thread.ofVirtual().name("recovery").start(this::recover);
    }

    synchronized void recover() {
        for (Operation cut : operations.cutOff()) {
            try {
                recover(cut);
            } catch (ProblemException e) {
                log.warn(
                        "{} of {} was cut off and cannot be seen to yet: {}", cut.kind(), cut.target(), e.getMessage());
            }
        }
        for (Desired d : store.all()) {
            boolean busy =
                    operations.running().stream().anyMatch(o -> o.target().equals(d.name()));
            if (!busy) {
                tidy(d);
            }
        }
    }

    /** What an operation that has ended could not do, because the engine had gone; as an operation of its own. */
    private void tidy(Desired seen) {
        try {
            if (!wanting(seen)) {
                return;
            }
            operations.start("recover", seen.name(), List.of(TIDY), progress -> {
                progress.step(TIDY);
                // Another operation may have ended since it was seen.
                Optional<Desired> now = store.find(seen.name()).filter(this::wanting);
                return now.isEmpty() ? "There was nothing to do." : tidyNow(now.get());
            });
        } catch (ProblemException e) {
            log.warn("{} - the remains of an operation cannot be seen to yet: {}", seen.name(), e.getMessage());
        }
    }

    private boolean wanting(Desired d) {
        return !d.deployed()
                || d.pendingPassword() != null
                || recreation.underWay(d)
                || asleep(d).isPresent();
    }

    private String tidyNow(Desired d) {
        if (!d.deployed()) {
            discard(d);
            return "The remains of its failed deploy were removed.";
        }
        String settled = recreation
                .settle(d)
                .map(s -> "A change of its container was settled: " + s.word() + ". ")
                .orElse("");
        asleep(d).ifPresent(c -> containers.start(c.name()));
        if (d.pendingPassword() != null) {
            rotation.settlePending(d);
        }
        return settled + "It runs as asked for.";
    }

    /** After an engine that was killed, Docker leaves containers stopped whatever their restart policy. */
    private Optional<ContainerInfo> asleep(Desired d) {
        return containers
                .find(specs.containerName(d.name()))
                .filter(c -> d.deployed() && !d.stopped() && c.status().equals("exited"));
    }

    private void recover(Operation cut) {
        Optional<Desired> desired = store.find(cut.target());
        log.info("{} of {} was cut off, it is seen to now", cut.kind(), cut.target());
        if (desired.isEmpty()) {
            boolean removed = cut.kind().equals(Removal.KIND);
            operations.settle(
                    cut.id(),
                    removed ? Operation.State.SUCCEEDED : Operation.State.ROLLED_BACK,
                    removed ? "It was removed." : "The console ended before anything was made.");
            publisher.publishEvent(new DatabaseEvent.Removed(cut.target()));
            return;
        }
        Desired d = desired.get();
        switch (cut.kind()) {
            case Deployment.KIND -> {
                if (d.deployed()) {
                    operations.settle(cut.id(), Operation.State.SUCCEEDED, "It was ready before the console ended.");
                    publisher.publishEvent(new DatabaseEvent.Deployed(d.name()));
                } else {
                    operations.resume(cut, progress -> deployment.run(d, progress));
                }
            }
            case Removal.KIND ->
                operations.resume(cut, progress -> removal.run(d, Boolean.TRUE.equals(d.removeVolume()), progress));
            case Rotation.KIND -> {
                if (d.pendingPassword() == null) {
                    settleReplacement(cut, d);
                } else {
                    operations.resume(cut, progress -> rotation.recover(d, progress));
                }
            }
            case "recover" -> operations.settle(cut.id(), Operation.State.SUCCEEDED, "It is begun anew.");
            default -> settleReplacement(cut, d);
        }
    }

    private void settleReplacement(Operation cut, Desired d) {
        Optional<Operation.State> replaced = recreation.settle(d);
        if (replaced.isEmpty() && LIFECYCLE.contains(cut.kind())) {
            containers.find(specs.containerName(d.name())).ifPresent(c -> {
                if (d.stopped()) {
                    containers.stop(c.name(), Recreation.STOP_GRACE);
                } else {
                    containers.start(c.name());
                }
            });
            replaced = Optional.of(Operation.State.SUCCEEDED);
        }
        Operation.State state =
                replaced.orElse(Recreation.finished(cut) ? Operation.State.SUCCEEDED : Operation.State.ROLLED_BACK);
        operations.settle(
                cut.id(),
                state,
                state == Operation.State.SUCCEEDED
                        ? "It was finished after the console had been cut off."
                        : "The console was cut off; all is as it was before.");
    }

    private void discard(Desired d) {
        containers
                .find(specs.containerName(d.name()))
                .filter(c -> d.name().equals(c.labels().get(Labels.DATABASE)))
                .ifPresent(c -> containers.remove(c.name()));
        if (!d.volumeAdopted()) {
            volumes.remove(d.volume());
        }
        store.delete(d.name());
        publisher.publishEvent(new DatabaseEvent.Removed(d.name()));
    }
}
