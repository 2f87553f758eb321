package io.alacran.connection;

import org.jspecify.annotations.Nullable;

/**
 * What a person asks of a named connection; whatever is null gets its default.
 *
 * @param client such as {@code postgres}
 * @param password in clear text; null keeps the stored one; {@link #toString()} does not show it
 * @param tls {@code disable}, {@code require} or {@code verify}
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
        @Nullable String tls,
        @Nullable Boolean readOnly,
        @Nullable String environment,
        @Nullable Integer poolMin,
        @Nullable Integer poolMax,
        @Nullable Long acquireTimeoutMillis,
        @Nullable Boolean isDefault) {

    @Override
    public String toString() {
        return "ConnectionDraft[" + name + "]";
    }
}
