package io.alacran.connection;

import io.alacran.engine.TlsMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A named way to a database. The password is kept apart from it, encrypted.
 *
 * @param name unique, such as {@code shop}
 * @param client a dialect's id, such as {@code postgres}
 * @param host null for a file and for a managed database, whose address and sign-in are looked up at use
 * @param filename for clients whose database is a file; relative to {@code alacran.home} or absolute
 * @param readOnly whether sessions refuse writes
 * @param environment a word for people and colours, such as {@code production}
 * @param managedDatabase the managed database it leads to; null for all others
 * @param isDefault whether it is used where none is named
 */
public record NamedConnection(
        String name,
        @Nullable String description,
        String client,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String databaseName,
        @Nullable String filename,
        @Nullable String username,
        TlsMode tls,
        boolean readOnly,
        String environment,
        @Nullable String managedDatabase,
        PoolSettings pool,
        boolean isDefault,
        Instant createdAt) {}
