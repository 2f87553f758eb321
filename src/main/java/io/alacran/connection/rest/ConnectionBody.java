package io.alacran.connection.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.SshTunnelSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A named connection as the API gives it out, without its secrets.
 *
 * @param password only where it is a placeholder, as it was written
 */
record ConnectionBody(
        String name,
        @Nullable String description,
        String client,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String databaseName,
        @Nullable String filename,
        @Nullable String username,
        @Nullable String password,
        @Nullable String schema,
        @Nullable String timezone,
        Tls tls,
        @Nullable String initSql,
        boolean readOnly,
        @Nullable Long statementTimeoutMillis,
        @Nullable Long rowLimit,
        long slowStatementMillis,
        boolean slowStatementPlans,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> properties,

        String environment,
        @Nullable String colour,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> tags,

        @Nullable String managedDatabase,
        @Nullable SshTunnel sshTunnel,
        Map<String, Object> pool,

        @JsonProperty("default") boolean isDefault,

        Instant createdAt) {

    /** @param mode {@code disable}, {@code require} or {@code verify} */
    record Tls(
            String mode, @Nullable String caPem, @Nullable String certificatePem) {}

    /** The secrets only where they are placeholders, as they were written. */
    record SshTunnel(
            String host,
            @Nullable Integer port,
            String username,
            @Nullable String password,
            @Nullable String privateKey,
            @Nullable String passphrase,
            @Nullable String hostKey) {

        static @Nullable SshTunnel of(@Nullable SshTunnelSettings s) {
            return s == null
                    ? null
                    : new SshTunnel(
                            s.host(),
                            s.port(),
                            s.username(),
                            s.passwordPlaceholder(),
                            s.privateKeyPlaceholder(),
                            s.passphrasePlaceholder(),
                            s.hostKey());
        }
    }

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
                c.passwordPlaceholder(),
                c.session().schema(),
                c.session().timezone(),
                new Tls(c.tls().word(), c.caPem(), c.certificatePem()),
                c.session().initSql(),
                c.readOnly(),
                c.statementTimeoutMillis(),
                c.rowLimit(),
                c.slow().thresholdMillis(),
                c.slow().plans(),
                c.properties(),
                c.environment(),
                c.colour(),
                c.tags(),
                c.managedDatabase(),
                SshTunnel.of(c.sshTunnel()),
                PoolBody.of(c.pool(), c.client()),
                c.isDefault(),
                c.createdAt());
    }
}
