package io.alacran.connection;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks of a named connection; whatever is null gets its default. See {@link NamedConnection} for what each
 * is.
 *
 * @param name another one renames it
 * @param environment another one moves it there; null for the present one, of a new one the console's own
 * @param client such as {@code postgres}, or one of its aliases such as {@code pg}; null for the managed database's
 * @param password in clear text, or one placeholder; null keeps the stored one, the empty text removes it
 * @param tls {@code disable}, {@code require} or {@code verify}
 * @param sshTunnel null for none: where there was one, it goes, with its secrets
 * @param keyPem the private key of the client's certificate; null keeps the stored one
 */
public record ConnectionDraft(
        @Nullable String name,
        @Nullable String description,
        @Nullable String client,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String databaseName,
        @Nullable String filename,
        @Nullable String username,
        @Nullable String password,
        @Nullable String schema,
        @Nullable String timezone,
        @Nullable String tls,
        @Nullable String caPem,
        @Nullable String certificatePem,
        @Nullable String keyPem,
        @Nullable String initSql,
        @Nullable Boolean readOnly,
        @Nullable Long statementTimeoutMillis,
        @Nullable Long rowLimit,
        @Nullable Long slowStatementMillis,
        @Nullable Boolean slowStatementPlans,
        @Nullable Map<String, String> properties,
        @Nullable String environment,
        @Nullable String colour,
        @Nullable List<String> tags,
        @Nullable String managedDatabase,
        @Nullable SshTunnelDraft sshTunnel,
        @Nullable PoolDraft pool,
        @Nullable Boolean isDefault) {

    /** The same under another name, in another environment. */
    public ConnectionDraft named(String other, String otherEnvironment) {
        return new ConnectionDraft(
                other,
                description,
                client,
                host,
                port,
                databaseName,
                filename,
                username,
                password,
                schema,
                timezone,
                tls,
                caPem,
                certificatePem,
                keyPem,
                initSql,
                readOnly,
                statementTimeoutMillis,
                rowLimit,
                slowStatementMillis,
                slowStatementPlans,
                properties,
                otherEnvironment,
                colour,
                tags,
                managedDatabase,
                sshTunnel,
                pool,
                isDefault);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ConnectionDraft[" + name + "]";
    }
}
