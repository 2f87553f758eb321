package io.alacran.workbench.rest;

import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.workbench.QueryRequest;
import io.alacran.workbench.ScriptSplitter;
import io.alacran.workbench.SqlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to run.
 *
 * @param id chosen by the caller to cancel the query before its first row came; random when absent
 * @param sql one or more statements
 * @param params values for the {@code ?} of a single statement, in order
 * @param maxRows the most rows of each result, 0 for all; by default 1,000 for JSON and all for streams
 * @param timeoutMs after which it is cancelled; never when absent
 * @param session any text: of a group, those who give the same one see what they wrote; absent for all of a token's calls
 */
record QueryBody(
        @Nullable String id,
        @Nullable String sql,
        @Nullable List<@Nullable Object> params,
        @Nullable Long maxRows,
        @Nullable Long timeoutMs,
        @Nullable String session) {

    private static final int LONGEST_SESSION = 200;

    QueryRequest request(String connection, String client, long usualMaxRows) {
        List<FieldError> errors = new ArrayList<>();
        List<SqlStatement> statements = ScriptSplitter.split(Objects.requireNonNullElse(sql, ""), client);
        if (statements.isEmpty()) {
            errors.add(new FieldError("sql", "has no statement"));
        }
        if (maxRows != null && maxRows < 0) {
            errors.add(new FieldError("maxRows", maxRows + " is negative"));
        }
        if (timeoutMs != null && timeoutMs < 1) {
            errors.add(new FieldError("timeoutMs", timeoutMs + " is not positive"));
        }
        if (session != null && session.length() > LONGEST_SESSION) {
            errors.add(new FieldError(
                    "session", "has " + session.length() + " characters, " + LONGEST_SESSION + " are possible"));
        }
        if (params != null && params.stream().anyMatch(p -> p instanceof List || p instanceof Map)) {
            errors.add(new FieldError("params", "takes texts, numbers, booleans and nulls only"));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        return new QueryRequest(
                id,
                connection,
                statements,
                Objects.requireNonNullElse(params, List.of()),
                Objects.requireNonNullElse(maxRows, usualMaxRows),
                Objects.requireNonNullElse(timeoutMs, 0L),
                session);
    }
}
