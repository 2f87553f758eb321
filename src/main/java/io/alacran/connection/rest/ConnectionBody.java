package io.alacran.connection.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A named connection as the API gives it out, without its password. */
record ConnectionBody(
        @Nullable String name,
        @Nullable String description,
        @Nullable String client,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String databaseName,
        @Nullable String filename,
        @Nullable String username,
        @Nullable Tls tls,
        @Nullable Boolean readOnly,
        @Nullable String environment,
        @Nullable String managedDatabase,
        @Nullable Pool pool,

        @JsonProperty("default") @Nullable Boolean isDefault,

        @Nullable Instant createdAt) {

    /** @param mode {@code disable}, {@code require} or {@code verify} */
    record Tls(@Nullable String mode) {}

    /** Sessions kept idle, sessions at most, and how long to wait for one. */
    record Pool(
            @Nullable Integer min,
            @Nullable Integer max,
            @Nullable Long acquireTimeoutMillis) {}

    static ConnectionBody of(NamedConnection c) {
        return new ConnectionBody(
                c.name(),
                c.description(),
                c.client(),
                c.host(),
                c.port(),
                c.databaseName(),
                c.filename(),
                c.username(),
                new Tls(c.tls().word()),
                c.readOnly(),
                c.environment(),
                c.managedDatabase(),
                pool(c.pool()),
                c.isDefault(),
                c.createdAt());
    }

    static Pool pool(PoolSettings settings) {
        return new Pool(settings.min(), settings.max(), settings.acquireTimeoutMillis());
    }
}
