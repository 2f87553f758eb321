package io.alacran.docker.internal;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import io.alacran.docker.Labels;
import io.alacran.docker.Volumes;
import io.alacran.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class DockerJavaVolumes implements Volumes {

    private final DockerClients clients;
    private final Instance instance;

    DockerJavaVolumes(DockerClients clients, Instance instance) {
        this.clients = clients;
        this.instance = instance;
    }

    @Override
    public Optional<VolumeInfo> find(String name) {
        return clients.call("look at the volume " + name, c -> {
            try {
                return Optional.of(info(c.inspectVolumeCmd(name).exec()));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public List<VolumeInfo> managed() {
        return clients
                .call(
                        "list volumes",
                        c -> c.listVolumesCmd()
                                .withFilter("label", List.of(Labels.MANAGED + "=" + Labels.TRUE))
                                .exec()
                                .getVolumes())
                .stream()
                .map(this::info)
                .filter(VolumeInfo::managed)
                .toList();
    }

    @Override
    public void create(String name, Map<String, String> labels) {
        clients.call(
                "create the volume " + name,
                c -> c.createVolumeCmd()
                        .withName(name)
                        .withLabels(instance.mark(labels))
                        .exec());
    }

    @Override
    public void remove(String name) {
        Optional<VolumeInfo> volume = find(name);
        if (volume.isEmpty()) {
            return;
        }
        if (!volume.get().managed()) {
            throw new ProblemException(
                    ProblemException.Kind.FORBIDDEN,
                    "The volume " + name + " was not made by this console, so it is not removed.");
        }
        clients.call("remove the volume " + name, c -> c.removeVolumeCmd(name).exec());
    }

    private VolumeInfo info(InspectVolumeResponse v) {
        Map<String, String> labels = v.getLabels() == null ? Map.of() : Map.copyOf(v.getLabels());
        return new VolumeInfo(v.getName(), labels, instance.owns(labels));
    }
}
