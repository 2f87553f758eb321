package io.alacran.workbench.internal;

import io.alacran.engine.Dialect;
import io.alacran.workbench.Query;
import io.alacran.workbench.QueryRequest;
import io.alacran.workbench.Spool;
import io.alacran.workbench.SqlError;
import io.alacran.workbench.SqlStatement;
import io.alacran.workbench.StatementResult;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A query with what its running thread and those who look at it or cancel it share. */
class RunningQuery implements Query {

    private static final Logger log = LoggerFactory.getLogger(RunningQuery.class);
    /** A cancel that reaches the server just before its statement does nothing, so it is said again. */
    private static final long CANCEL_AGAIN_MS = 250;

    private final String id;
    private final QueryRequest request;
    private final String startedBy;
    private final Runnable closed;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final List<StatementResult> results = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Object cancelling = new Object();
    private @Nullable Thread waiting;
    private @Nullable Statement executing;
    private @Nullable Dialect dialect;
    private volatile State state = State.RUNNING;
    private volatile @Nullable String cancelledBecause;
    private volatile @Nullable SqlStatement present;
    private volatile @Nullable SqlError error;
    private volatile @Nullable Exception thrown;
    private volatile long tookMs;
    private volatile boolean closing;

    RunningQuery(String id, QueryRequest request, String startedBy, Runnable closed) {
        this.id = id;
        this.request = request;
        this.startedBy = startedBy;
        this.closed = closed;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public QueryRequest request() {
        return request;
    }

    @Override
    public String startedBy() {
        return startedBy;
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public long elapsedMs() {
        return state == State.RUNNING ? (System.nanoTime() - startedNanos) / 1_000_000 : tookMs;
    }

    @Override
    public List<StatementResult> results() {
        return results;
    }

    @Override
    public Optional<SqlError> error() {
        return Optional.ofNullable(error);
    }

    @Override
    public Optional<Exception> failure() {
        return Optional.ofNullable(thrown);
    }

    @Override
    public void cancel() {
        cancel("It was cancelled.");
    }

    @Override
    public void await() throws InterruptedException {
        ended.await();
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        closing = true;
        cancel();
        freeIfEnded();
    }

    /** @param because a sentence for people */
    void cancel(String because) {
        synchronized (cancelling) {
            if (state != State.RUNNING || cancelledBecause != null) {
                return;
            }
            cancelledBecause = because;
        }
        Thread.ofVirtual().name("cancel-" + id).start(this::cancelUntilEnded);
    }

    /** Cancels it if it does not end in time. */
    void limit(long timeoutMs) {
        Thread.ofVirtual().name("timeout-" + id).start(() -> {
            try {
                if (!ended.await(timeoutMs, TimeUnit.MILLISECONDS)) {
                    cancel("It was cancelled after its time limit of " + timeoutMs + " ms.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public boolean cancelRequested() {
        return cancelledBecause != null;
    }

    void stopIfCancelled() throws SQLException {
        if (cancelledBecause != null) {
            throw new SQLException(cancelledBecause, "57014");
        }
    }

    void begins(SqlStatement statement) throws SQLException {
        present = statement;
        stopIfCancelled();
    }

    /** The present thread waits for a session from now on. */
    void waits() {
        synchronized (cancelling) {
            waiting = Thread.currentThread();
        }
    }

    /** The wait is over, whatever came of it. */
    void waited() {
        synchronized (cancelling) {
            waiting = null;
            Thread.interrupted();
        }
    }

    /** The statement to cancel from now on. */
    void executes(Statement statement, Dialect how) throws SQLException {
        synchronized (cancelling) {
            executing = statement;
            dialect = how;
        }
        stopIfCancelled();
    }

    /** Nothing is to be cancelled any more; a cancel that is under way is waited for, lest it hit the next statement. */
    void executed() {
        synchronized (cancelling) {
            executing = null;
        }
    }

    void add(StatementResult result) {
        results.add(result);
    }

    /** Ends it, with the failure if there was one. */
    void end(@Nullable Exception failure, @Nullable Dialect said) {
        tookMs = (System.nanoTime() - startedNanos) / 1_000_000;
        String because = cancelledBecause;
        if (failure == null) {
            state = State.SUCCEEDED;
        } else if (because != null) {
            error = new SqlError(because, "57014", OptionalInt.empty());
            state = State.CANCELLED;
        } else {
            error = Failures.describe(failure, said, present);
            thrown = failure;
            state = State.FAILED;
        }
    }

    /** Wakes those who wait for the end. */
    void release() {
        ended.countDown();
        if (closing) {
            freeIfEnded();
        }
    }

    private void cancelUntilEnded() {
        try {
            do {
                synchronized (cancelling) {
                    if (waiting != null) {
                        waiting.interrupt();
                    } else if (executing != null && dialect != null) {
                        dialect.cancel(executing);
                    }
                }
            } while (!ended.await(CANCEL_AGAIN_MS, TimeUnit.MILLISECONDS));
        } catch (SQLException e) {
            log.warn("{} - the database did not take the cancel: {}", id, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void freeIfEnded() {
        if (ended.getCount() == 0) {
            for (StatementResult result : results) {
                Spool spool = result.spool();
                if (spool != null) {
                    spool.close();
                }
            }
            closed.run();
        }
    }
}
