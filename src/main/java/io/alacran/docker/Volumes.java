package io.alacran.docker;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Named volumes. Only those that this console made are ever removed. */
public interface Volumes {

    Optional<VolumeInfo> find(String name);

    /** All managed ones. */
    List<VolumeInfo> managed();

    /** Creates it with the managed label added; an existing one is kept as it is. */
    void create(String name, Map<String, String> labels);

    /** Removes it with its data; does nothing when there is none of that name. */
    void remove(String name);

    /**
     * A volume.
     *
     * @param managed whether this very console made it
     */
    record VolumeInfo(String name, Map<String, String> labels, boolean managed) {}
}
