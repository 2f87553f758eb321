package io.alacran.docker.internal;

import io.alacran.docker.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** This console among others on the same engine: an id made at the first start, put on all that it makes. */
@Component
class Instance {

    private final String id;

    Instance(@Value("${alacran.home}") Path home, @Value("${alacran.instance:}") String set) throws IOException {
        if (!set.isBlank()) {
            id = set;
            return;
        }
        Path file = home.resolve("instance-id");
        Files.createDirectories(home);
        if (Files.notExists(file)) {
            Files.writeString(file, UUID.randomUUID().toString());
        }
        id = Files.readString(file).strip();
    }

    /** The labels of something this console makes. */
    Map<String, String> mark(Map<String, String> labels) {
        Map<String, String> all = new HashMap<>(labels);
        all.put(Labels.MANAGED, Labels.TRUE);
        all.put(Labels.INSTANCE, id);
        return all;
    }

    /** Whether these are labels of something this console made. */
    boolean owns(Map<String, String> labels) {
        return Labels.TRUE.equals(labels.get(Labels.MANAGED)) && id.equals(labels.get(Labels.INSTANCE));
    }

    /** What the engine filters by. */
    Map<String, String> filter() {
        return mark(Map.of());
    }
}
