package io.alacran.workbench;

import io.alacran.connection.ConnectionReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to run.
 *
 * @param id chosen by who asks, to cancel it before anything came back; null for a random one
 * @param connection a named connection or group; once it runs, this is its reference, as are those that the statements name
 * @param statements in order, all in one session but those that say where they are to run; the first that fails ends the
 *     run
 * @param parameters for the {@code ?} of a single statement; empty for none
 * @param maxRows the most rows to read of each result; 0 for all
 * @param timeoutMs after which it is cancelled; 0 for never
 * @param session who is to see what was written before, such as a tab: after a write, reads of a group go to its primary;
 *     null for whoever runs it
 */
public record QueryRequest(
        @Nullable String id,
        String connection,
        List<SqlStatement> statements,
        List<@Nullable Object> parameters,
        long maxRows,
        long timeoutMs,
        @Nullable String session) {

    /** One of the person's own session. */
    public QueryRequest(
            @Nullable String id,
            String connection,
            List<SqlStatement> statements,
            List<@Nullable Object> parameters,
            long maxRows,
            long timeoutMs) {
        this(id, connection, statements, parameters, maxRows, timeoutMs, null);
    }

    /** A script whose rows are all read. */
    public static QueryRequest of(String connection, List<SqlStatement> statements) {
        return new QueryRequest(null, connection, statements, List.of(), 0, 0);
    }

    /** The same with at most so many rows of each result. */
    public QueryRequest atMostRows(long rows) {
        long most = maxRows == 0 ? rows : Math.min(rows, maxRows);
        return new QueryRequest(id, connection, statements, parameters, most, timeoutMs, session);
    }

    /** The same with every connection by its reference. */
    public QueryRequest on(String reference, List<SqlStatement> resolved) {
        return new QueryRequest(id, reference, resolved, parameters, maxRows, timeoutMs, session);
    }

    /** Where one of the statements runs. */
    public String connectionOf(SqlStatement statement) {
        String on = statement.on();
        return on == null ? connection : on;
    }

    /** What a script on the request's connection calls another one: by its bare name where that is in the same environment. */
    public String calledHere(String other) {
        return ConnectionReference.of(connection)
                .flatMap(here -> ConnectionReference.of(other).map(there -> there.calledIn(here.environment())))
                .orElse(other);
    }

    /** All statements as one text, as it is kept in the history. */
    public String sql() {
        StringBuilder all = new StringBuilder();
        for (SqlStatement statement : statements) {
            all.append(all.isEmpty() ? "" : ";\n");
            if (statement.on() != null) {
                all.append("-- @on ").append(calledHere(statement.on())).append('\n');
            }
            all.append(statement.text());
        }
        return all.toString();
    }
}
