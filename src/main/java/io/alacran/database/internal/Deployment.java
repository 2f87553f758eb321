package io.alacran.database.internal;

import io.alacran.database.DatabaseEvent;
import io.alacran.docker.ContainerInfo;
import io.alacran.docker.ContainerSpec;
import io.alacran.docker.Containers;
import io.alacran.docker.Images;
import io.alacran.docker.Labels;
import io.alacran.docker.SharedNetwork;
import io.alacran.docker.Volumes;
import io.alacran.operation.Operation;
import io.alacran.operation.Progress;
import io.alacran.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Brings a database from a row in the store to one that answers, or undoes all of it. Every step can be done again, so
 * that a deploy that was cut off is simply begun anew.
 */
@Component
class Deployment {

    static final String KIND = "deploy";
    private static final String CREATE = "Create the container";
    private static final String START = "Start it";
    private static final String READY = "Wait until it answers";

    private static final Logger log = LoggerFactory.getLogger(Deployment.class);

    private final DatabaseStore store;
    private final Specs specs;
    private final Images images;
    private final Volumes volumes;
    private final Containers containers;
    private final SharedNetwork network;
    private final Readiness readiness;
    private final DatabaseStates states;
    private final RetainedVolumes retained;
    private final ApplicationEventPublisher publisher;

    Deployment(
            DatabaseStore store,
            Specs specs,
            Images images,
            Volumes volumes,
            Containers containers,
            SharedNetwork network,
            Readiness readiness,
            DatabaseStates states,
            RetainedVolumes retained,
            ApplicationEventPublisher publisher) {
        this.store = store;
        this.specs = specs;
        this.images = images;
        this.volumes = volumes;
        this.containers = containers;
        this.network = network;
        this.readiness = readiness;
        this.states = states;
        this.retained = retained;
        this.publisher = publisher;
    }

    List<String> steps(Desired d) {
        return List.of(pullStep(d), CREATE, START, READY);
    }

    private String pullStep(Desired d) {
        return "Pull " + specs.engine(d).image(d.version());
    }

    String run(Desired d, Progress progress) throws Exception {
        try {
            pull(d, progress);
            create(d, progress);
            progress.step(START);
            containers.start(specs.containerName(d.name()));
            progress.step(READY);
            readiness.await(d, specs.containerName(d.name()), progress::message);
        } catch (Exception e) {
            // A cancel must not cut short the undoing of what it cancels.
            Thread.interrupted();
            undo(d, progress, e);
            throw StartFailures.explain(e);
        }
        store.markDeployed(d.name());
        retained.forget(d.volume());
        states.refresh(d.name());
        publisher.publishEvent(new DatabaseEvent.Deployed(d.name()));
        return specs.engine(d).title() + " " + d.version() + " answers at " + specs.containerName(d.name()) + ":"
                + specs.engine(d).port() + ".";
    }

    private void pull(Desired d, Progress progress) {
        progress.step(pullStep(d));
        String image = specs.engine(d).image(d.version());
        try {
            images.pull(image, layers -> {
                long done = layers.stream().mapToLong(Images.Layer::doneBytes).sum();
                long total = layers.stream().mapToLong(Images.Layer::totalBytes).sum();
                progress.advance(
                        total == 0 ? 0 : (double) done / total,
                        layers.stream()
                                .map(l -> new Operation.Part(l.id(), l.status(), l.doneBytes(), l.totalBytes()))
                                .toList());
            });
        } catch (ProblemException e) {
            if (Thread.currentThread().isInterrupted() || !images.present(image)) {
                throw e;
            }
            progress.message("It cannot be pulled now; the copy on this machine is used.");
        }
    }

    private void create(Desired d, Progress progress) {
        progress.step(CREATE);
        network.ensure();
        ContainerSpec spec = specs.spec(d);
        Optional<ContainerInfo> present = containers.find(spec.name());
        // Left by a deploy that was cut off: as asked for it may be half-way through its first start already.
        if (present.isPresent() && specs.hash(d).equals(present.get().labels().get(Labels.SPEC))) {
            progress.message("It was there already.");
            return;
        }
        volumes.create(
                d.volume(), Map.of(Labels.DATABASE, d.name(), Labels.ENGINE, d.engine(), Labels.VERSION, d.version()));
        containers.create(spec);
    }

    private void undo(Desired d, Progress progress, Exception cause) {
        progress.rollingBack(String.valueOf(cause.getMessage()));
        try {
            containers
                    .find(specs.containerName(d.name()))
                    .filter(c -> c.managed() && d.name().equals(c.labels().get(Labels.DATABASE)))
                    .ifPresent(c -> containers.remove(c.name()));
            if (!d.volumeAdopted()) {
                volumes.remove(d.volume());
            }
            store.delete(d.name());
            states.forget(d.name());
            publisher.publishEvent(new DatabaseEvent.Removed(d.name()));
        } catch (RuntimeException e) {
            // The row stays, so that it is seen and can be removed when the engine is back.
            log.warn("{} - the undoing of its deploy failed, it is tried again when the engine answers", d.name(), e);
            cause.addSuppressed(e);
        }
    }
}
