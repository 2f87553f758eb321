package io.alacran.workbench.rest;

import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.Connections;
import io.alacran.connection.Groups;
import io.alacran.connection.NamedConnection;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import io.alacran.workbench.AnsweredBy;
import io.alacran.workbench.Queries;
import io.alacran.workbench.Query;
import io.alacran.workbench.QueryRequest;
import io.alacran.workbench.SqlError;
import io.alacran.workbench.internal.CsvRowWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Runs SQL. JSON gives the first rows of every result; the streams give all rows of the only result. */
@RestController
@RequestMapping("/api/v1/connections/{name}/query")
class QueryController {

    private static final long FIRST_PAGE = 1_000;
    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";
    private static final String SESSION = "X-Alacran-Session";
    private static final String MEMBER = "X-Alacran-Member";

    private final Queries queries;
    private final Connections connections;
    private final Groups groups;

    QueryController(Queries queries, Connections connections, Groups groups) {
        this.queries = queries;
        this.connections = connections;
        this.groups = groups;
    }

    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    void json(
            @PathVariable String name,
            @RequestBody QueryBody body,
            HttpServletRequest call,
            HttpServletResponse response)
            throws IOException {
        try (Query query = queries.run(request(name, body, FIRST_PAGE, call, response))) {
            if (query.state() != Query.State.SUCCEEDED) {
                throw problem(query);
            }
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            ResultsJson.write(query, response.getOutputStream());
        }
    }

    @PostMapping(produces = NDJSON)
    void ndjson(
            @PathVariable String name,
            @RequestBody QueryBody body,
            HttpServletRequest call,
            HttpServletResponse response)
            throws IOException {
        QueryRequest request = request(name, body, 0, call, response);
        stream(request, response, NDJSON, new StreamTarget(response, NdjsonRowWriter::new));
    }

    @PostMapping(produces = CSV)
    void csv(
            @PathVariable String name,
            @RequestBody QueryBody body,
            HttpServletRequest call,
            HttpServletResponse response)
            throws IOException {
        QueryRequest request = request(name, body, 0, call, response);
        stream(request, response, CSV + ";charset=UTF-8;header=present", new StreamTarget(response, CsvRowWriter::new));
    }

    private void stream(QueryRequest request, HttpServletResponse response, String type, StreamTarget target)
            throws IOException {
        Query query = queries.run(request, result -> {
            response.setContentType(type);
            AnsweredBy by = result.answeredBy();
            if (by != null) {
                response.setHeader(MEMBER, by.member());
            }
            return target.open(result);
        });
        if (query.state() == Query.State.SUCCEEDED) {
            target.finish();
        } else if (target.takeBack()) {
            throw problem(query);
        } else if (!target.readerGone()) {
            throw new StreamBrokenOffException("query " + query.id() + " broke off after its first rows: "
                    + query.error().map(SqlError::message).orElse(""));
        }
    }

    private QueryRequest request(
            String name, QueryBody body, long usualMaxRows, HttpServletRequest call, HttpServletResponse response) {
        Optional<ConnectionGroup> group = groups.find(name);
        QueryRequest asked;
        if (group.isPresent()) {
            asked = body.request(group.get().reference(), group.get().client(), usualMaxRows);
        } else {
            NamedConnection connection = connections.get(name);
            asked = body.request(connection.reference(), connection.client(), usualMaxRows);
        }
        String id = asked.id() == null ? UUID.randomUUID().toString() : asked.id();
        response.setHeader(HttpHeaders.LOCATION, "/api/v1/queries/" + id);
        return new QueryRequest(
                id,
                asked.connection(),
                asked.statements(),
                asked.parameters(),
                asked.maxRows(),
                asked.timeoutMs(),
                session(asked.session(), call));
    }

    /** Never the token itself: it is kept for as long as the session sticks to a primary. */
    private static String session(@Nullable String asked, HttpServletRequest call) {
        String token = Objects.requireNonNullElse(call.getHeader(HttpHeaders.AUTHORIZATION), "");
        String given = Objects.requireNonNullElse(call.getHeader(SESSION), "");
        return "api " + UUID.nameUUIDFromBytes(token.getBytes(StandardCharsets.UTF_8)) + " "
                + Objects.requireNonNullElse(asked, given);
    }

    private static ProblemException problem(Query query) {
        if (query.failure().orElse(null) instanceof ProblemException unavailable) {
            return unavailable;
        }
        SqlError error = query.error().orElseThrow();
        if (query.failure().orElse(null) instanceof IOException disk) {
            return new ProblemException(
                            Kind.UNAVAILABLE, error.message(), "Free some disk where the console keeps its data.", disk)
                    .with("queryId", query.id());
        }
        Kind kind = query.state() == Query.State.CANCELLED ? Kind.CONFLICT : Kind.REFUSED;
        ProblemException problem =
                new ProblemException(kind, error.message(), whatIsDone(query)).with("queryId", query.id());
        if (error.sqlState() != null) {
            problem.with("sqlState", error.sqlState());
        }
        error.position().ifPresent(position -> problem.with("position", position));
        return problem;
    }

    /** Null for a single statement, of which nothing is done. */
    private static @Nullable String whatIsDone(Query query) {
        int all = query.request().statements().size();
        int done = query.statementsDone();
        if (all == 1) {
            return null;
        }
        String which = "It was statement " + (done + 1) + " of " + all + "; ";
        return which
                + (done == 0
                        ? "nothing was done."
                        : "those before it are done, but for what a transaction held that was not committed.");
    }

    /** Left to the server, which closes the connection without the end that a whole response has. */
    @ExceptionHandler
    void brokenOff(StreamBrokenOffException e) {
        throw e;
    }
}
