package io.alacran.workbench.internal;

import io.alacran.connection.Lease;
import io.alacran.engine.Dialect;
import io.alacran.engine.Replication;
import io.alacran.engine.Streaming;
import io.alacran.workbench.AnsweredBy;
import io.alacran.workbench.Queries;
import io.alacran.workbench.QueryRequest;
import io.alacran.workbench.SqlStatement;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs statements of one query in one session; what they give is for the {@link ResultReader}. */
class StatementRunner {

    private static final Logger log = LoggerFactory.getLogger(StatementRunner.class);

    private final RunningQuery query;
    private final long maxRows;
    private final QueryRequest request;
    private final Lease lease;
    private final Connection session;
    private final Dialect dialect;
    private final long timeoutMs;
    private final SessionState state;
    private final ResultReader results;
    private final Ended ended;

    /** Is told how long each statement took, whatever came of it. */
    @FunctionalInterface
    interface Ended {
        void ended(SqlStatement statement, long nanos);
    }

    /**
     * A runner of one query on one session.
     *
     * @param maxRows the most rows to read of each result; 0 for all
     * @param timeoutMs after which each statement is cancelled; 0 for never
     */
    StatementRunner(RunningQuery query, Lease lease, Queries.Target target, long maxRows, long timeoutMs, Ended ended) {
        this.query = query;
        this.maxRows = maxRows;
        this.request = query.request();
        this.lease = lease;
        this.session = lease.connection();
        this.dialect = lease.dialect();
        this.timeoutMs = timeoutMs;
        this.ended = ended;
        this.state = new SessionState(lease);
        this.results = new ResultReader(query, lease, state, target, maxRows);
    }

    /** @throws SQLException when reading a large result could be stopped only by giving up the session */
    void goesOn() throws SQLException {
        if (results.gaveUp()) {
            throw new SQLException("The session was given up to stop reading a large result; this statement"
                    + " and those after it were not run.");
        }
    }

    /** Before a statement of the script runs on another connection; see {@link SessionState#leaves}. */
    void leaves(String here, String elsewhere) throws SQLException {
        state.leaves(here, elsewhere);
    }

    /** Whether later statements may rely on what earlier ones did to the session. */
    boolean changedSession() {
        return state.changed();
    }

    /** After the last statement: leaves nothing open. */
    void finish() throws SQLException {
        if (!results.gaveUp()) {
            state.finish(query);
        }
    }

    /** After a failure, likewise. */
    void abandon(Throwable failure) {
        // A driver that fails by itself may have stopped in the middle of an answer.
        if (failure instanceof Error || failure instanceof RuntimeException) {
            state.discard();
        }
        state.abandon();
    }

    /** From now on results say that it was this member of a group. */
    void answers(AnsweredBy member) {
        results.answers(member);
    }

    /** Whether anybody has a part of what the last statement gave, so that it must not be run elsewhere instead. */
    boolean handedOn() {
        return results.handedOn();
    }

    void run(SqlStatement sql) throws SQLException, IOException {
        Streaming streaming = streaming(sql);
        state.before(streaming);
        perform(sql, streaming);
        if (!results.gaveUp()) {
            state.after(sql, streaming);
        }
    }

    /** Runs a statement where the server refuses every write. */
    void read(SqlStatement sql, Replication replication) throws SQLException, IOException {
        Replication.Reading transaction = replication.begin(session);
        results.mayBeRefused(true);
        boolean well = false;
        try {
            perform(sql, streaming(sql));
            well = true;
        } finally {
            results.mayBeRefused(false);
            if (!results.gaveUp()) {
                end(transaction, well);
            }
        }
    }

    /** A session that cannot be brought back to how it was goes to nobody else. */
    private void end(Replication.Reading transaction, boolean well) {
        try {
            transaction.end(well);
        } catch (SQLException e) {
            log.debug("{} - a transaction that read could not be ended", query.id(), e);
            state.discard();
        }
    }

    private Streaming streaming(SqlStatement sql) {
        Streaming usual = dialect.streaming(sql.firstWord());
        return maxRows > 0 ? usual.atMost(maxRows) : usual;
    }

    private void perform(SqlStatement sql, Streaming streaming) throws SQLException, IOException {
        query.speaks(dialect);
        results.begins();
        lease.runs(query.startedBy(), sql.text());
        Statement statement = prepare(sql);
        try {
            if (results.limitedOnServer(sql, streaming)) {
                statement.setMaxRows((int) maxRows + 1);
            }
            statement.setFetchSize(streaming.firstFetch());
            query.cancellation().executes(statement, lease);
            try (Cancellation.Limit _ = query.cancellation().limitStatement(timeoutMs)) {
                execute(sql, statement, streaming);
            } finally {
                query.cancellation().executed();
            }
        } finally {
            closeQuietly(statement);
        }
    }

    private void execute(SqlStatement sql, Statement statement, Streaming streaming) throws SQLException, IOException {
        long start = System.nanoTime();
        try {
            boolean rows = statement instanceof PreparedStatement prepared
                    ? prepared.execute()
                    : statement.execute(sql.text());
            results.read(sql, statement, rows, streaming, start);
        } finally {
            ended.ended(sql, System.nanoTime() - start - results.waitedNanos());
        }
    }

    private Statement prepare(SqlStatement sql) throws SQLException {
        Optional<String> refusal = dialect.refusal(sql.text());
        if (refusal.isPresent()) {
            throw new SQLException(refusal.get());
        }
        if (request.parameters().isEmpty() && !dialect.onlyPrepares()) {
            Statement statement = session.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
            statement.setEscapeProcessing(false);
            return statement;
        }
        PreparedStatement prepared =
                session.prepareStatement(sql.text(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        try {
            Parameters.bind(prepared, request.parameters(), dialect.client());
            return prepared;
        } catch (SQLException e) {
            prepared.close();
            throw e;
        }
    }

    /** What a driver finds to say when a statement is left is of no use to anybody: the rows that were wanted are there. */
    static void closeQuietly(AutoCloseable closing) {
        try {
            closing.close();
        } catch (Exception e) {
            log.debug("a statement or result could not be closed", e);
        }
    }
}
