package io.alacran.workbench.internal;

import io.alacran.connection.Lease;
import io.alacran.engine.Dialect;
import io.alacran.engine.Streaming;
import io.alacran.workbench.AnsweredBy;
import io.alacran.workbench.Queries;
import io.alacran.workbench.ReadProof;
import io.alacran.workbench.ResultColumn;
import io.alacran.workbench.RowSink;
import io.alacran.workbench.SqlStatement;
import io.alacran.workbench.StatementResult;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the statements of one session give, and streams rows to where they are wanted; leaves a result in the middle
 * where no more rows are wanted, if need be at the price of the session.
 */
class ResultReader {

    private static final Logger log = LoggerFactory.getLogger(ResultReader.class);
    private static final int MAX_WARNINGS = 100;

    private final RunningQuery query;
    private final Connection session;
    private final Dialect dialect;
    private final SessionState state;
    private final Queries.Target target;
    private final long maxRows;
    /** For the reader of the present statement's rows. */
    private long waited;
    /** Which member of a group runs the present statement. */
    private @Nullable AnsweredBy answeredBy;

    private boolean handedOn;

    private boolean mayBeRefused;
    private boolean givenUp;

    /** @param maxRows the most rows to read of each result; 0 for all */
    ResultReader(RunningQuery query, Lease lease, SessionState state, Queries.Target target, long maxRows) {
        this.query = query;
        this.session = lease.connection();
        this.dialect = lease.dialect();
        this.state = state;
        this.target = target;
        this.maxRows = maxRows;
    }

    /** From now on it is about another statement. */
    void begins() {
        waited = 0;
        handedOn = false;
    }

    /** From now on results say that it was this member of a group. */
    void answers(AnsweredBy member) {
        answeredBy = member;
    }

    /** Whether another member takes the statement over where this one refuses it. */
    void mayBeRefused(boolean may) {
        mayBeRefused = may;
    }

    /** Whether anybody has a part of what the present statement gave. */
    boolean handedOn() {
        return handedOn;
    }

    /** How long the present statement's rows waited for their reader. */
    long waitedNanos() {
        return waited;
    }

    /** Whether a result was left in the middle in a way that the session does not survive. */
    boolean gaveUp() {
        return givenUp;
    }

    /** Whether the server itself is told the most rows that are wanted. */
    boolean limitedOnServer(SqlStatement sql, Streaming streaming) {
        return streaming.capsRows() && maxRows > 0 && maxRows < Integer.MAX_VALUE && dialect.limitsOnServer(sql.text());
    }

    /**
     * All that an executed statement gives.
     *
     * @param firstIsRows whether its first result is rows
     * @param start of the statement, by {@link System#nanoTime()}
     */
    void read(SqlStatement sql, Statement statement, boolean firstIsRows, Streaming streaming, long start)
            throws SQLException, IOException {
        boolean rows = firstIsRows;
        while (true) {
            if (rows) {
                ResultSet resultSet = statement.getResultSet();
                try {
                    rows(sql, statement, resultSet, streaming, start);
                } finally {
                    StatementRunner.closeQuietly(resultSet);
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

    private void rows(SqlStatement sql, Statement statement, ResultSet rows, Streaming streaming, long start)
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
        boolean limited = limitedOnServer(sql, streaming);
        // A driver that reads up to its row limit by itself takes each round trip for as long as the last one
        boolean counted = limited && dialect.drainsOnClose();
        RowSink sink = null;
        boolean capped = false;
        // Whether rows wait on the server: until next() says there are none, or fails
        boolean unread = true;
        try {
            result.answeredBy(answeredBy);
            boolean ahead = mayBeRefused;
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
                    if ((mayBeRefused && count == 0) || !rows.next()) {
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
