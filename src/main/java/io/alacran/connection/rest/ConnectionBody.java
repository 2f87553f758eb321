package io.alacran.connection.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A named connection as it goes over the API; the password only goes in. */
record ConnectionBody(
        @Nullable String name,
        @Nullable String description,
        @Nullable String client,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String databaseName,
        @Nullable String filename,
        @Nullable String username,

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable
        String password,

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
                null,
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

    ConnectionDraft draft() {
        return new ConnectionDraft(
                name,
                description,
                client,
                host,
                port,
                databaseName,
                filename,
                username,
                password,
                tls == null ? null : tls.mode(),
                readOnly,
                environment,
                pool == null ? null : pool.min(),
                pool == null ? null : pool.max(),
                pool == null ? null : pool.acquireTimeoutMillis(),
                isDefault);
    }

    @Override
    public String toString() {
        return "ConnectionBody[" + name + "]";
    }
}
