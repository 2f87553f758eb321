package io.alacran.engine;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The engines that can be deployed, in the order they are offered. */
@Component
public class EngineCatalog {

    private static final List<String> ORDER =
            List.of("postgres", "mysql", "mariadb", "mssql", "clickhouse", "mongodb", "redis");

    private final List<DatabaseEngine> engines;

    EngineCatalog(List<DatabaseEngine> engines) {
        this.engines = engines.stream()
                .sorted(java.util.Comparator.comparingInt(e -> ORDER.indexOf(e.id())))
                .toList();
    }

    public List<DatabaseEngine> engines() {
        return engines;
    }

    public Optional<DatabaseEngine> find(String id) {
        return engines.stream().filter(e -> e.id().equals(id)).findFirst();
    }

    /** The engine of that id, which is known to exist. */
    public DatabaseEngine get(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("no engine is called \"" + id + "\""));
    }
}
