package io.alacran.engine;

import org.jspecify.annotations.Nullable;

/**
 * What is set in each new session before anybody gets it; what is null stays as the server has it.
 *
 * @param schema where names without one are looked up, such as PostgreSQL's {@code search_path}
 * @param timezone an IANA name such as {@code Europe/Madrid}, {@code UTC} or an offset such as {@code +02:00}
 * @param initSql statements, each but the last ended by a semicolon at the end of its line
 */
public record SessionSettings(
        @Nullable String schema,
        @Nullable String timezone,
        @Nullable String initSql) {

    /** Everything as the server has it. */
    public static final SessionSettings NONE = new SessionSettings(null, null, null);
}
