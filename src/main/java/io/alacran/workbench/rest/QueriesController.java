package io.alacran.workbench.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alacran.connection.ConnectionReference;
import io.alacran.problem.Limit;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import io.alacran.workbench.PastQuery;
import io.alacran.workbench.Queries;
import io.alacran.workbench.Query;
import io.alacran.workbench.SqlError;
import io.alacran.workbench.StatementResult;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Queries that run or ran, whoever started them. */
@RestController
@RequestMapping("/api/v1/queries")
class QueriesController {

    private static final int MOST = 1_000;

    private final Queries queries;

    QueriesController(Queries queries) {
        this.queries = queries;
    }

    /** @param next always null: who wants more asks with a higher limit */
    record Page(
            List<Item> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String next) {}

    /** Those that run, then those that ended, the newest first. */
    @GetMapping
    Page list(@RequestParam(defaultValue = "100") String limit) {
        int most = Limit.of(limit, MOST);
        Stream<Item> running = queries.running().stream().map(Item::of);
        Stream<Item> recent = queries.recent(most).stream().map(Item::of);
        return new Page(Stream.concat(running, recent).limit(most).toList(), null);
    }

    /** Cancels on the server; a query that ended is left alone. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@PathVariable String id) {
        queries.find(id)
                .orElseThrow(() -> new ProblemException(
                        Kind.NOT_FOUND, "There is no running query '" + id + "'.", "It may have ended already."))
                .cancel();
    }

    /**
     * A query as it goes over the API.
     *
     * @param environment the connection's; null where that is gone since before there were environments
     */
    record Item(
            String id,
            String connection,
            @Nullable String environment,
            String sql,
            String state,
            String startedBy,
            Instant startedAt,
            long tookMs,
            long rows,
            @Nullable String error) {

        private static @Nullable String environment(String connection) {
            return ConnectionReference.of(connection)
                    .map(ConnectionReference::environment)
                    .orElse(null);
        }

        static Item of(Query q) {
            return new Item(
                    q.id(),
                    ConnectionReference.nameOf(q.request().connection()),
                    environment(q.request().connection()),
                    q.request().sql(),
                    q.state().word(),
                    q.startedBy(),
                    q.startedAt(),
                    q.elapsedMs(),
                    q.results().stream().mapToLong(StatementResult::rowCount).sum(),
                    q.error().map(SqlError::message).orElse(null));
        }

        static Item of(PastQuery q) {
            return new Item(
                    q.id(),
                    ConnectionReference.nameOf(q.connection()),
                    environment(q.connection()),
                    q.sql(),
                    q.state().word(),
                    q.startedBy(),
                    q.startedAt(),
                    q.tookMs(),
                    q.rows(),
                    q.error());
        }
    }
}
