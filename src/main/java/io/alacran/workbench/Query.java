package io.alacran.workbench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A run of one or more statements, while it runs and after. All methods are for any thread. */
public interface Query extends AutoCloseable {

    /** How a run stands. */
    enum State {
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED;

        /** The word used over the API and in the history. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The most results of one run that are kept; statements after that run, but what they give is not shown. */
    int MOST_RESULTS = 100;

    /** Opaque and unique. */
    String id();

    QueryRequest request();

    /** Who runs it. */
    String startedBy();

    Instant startedAt();

    State state();

    /** From the start until now, or until it ended. */
    long elapsedMs();

    /** What came so far, one for each result in order; the first {@value #MOST_RESULTS} only. */
    List<StatementResult> results();

    /** How many results came after those that are kept. */
    int resultsLeftOut();

    /** How many of its statements ran to their end. */
    int statementsDone();

    /** Why it failed or was cancelled; empty otherwise. */
    Optional<SqlError> error();

    /** What was thrown when it failed; empty otherwise. */
    Optional<Exception> failure();

    /** Cancels it on the server; does nothing when it has ended. Returns at once. */
    void cancel();

    /** Whether somebody, or the time limit, asked for its end. */
    boolean cancelRequested();

    /** Waits for the end. */
    void await() throws InterruptedException;

    /** Waits for the end, but not for ever; true when it ended. */
    boolean await(Duration atMost) throws InterruptedException;

    /** Cancels it if it still runs, and frees the spools of its results. */
    @Override
    void close();
}
