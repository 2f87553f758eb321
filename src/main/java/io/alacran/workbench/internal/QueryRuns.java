package io.alacran.workbench.internal;

import io.alacran.account.CurrentUser;
import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.Connections;
import io.alacran.connection.Lease;
import io.alacran.connection.NamedConnection;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import io.alacran.workbench.PastQuery;
import io.alacran.workbench.Queries;
import io.alacran.workbench.Query;
import io.alacran.workbench.QueryRequest;
import io.alacran.workbench.RanStatement;
import io.alacran.workbench.RowSink;
import io.alacran.workbench.Spool;
import io.alacran.workbench.SqlStatement;
import io.alacran.workbench.StatementResult;
import io.alacran.workbench.StatementWatch;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Runs queries, each on a session of its own, and knows those that are not closed yet. */
@Service
class QueryRuns implements Queries {

    private static final Logger log = LoggerFactory.getLogger(QueryRuns.class);
    private static final String ID = "[A-Za-z0-9-]{1,64}";

    private final ConcurrentHashMap<String, RunningQuery> open = new ConcurrentHashMap<>();
    private final Connections connections;
    private final ConnectionPools pools;
    private final Spools spools;
    private final QueryHistory history;
    private final CurrentUser currentUser;
    private final GroupRun.Shared groups;
    private final List<StatementWatch> watches;

    QueryRuns(
            Connections connections,
            ConnectionPools pools,
            Spools spools,
            QueryHistory history,
            CurrentUser currentUser,
            GroupRun.Shared groups,
            List<StatementWatch> watches) {
        this.connections = connections;
        this.pools = pools;
        this.spools = spools;
        this.history = history;
        this.currentUser = currentUser;
        this.groups = groups;
        this.watches = watches;
    }

    @Override
    public Query start(QueryRequest request, Consumer<Query> ended) {
        RunningQuery query = register(request);
        begin(query, result -> spool(query, result), ended);
        return query;
    }

    @Override
    public Query run(QueryRequest request, Target target) {
        RunningQuery query = register(request);
        begin(query, target, ended -> {});
        awaitEnd(query);
        query.close();
        return query;
    }

    @Override
    public Query run(QueryRequest request) {
        RunningQuery query = register(request);
        begin(query, result -> spool(query, result), ended -> {});
        awaitEnd(query);
        return query;
    }

    @Override
    public Optional<Query> find(String id) {
        return Optional.ofNullable(open.get(id));
    }

    @Override
    public List<Query> running() {
        return open.values().stream()
                .filter(q -> q.state() == Query.State.RUNNING)
                .sorted(Comparator.comparing(Query::startedAt).reversed())
                .map(Query.class::cast)
                .toList();
    }

    @Override
    public List<PastQuery> recent(int limit) {
        return history.recent(limit);
    }

    /** At the end of the console nothing goes on running on the servers. */
    @PreDestroy
    void closeAll() {
        open.values().forEach(Query::close);
    }

    private RunningQuery register(QueryRequest asked) {
        QueryRequest request = resolved(asked);
        String id = request.id() == null ? UUID.randomUUID().toString() : request.id();
        if (!id.matches(ID)) {
            throw new InvalidInputException("id", "'" + id + "' is not 1 to 64 letters, digits and -");
        }
        if (request.statements().isEmpty()) {
            throw new InvalidInputException("sql", "has no statement");
        }
        if (!request.parameters().isEmpty() && request.statements().size() > 1) {
            throw new InvalidInputException(
                    "params",
                    "go with a single statement, there are "
                            + request.statements().size());
        }
        RunningQuery query = new RunningQuery(id, request, currentUser.name(), () -> open.remove(id));
        if (open.putIfAbsent(id, query) != null) {
            throw new ProblemException(Kind.CONFLICT, "A query with the id " + id + " runs already.");
        }
        return query;
    }

    /**
     * What its names mean: those in the script are said in the environment of its connection. Looked up before anything
     * runs, since a script is not to stop in the middle for a name that was misspelt.
     */
    private QueryRequest resolved(QueryRequest asked) {
        Meant usual = meant(asked.connection(), null);
        Map<String, String> references = new HashMap<>();
        Map<String, FieldError> unknown = new LinkedHashMap<>();
        for (SqlStatement statement : asked.statements()) {
            String name = statement.on();
            if (name != null && !references.containsKey(name)) {
                try {
                    references.put(name, meant(name, usual.environment()).reference());
                } catch (ProblemException e) {
                    unknown.put(name, unknown(name, e));
                }
            }
        }
        if (!unknown.isEmpty()) {
            throw new InvalidInputException(List.copyOf(unknown.values()));
        }
        return asked.on(
                usual.reference(),
                asked.statements().stream()
                        .map(s -> s.on() == null ? s : s.on(Objects.requireNonNull(references.get(s.on()))))
                        .toList());
    }

    /** What a name means: a connection, or a group. */
    private record Meant(String reference, String environment) {}

    /** @param environment that it is said in; null for the console's own */
    private Meant meant(String name, @Nullable String environment) {
        Optional<ConnectionGroup> group = environment == null ? groups.find(name) : groups.find(name, environment);
        if (group.isPresent()) {
            return new Meant(group.get().reference(), group.get().environment());
        }
        NamedConnection connection = environment == null ? connections.get(name) : connections.get(name, environment);
        return new Meant(connection.reference(), connection.environment());
    }

    private static FieldError unknown(String name, ProblemException e) {
        String why = String.valueOf(e.getMessage()).replaceFirst("^T", "t").replaceFirst("\\.$", "");
        return new FieldError("sql", "'-- @on " + name + "': " + why + "; nothing was run");
    }

    /**
     * On a thread of the system's: a driver that works in native code, such as SQLite's, would keep one of the few
     * threads that carry the virtual ones to itself for as long as the statement takes.
     */
    private void begin(RunningQuery query, Target target, Consumer<Query> ended) {
        Thread.ofPlatform().daemon().name("query-" + query.id()).start(() -> {
            try {
                run(query, target);
            } finally {
                ended.accept(query);
            }
        });
    }

    /** An interrupt cancels; the end is waited for all the same, since the target belongs to the waiting thread. */
    private static void awaitEnd(RunningQuery query) {
        boolean interrupted = false;
        while (true) {
            try {
                query.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                query.cancel();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(RunningQuery query, Target target) {
        if (query.request().timeoutMs() > 0) {
            query.cancellation().limit(query.request().timeoutMs());
        }
        Exception failure = null;
        try {
            new ScriptRun(
                            query,
                            target,
                            connections,
                            groups,
                            name -> lease(query, name),
                            (where, sql, nanos) -> ended(query, where, sql, nanos))
                    .run();
        } catch (Exception e) {
            failure = e;
            log.debug("{} failed", query.id(), e);
        } catch (OutOfMemoryError e) {
            failure = new ProblemException(
                    Kind.UNAVAILABLE,
                    "A few rows together were larger than the memory that the console may use.",
                    "Select less of the large columns, or give the console more memory.",
                    e);
        } catch (Throwable e) {
            failure = new IllegalStateException("The console failed: " + e, e);
            log.error("{} failed", query.id(), e);
        } finally {
            finish(query, failure);
        }
    }

    private void ended(RunningQuery query, NamedConnection where, SqlStatement sql, long nanos) {
        RanStatement ran = new RanStatement(
                where,
                query.startedBy(),
                sql.text(),
                query.request().parameters(),
                Instant.now(),
                TimeUnit.NANOSECONDS.toMillis(nanos));
        watches.forEach(watch -> watch.ended(ran));
    }

    private Lease lease(RunningQuery query, String connection) {
        query.cancellation().waits();
        try {
            return pools.lease(connection);
        } finally {
            query.cancellation().waited();
        }
    }

    private void finish(RunningQuery query, @Nullable Exception failure) {
        try {
            query.end(failure);
            history.keep(query);
        } finally {
            query.release();
        }
    }

    private RowSink spool(RunningQuery query, StatementResult result) throws IOException {
        if (!query.keepsMore()) {
            return row -> null;
        }
        Spool spool = spools.open(result.columns().size());
        result.keptIn(spool);
        return spool;
    }
}
