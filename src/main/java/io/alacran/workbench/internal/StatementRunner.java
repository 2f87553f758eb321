package io.alacran.workbench.internal;

import io.alacran.connection.Lease;
import io.alacran.engine.Dialect;
import io.alacran.engine.Replication;
import io.alacran.engine.Streaming;
import io.alacran.workbench.AnsweredBy;
import io.alacran.workbench.Queries;
import io.alacran.workbench.QueryRequest;
import io.alacran.workbench.ReadProof;
import io.alacran.workbench.ResultColumn;
import io.alacran.workbench.RowSink;
import io.alacran.workbench.SqlStatement;
import io.alacran.workbench.StatementResult;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs statements of one query in one session, and streams their rows to where they are wanted. */
class StatementRunner {

    private static final Logger log = LoggerFactory.getLogger(StatementRunner.class);
    private static final int MAX_WARNINGS = 100;

    private final RunningQuery query;
    private final long maxRows;
    private final QueryRequest request;
    private final Lease lease;
    private final Connection session;
    private final Dialect dialect;
    private final Queries.Target target;
    private final long timeoutMs;
    private final SessionState state;
    private final Ended ended;
    /** For the reader of the present statement's rows. */
    private long waited;
    /** Which member of a group runs the present statement. */
    private @Nullable AnsweredBy answeredBy;
    /** Whether anybody has a part of what the present statement gave. */
    private boolean handedOn;
    /** Whether another member takes the statement over where this one refuses it. */
    private boolean reading;
    /** Whether a result was left in the middle in a way that the session does not survive. */
    private boolean givenUp;

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
        this.target = target;
        this.timeoutMs = timeoutMs;
        this.ended = ended;
        this.state = new SessionState(lease);
    }

    /** @throws SQLException when reading a large result could be stopped only by giving up the session */
    void goesOn() throws SQLException {
        if (givenUp) {
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
        if (!givenUp) {
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
        answeredBy = member;
    }

    /** Whether anybody has a part of what the last statement gave, so that it must not be run elsewhere instead. */
    boolean handedOn() {
        return handedOn;
    }

    void run(SqlStatement sql) throws SQLException, IOException {
        Streaming streaming = streaming(sql);
        state.before(streaming);
        perform(sql, streaming);
        if (!givenUp) {
            state.after(sql, streaming);
        }
    }

    /** Runs a statement where the server refuses every write. */
    void read(SqlStatement sql, Replication replication) throws SQLException, IOException {
        Replication.Reading transaction = replication.begin(session);
        reading = true;
        boolean well = false;
        try {
            perform(sql, streaming(sql));
            well = true;
        } finally {
            reading = false;
            if (!givenUp) {
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
        handedOn = false;
        lease.runs(query.startedBy(), sql.text());
        Statement statement = prepare(sql);
        try {
            if (limitsOnServer(sql, streaming)) {
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

    private boolean limitsOnServer(SqlStatement sql, Streaming streaming) {
        return streaming.capsRows() && maxRows > 0 && maxRows < Integer.MAX_VALUE && dialect.limitsOnServer(sql.text());
    }

    private void execute(SqlStatement sql, Statement statement, Streaming streaming) throws SQLException, IOException {
        waited = 0;
        long start = System.nanoTime();
        try {
            boolean rows = statement instanceof PreparedStatement prepared
                    ? prepared.execute()
                    : statement.execute(sql.text());
            results(sql, statement, rows, streaming, start);
        } finally {
            ended.ended(sql, System.nanoTime() - start - waited);
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

    private void results(SqlStatement sql, Statement statement, boolean firstIsRows, Streaming streaming, long start)
            throws SQLException, IOException {
        boolean rows = firstIsRows;
        while (true) {
            if (rows) {
                ResultSet resultSet = statement.getResultSet();
                try {
                    read(sql, statement, resultSet, streaming, start);
                } finally {
                    closeQuietly(resultSet);
                }
                if (givenUp) {
                    return;
                }
            } else {
                long count = statement.getLargeUpdateCount();
                if (count == -1) {
                    return;
                }
                StatementResult result = new StatementResult(sql, List.of(), count);
                result.answeredBy(answeredBy);
                result.ended(null, warnings(statement), start);
                handedOn = true;
                query.add(result);
            }
            query.cancellation().stopIfRequested();
            rows = statement.getMoreResults();
        }
    }

    private void read(SqlStatement sql, Statement statement, ResultSet rows, Streaming streaming, long start)
            throws SQLException, IOException {
        ResultSetMetaData meta = rows.getMetaData();
        List<ResultColumn> columns = CellReader.columns(meta);
        CellReader[] readers = CellReader.readers(columns, meta, dialect.client());
        StatementResult result = new StatementResult(sql, columns, -1);
        FetchSize fetch = new FetchSize(rows, streaming);
        long untilFirst = System.nanoTime() - start;
        Object[] row = new Object[readers.length];
        long count = 0;
        String truncated = null;
        boolean limited = limitsOnServer(sql, streaming);
        // A driver that reads up to its row limit by itself takes each round trip for as long as the last one
        boolean counted = limited && dialect.drainsOnClose();
        RowSink sink = null;
        boolean capped = false;
        // Whether rows wait on the server: until next() says there are none, or fails
        boolean unread = true;
        try {
            result.answeredBy(answeredBy);
            boolean ahead = reading;
            if (ahead) {
                // Before anybody has a part of it: where it is refused, the primary runs it
                unread = false;
                ahead = rows.next();
                unread = true;
            }
            handedOn = true;
            sink = target.open(result);
            query.add(result);
            while (true) {
                if (!ahead) {
                    unread = false;
                    if ((reading && count == 0) || !rows.next()) {
                        break;
                    }
                    unread = true;
                }
                ahead = false;
                query.cancellation().stopIfRequested();
                if (count == maxRows && count > 0) {
                    truncated = "Only the first " + count + " rows were asked for; there are more.";
                    capped = limited;
                    break;
                }
                for (int i = 0; i < row.length; i++) {
                    row[i] = readers[i].read(rows, i + 1);
                }
                result.counted(++count);
                truncated = sink.add(row);
                if (truncated != null) {
                    break;
                }
                if (!counted) {
                    fetch.adapt(count, row, untilFirst);
                }
            }
        } finally {
            waited += sink == null ? 0 : sink.waitedNanos();
            if (dialect.drainsOnClose() && ((unread && !capped) || query.cancelRequested())) {
                boolean wanted = truncated != null && streaming.capsRows() && !query.cancelRequested();
                // Ending a statement takes back what its functions wrote: then the rest is read, and dropped
                boolean writes =
                        wanted && ReadProof.doubt(sql.text(), dialect.client()).isPresent();
                if (!writes && (!wanted || !stopped(statement, rows) || query.cancelRequested())) {
                    giveUp(statement);
                }
            }
            result.ended(truncated, warnings(statement), start);
        }
    }

    /** Tries to leave a result in the middle and keep the session, where no more than rows is lost by that. */
    private boolean stopped(Statement statement, ResultSet rows) {
        try {
            return dialect.stop(statement, rows);
        } catch (SQLException e) {
            log.debug("{} - the rest of a result could not be stopped", query.id(), e);
            return false;
        }
    }

    /** Closing would read all that is left; whatever made reading stop is what counts, not what comes of this. */
    private void giveUp(Statement statement) {
        givenUp = true;
        state.discard();
        try {
            dialect.cancel(statement);
        } catch (SQLException | RuntimeException e) {
            log.debug("{} - the rest of a result could not be cancelled, cutting the session off", query.id(), e);
            try {
                session.abort(Runnable::run);
            } catch (SQLException | RuntimeException again) {
                log.debug("{} - nor could its session be cut off", query.id(), again);
            }
        }
    }

    /** What a driver finds to say when a result is left is of no use to anybody: the rows that were wanted are there. */
    private static void closeQuietly(AutoCloseable closing) {
        try {
            closing.close();
        } catch (Exception e) {
            log.debug("a statement or result could not be closed", e);
        }
    }

    private static List<String> warnings(Statement statement) {
        List<String> said = new ArrayList<>();
        try {
            for (SQLWarning w = statement.getWarnings();
                    w != null && said.size() < MAX_WARNINGS;
                    w = w.getNextWarning()) {
                if (w.getMessage() != null) {
                    said.add(w.getMessage());
                }
            }
        } catch (SQLException e) {
            said.add("Its warnings could not be read: " + e.getMessage());
        }
        return said;
    }
}
