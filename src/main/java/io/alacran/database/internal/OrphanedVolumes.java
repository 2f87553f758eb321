package io.alacran.database.internal;

import io.alacran.database.OrphanedVolume;
import io.alacran.docker.Labels;
import io.alacran.docker.Volumes;
import io.alacran.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Volumes made by the console that no database uses any more. */
@Component
class OrphanedVolumes {

    private final DatabaseStore store;
    private final RetainedVolumes retained;
    private final Volumes volumes;

    OrphanedVolumes(DatabaseStore store, RetainedVolumes retained, Volumes volumes) {
        this.store = store;
        this.retained = retained;
        this.volumes = volumes;
    }

    List<OrphanedVolume> list() {
        Set<String> used = store.all().stream().map(Desired::volume).collect(Collectors.toSet());
        return volumes.managed().stream()
                .filter(v -> !used.contains(v.name()) && v.labels().containsKey(Labels.ENGINE))
                .map(this::orphan)
                .sorted(java.util.Comparator.comparing(OrphanedVolume::name))
                .toList();
    }

    void remove(String volume) {
        boolean orphaned = list().stream().anyMatch(o -> o.name().equals(volume));
        if (!orphaned) {
            throw new ProblemException(
                    ProblemException.Kind.NOT_FOUND, "\"" + volume + "\" is not a volume without a database.");
        }
        volumes.remove(volume);
        retained.forget(volume);
    }

    private OrphanedVolume orphan(Volumes.VolumeInfo v) {
        Optional<RetainedVolumes.Retained> login = retained.find(v.name());
        return new OrphanedVolume(
                v.name(),
                v.labels().getOrDefault(Labels.ENGINE, ""),
                login.map(RetainedVolumes.Retained::version).orElse(v.labels().getOrDefault(Labels.VERSION, "")),
                login.map(RetainedVolumes.Retained::formerName)
                        .orElse(v.labels().getOrDefault(Labels.DATABASE, "")),
                login.isPresent(),
                login.map(RetainedVolumes.Retained::retainedAt).orElse(null));
    }
}
