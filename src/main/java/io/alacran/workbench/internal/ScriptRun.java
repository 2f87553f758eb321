package io.alacran.workbench.internal;

import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.Connections;
import io.alacran.connection.Lease;
import io.alacran.connection.NamedConnection;
import io.alacran.workbench.AnsweredBy;
import io.alacran.workbench.Queries;
import io.alacran.workbench.QueryRequest;
import io.alacran.workbench.SqlStatement;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one query, each on the connection it is for. The script's own session is had when the first statement
 * needs it, and given back while statements run elsewhere: a script that holds a session and waits for one of another pool
 * may wait for a script that does the same the other way round. It is held only where the script relies on its state.
 */
class ScriptRun {

    private final RunningQuery query;
    private final QueryRequest request;
    private final Queries.Target target;
    private final Connections connections;
    private final Function<String, Lease> leases;
    private final Ended ended;
    private final GroupRun groups;
    private final boolean reliesOnSession;
    private @Nullable Lease held;
    private @Nullable StatementRunner own;

    /** Is told how long each statement took on its connection, whatever came of it. */
    @FunctionalInterface
    interface Ended {
        void ended(NamedConnection where, SqlStatement statement, long nanos);
    }

    /** @param leases waits for a session of the named connection */
    ScriptRun(
            RunningQuery query,
            Queries.Target target,
            Connections connections,
            GroupRun.Shared groups,
            Function<String, Lease> leases,
            Ended ended) {
        this.query = query;
        this.request = query.request();
        this.target = target;
        this.connections = connections;
        this.leases = leases;
        this.ended = ended;
        this.groups = new GroupRun(groups, query, leases, this::runner);
        this.reliesOnSession = request.statements().stream().anyMatch(SessionState::reliesOnSession);
    }

    void run() throws SQLException, IOException {
        String here = request.connection();
        try {
            for (SqlStatement statement : request.statements()) {
                query.begins(statement);
                StatementRunner present = own;
                if (present != null) {
                    present.goesOn();
                }
                String where = request.connectionOf(statement);
                Optional<ConnectionGroup> group = groups.group(where);
                if (group.isPresent()) {
                    run(here, where, group.get(), statement);
                } else if (where.equals(here)) {
                    own(here).run(statement);
                } else {
                    leave(here, where);
                    elsewhere(where, statement, null);
                }
            }
            if (own != null) {
                own.finish();
            }
        } catch (Throwable e) {
            if (own != null) {
                own.abandon(e);
            }
            throw e;
        } finally {
            giveBack();
        }
    }

    /** On a member of a group: a replica where that may be, else the primary. */
    private void run(String here, String where, ConnectionGroup group, SqlStatement statement)
            throws SQLException, IOException {
        Optional<String> primary = groups.read(group, statement, () -> leave(here, where));
        if (primary.isEmpty()) {
            return;
        }
        AnsweredBy by = new AnsweredBy(group.primary(), primary.get());
        try {
            if (where.equals(here)) {
                StatementRunner runner = own(group.reference(group.primary()));
                runner.answers(by);
                runner.run(statement);
            } else {
                leave(here, where);
                elsewhere(group.reference(group.primary()), statement, by);
            }
        } finally {
            groups.ran(group, statement);
        }
    }

    private StatementRunner own(String here) {
        StatementRunner present = own;
        if (present == null) {
            Lease lease = leases.apply(here);
            held = lease;
            present = runner(here, lease);
            own = present;
        }
        return present;
    }

    private void leave(String here, String elsewhere) throws SQLException {
        StatementRunner present = own;
        if (present != null) {
            present.leaves(request.calledHere(here), request.calledHere(elsewhere));
            if (!reliesOnSession && !present.changedSession()) {
                giveBack();
            }
        }
    }

    private void giveBack() {
        Lease lease = held;
        held = null;
        own = null;
        if (lease != null) {
            lease.close();
        }
    }

    private void elsewhere(String where, SqlStatement statement, @Nullable AnsweredBy by)
            throws SQLException, IOException {
        try (Lease lease = leases.apply(where)) {
            StatementRunner runner = runner(where, lease);
            if (by != null) {
                runner.answers(by);
            }
            try {
                runner.run(statement);
                runner.finish();
            } catch (Throwable e) {
                runner.abandon(e);
                throw e;
            }
        }
    }

    /** Within the connection's limits; one that does not exist was found out when its session was wanted. */
    private StatementRunner runner(String name, Lease lease) {
        Optional<NamedConnection> connection = connections.find(name);
        long timeoutMs = connection.map(NamedConnection::statementTimeoutMillis).orElse(0L);
        long maxRows = connection
                .map(NamedConnection::rowLimit)
                .map(request::atMostRows)
                .orElse(request)
                .maxRows();
        return new StatementRunner(
                query,
                lease,
                target,
                maxRows,
                timeoutMs,
                (sql, nanos) -> connection.ifPresent(where -> ended.ended(where, sql, nanos)));
    }
}
