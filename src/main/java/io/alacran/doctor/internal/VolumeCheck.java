package io.alacran.doctor.internal;

import io.alacran.docker.ContainerDetails;
import io.alacran.docker.ContainerInfo;
import io.alacran.docker.Containers;
import java.util.List;
import java.util.Optional;

/** No other container writes to the same volume: two servers on one volume destroy its data. */
class VolumeCheck implements Check {

    @Override
    public String id() {
        return "volume";
    }

    @Override
    public String title() {
        return "It has its volume to itself";
    }

    @Override
    public Finding look(Patient patient) {
        Optional<ContainerDetails> own = patient.details();
        if (own.isEmpty()) {
            return Finding.skip("no container on this machine's engine is behind this address");
        }
        List<String> volumes = own.get().volumes();
        if (volumes.isEmpty()) {
            return Finding.pass("it has no volume; its data end with the container");
        }
        Containers containers = patient.surroundings().containers();
        for (ContainerInfo other : containers.all()) {
            if (!other.running() || other.name().equals(own.get().name())) {
                continue;
            }
            Optional<String> shared = containers.details(other.name()).stream()
                    .flatMap(d -> d.volumes().stream())
                    .filter(volumes::contains)
                    .findFirst();
            if (shared.isPresent()) {
                return Finding.fail(
                        "The running container " + other.name() + " uses the same volume, " + shared.get() + ".",
                        "Stop one of the two at once, before the data are damaged: docker stop " + other.name()
                                + ". Each database needs a volume of its own.");
            }
        }
        return Finding.pass(String.join(", ", volumes));
    }
}
