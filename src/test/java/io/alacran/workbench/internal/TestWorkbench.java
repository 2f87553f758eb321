package io.alacran.workbench.internal;

import io.alacran.account.CurrentUser;
import io.alacran.connection.internal.TestConnections;
import io.alacran.workbench.Queries;
import io.alacran.workbench.Query;
import io.alacran.workbench.QueryRequest;
import io.alacran.workbench.ScriptSplitter;
import io.alacran.workbench.Spool;
import io.alacran.workbench.StatementPlans;
import io.alacran.workbench.StatementResult;
import io.alacran.workbench.StatementWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The workbench on the connections of a test, without a Spring context. */
public class TestWorkbench {

    public final Queries queries;
    private final TestConnections connections;

    public TestWorkbench(Path home, TestConnections connections, long maxSpoolBytes) {
        this(home, connections, maxSpoolBytes, ran -> {});
    }

    public TestWorkbench(Path home, TestConnections connections, long maxSpoolBytes, StatementWatch watch) {
        this.connections = connections;
        try {
            queries = new QueryRuns(
                    connections.connections,
                    connections.pools,
                    new Spools(home, maxSpoolBytes),
                    new QueryHistory(connections.store),
                    new TestUser(),
                    new GroupRun.Shared(connections.groups, connections.router, new Stickiness()),
                    List.of(watch));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static StatementPlans plans(TestConnections connections) {
        return new ExplainPlans(connections.pools);
    }

    public QueryRequest request(String connection, String sql) {
        String client = connections.connections.get(connection).client();
        return QueryRequest.of(connection, ScriptSplitter.split(sql, client));
    }

    public QueryRequest limited(String connection, String sql, long maxRows, long timeoutMs) {
        return new QueryRequest(null, connection, request(connection, sql).statements(), List.of(), maxRows, timeoutMs);
    }

    /** Runs to the end; the caller closes. */
    public Query run(String connection, String sql) {
        return queries.run(request(connection, sql));
    }

    /** Runs on a group for somebody who is to see what they wrote, to the end; the caller closes. */
    public Query run(String group, String sql, String session) {
        String client = connections.groups.get(group).client();
        return queries.run(new QueryRequest(null, group, ScriptSplitter.split(sql, client), List.of(), 0, 0, session));
    }

    public static List<Object[]> rows(StatementResult result) {
        try {
            Spool spool = Objects.requireNonNull(result.spool());
            return spool.rows(0, 1_000_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static class TestUser implements CurrentUser {

        @Override
        public String name() {
            return "ada";
        }

        @Override
        public String source() {
            return "";
        }
    }
}
