package io.alacran.database.internal;

import io.alacran.database.DatabaseEvent;
import io.alacran.docker.Containers;
import io.alacran.docker.Volumes;
import io.alacran.operation.Progress;
import io.alacran.secret.Secrets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Removes a database's container, and its volume only when asked to. */
@Component
class Removal {

    static final String KIND = "remove";
    private static final String STOP = "Stop it";
    private static final String REMOVE = "Remove the container";
    private static final String VOLUME = "Remove the volume";

    private final DatabaseStore store;
    private final RetainedVolumes retained;
    private final Specs specs;
    private final Secrets secrets;
    private final Containers containers;
    private final Volumes volumes;
    private final DatabaseStates states;
    private final ApplicationEventPublisher publisher;

    Removal(
            DatabaseStore store,
            RetainedVolumes retained,
            Specs specs,
            Secrets secrets,
            Containers containers,
            Volumes volumes,
            DatabaseStates states,
            ApplicationEventPublisher publisher) {
        this.store = store;
        this.retained = retained;
        this.specs = specs;
        this.secrets = secrets;
        this.containers = containers;
        this.volumes = volumes;
        this.states = states;
        this.publisher = publisher;
    }

    List<String> steps(boolean deleteVolume) {
        return deleteVolume ? List.of(STOP, REMOVE, VOLUME) : List.of(STOP, REMOVE);
    }

    String run(Desired d, boolean deleteVolume, Progress progress) {
        String container = specs.containerName(d.name());
        store.markRemoval(d.name(), deleteVolume);
        progress.step(STOP);
        // A clean end first: the volume may be given to another database.
        if (containers.find(container).isPresent()) {
            containers.stop(container, Recreation.STOP_GRACE);
        }
        containers.remove(specs.nextName(d.name()));
        containers.remove(specs.oldName(d.name()));
        progress.step(REMOVE);
        if (!deleteVolume) {
            keepLogin(d);
        }
        containers.remove(container);
        if (deleteVolume) {
            progress.step(VOLUME);
            volumes.remove(d.volume());
            retained.forget(d.volume());
        }
        store.delete(d.name());
        states.forget(d.name());
        publisher.publishEvent(new DatabaseEvent.Removed(d.name()));
        return deleteVolume
                ? "The container and the volume " + d.volume() + " were removed."
                : "The container was removed. The volume " + d.volume() + " was kept.";
    }

    private void keepLogin(Desired d) {
        boolean forgotten = d.password().equals(Secrets.FORGOTTEN);
        retained.keep(new RetainedVolumes.Retained(
                d.volume(),
                d.engine(),
                d.version(),
                d.name(),
                d.username(),
                d.databaseName(),
                forgotten
                        ? Secrets.FORGOTTEN
                        : secrets.encrypt(
                                DeployValidation.volumeSecretOwner(d.volume()),
                                specs.login(d).password()),
                Instant.now().truncatedTo(ChronoUnit.MICROS)));
    }
}
