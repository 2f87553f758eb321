package io.alacran.shell.rest;

import io.alacran.docker.EngineStatus;
import io.alacran.docker.SharedNetwork;
import io.alacran.shell.internal.OverviewSource;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The console itself: its version, the engine it works with, its store. */
@RestController
class SystemController {

    private final OverviewSource source;
    private final DataSource store;
    private final String version;

    SystemController(OverviewSource source, DataSource store, ObjectProvider<BuildProperties> build) {
        this.source = source;
        this.store = store;
        BuildProperties properties = build.getIfAvailable();
        this.version = properties == null ? "development" : String.valueOf(properties.getVersion());
    }

    /**
     * @param network the shared network's name
     * @param networkKind {@code overlay} or {@code bridge}; absent when there is none yet
     */
    record Engine(
            boolean reachable,
            String host,
            @Nullable String version,
            @Nullable String apiVersion,
            @Nullable String operatingSystem,
            boolean swarm,
            String network,
            @Nullable String networkKind,
            @Nullable String found,
            @Nullable String remedy) {}

    /** @param store the product that holds the console's own data, such as {@code H2 2.4} */
    record Answer(String version, Engine engine, String store, long uptimeMs) {}

    @GetMapping("/api/v1/system")
    Answer system() throws SQLException {
        EngineStatus status = source.engine();
        SharedNetwork.Kind kind = source.kind(status);
        Engine engine = new Engine(
                status.reachable(),
                status.host(),
                status.version(),
                status.apiVersion(),
                status.operatingSystem(),
                status.swarm(),
                source.networkName(),
                kind == null ? null : kind.name().toLowerCase(Locale.ROOT),
                status.found(),
                status.remedy());
        return new Answer(
                version,
                engine,
                storeName(),
                ManagementFactory.getRuntimeMXBean().getUptime());
    }

    private String storeName() throws SQLException {
        try (Connection connection = store.getConnection()) {
            return connection.getMetaData().getDatabaseProductName() + " "
                    + connection.getMetaData().getDatabaseMajorVersion();
        }
    }
}
