package io.alacran.connection;

import io.alacran.engine.SessionSettings;
import io.alacran.engine.TlsMode;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A named way to a database. Its secrets are kept apart from it, encrypted. Host, database and user may hold
 * placeholders such as {@code ${DB_HOST}}, which are looked up at each use.
 *
 * @param id stays the same when it is renamed
 * @param name unique in its environment, such as {@code shop}
 * @param description what it is for
 * @param client a dialect's id, such as {@code postgres}
 * @param host null for a file and for a managed database, whose address and sign-in are looked up at use
 * @param port null for the client's usual one
 * @param filename for clients whose database is a file; relative to {@code alacran.home} or absolute
 * @param passwordPlaceholder the password where it is one placeholder, and so no secret; null for all others
 * @param caPem whom to trust instead of the authorities that Java trusts
 * @param certificatePem the client's certificate
 * @param readOnly whether sessions refuse writes
 * @param session what is set in each new session
 * @param statementTimeoutMillis after which a statement of the workbench or the API is cancelled; null for never
 * @param rowLimit the most rows of a result that the workbench or the API reads; null for all
 * @param slow which statements are kept as slow ones
 * @param properties further options of the driver, from its list, by the driver's own names
 * @param environment whose set of connections it is in, such as {@code production}
 * @param colour how the console marks it, such as {@code red}; null for the environment's
 * @param tags to find it by
 * @param managedDatabase the managed database it leads to; null for all others
 * @param sshTunnel the SSH server that it goes through; null where it goes straight
 * @param isDefault whether it is used in its environment where none is named
 */
public record NamedConnection(
        String id,
        String name,
        @Nullable String description,
        String client,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String databaseName,
        @Nullable String filename,
        @Nullable String username,
        @Nullable String passwordPlaceholder,
        TlsMode tls,
        @Nullable String caPem,
        @Nullable String certificatePem,
        boolean readOnly,
        SessionSettings session,
        @Nullable Long statementTimeoutMillis,
        @Nullable Long rowLimit,
        SlowStatementSettings slow,
        Map<String, String> properties,
        String environment,
        @Nullable String colour,
        List<String> tags,
        @Nullable String managedDatabase,
        @Nullable SshTunnelSettings sshTunnel,
        PoolSettings pool,
        boolean isDefault,
        Instant createdAt) {

    /** The words that {@code colour} may be. */
    public static final List<String> COLOURS =
            List.of("grey", "red", "orange", "yellow", "green", "teal", "blue", "purple", "pink");

    /** What a name must be, for messages. */
    public static final String NAME_RULE = "1 to 63 of a-z, 0-9 and -, with a letter or digit at both ends";

    /** Whether a text can be a connection's name. */
    public static boolean isName(String text) {
        return text.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    }

    /** The properties, by name, cannot be changed afterwards, nor can the tags. */
    public NamedConnection {
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
        tags = List.copyOf(tags);
    }

    /** A new one to a managed database. */
    public static NamedConnection managed(
            String environment, String name, @Nullable String description, String client, String database) {
        return plain(environment, name, description, client, null, database);
    }

    /** A new one to a database that is a file. */
    public static NamedConnection file(
            String environment, String name, String description, String client, String filename) {
        return plain(environment, name, description, client, filename, null);
    }

    /** What names it among all, such as {@code shop@production}; see {@link ConnectionReference}. */
    public String reference() {
        return name + "@" + environment;
    }

    /** What it is called in an environment: by the bare name in its own, by the reference in another one. */
    public String calledIn(String there) {
        return environment.equals(there) ? name : reference();
    }

    /** Whether it is in production. */
    public boolean isProduction() {
        return Environments.isProduction(environment);
    }

    private static NamedConnection plain(
            String environment,
            String name,
            @Nullable String description,
            String client,
            @Nullable String filename,
            @Nullable String managedDatabase) {
        return new NamedConnection(
                UUID.randomUUID().toString(),
                name,
                description,
                client,
                null,
                null,
                null,
                filename,
                null,
                null,
                TlsMode.DISABLE,
                null,
                null,
                false,
                SessionSettings.NONE,
                null,
                null,
                SlowStatementSettings.DEFAULT,
                Map.of(),
                environment,
                null,
                List.of(),
                managedDatabase,
                null,
                PoolSettings.DEFAULT,
                false,
                Instant.now());
    }

    /** The same with other settings of its pool. */
    public NamedConnection with(PoolSettings settings) {
        return copy(id, name, description, settings, isDefault);
    }

    /** The same as the one that is used where none is named, or not. */
    public NamedConnection with(boolean usual) {
        return copy(id, name, description, pool, usual);
    }

    /** The same under another name, for a group that it is the primary of. */
    public NamedConnection standingFor(String id, String name, @Nullable String description) {
        return copy(id, name, description, pool, false);
    }

    private NamedConnection copy(
            String id, String name, @Nullable String description, PoolSettings pool, boolean isDefault) {
        return new NamedConnection(
                id,
                name,
                description,
                client,
                host,
                port,
                databaseName,
                filename,
                username,
                passwordPlaceholder,
                tls,
                caPem,
                certificatePem,
                readOnly,
                session,
                statementTimeoutMillis,
                rowLimit,
                slow,
                properties,
                environment,
                colour,
                tags,
                managedDatabase,
                sshTunnel,
                pool,
                isDefault,
                createdAt);
    }
}
