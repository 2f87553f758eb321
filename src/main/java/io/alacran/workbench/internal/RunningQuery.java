package io.alacran.workbench.internal;

import io.alacran.connection.Lease;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A query with what its running thread and those who look at it or cancel it share. */
class RunningQuery implements Query {

    private static final Logger log = LoggerFactory.getLogger(RunningQuery.class);
    /** How long a cancel may take before the session is cut off. */
    static final Duration PATIENCE = Duration.ofSeconds(10);
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
    private final AtomicReference<@Nullable String> cancelledBecause = new AtomicReference<>();
    private final Duration patience;
    /** Held while a cancel is under way, which may take as long as the network does: only by threads of the run. */
    private final ReentrantLock cancelling = new ReentrantLock();

    private @Nullable Thread waiting;
    private @Nullable Statement executing;
    private volatile @Nullable Lease session;
    private volatile State state = State.RUNNING;
    private volatile @Nullable SqlStatement present;
    private volatile @Nullable SqlError error;
    private volatile @Nullable Exception thrown;
    private volatile long tookMs;
    /** Written by the running thread only. */
    private volatile int leftOut;

    private volatile boolean closing;

    RunningQuery(String id, QueryRequest request, String startedBy, Runnable closed) {
        this(id, request, startedBy, closed, PATIENCE);
    }

    RunningQuery(String id, QueryRequest request, String startedBy, Runnable closed, Duration patience) {
        this.patience = patience;
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
    public int resultsLeftOut() {
        return leftOut;
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
        if (state == State.RUNNING && cancelledBecause.compareAndSet(null, because)) {
            Thread.ofVirtual().name("cancel-" + id).start(this::cancelUntilEnded);
            Thread.ofVirtual().name("cut-off-" + id).start(this::cutOffUnlessEnded);
        }
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
        return cancelledBecause.get() != null;
    }

    void stopIfCancelled() throws SQLException {
        String because = cancelledBecause.get();
        if (because != null) {
            throw new SQLException(because, "57014");
        }
    }

    void begins(SqlStatement statement) throws SQLException {
        present = statement;
        stopIfCancelled();
    }

    /** The present thread waits for a session from now on. */
    void waits() {
        cancelling.lock();
        try {
            waiting = Thread.currentThread();
        } finally {
            cancelling.unlock();
        }
    }

    /** The wait is over, whatever came of it. */
    void waited() {
        cancelling.lock();
        try {
            waiting = null;
            Thread.interrupted();
        } finally {
            cancelling.unlock();
        }
    }

    /** The statement to cancel from now on. */
    void executes(Statement statement, Lease lease) throws SQLException {
        cancelling.lock();
        try {
            executing = statement;
            session = lease;
        } finally {
            cancelling.unlock();
        }
        stopIfCancelled();
    }

    /**
     * Nothing is to be cancelled any more; a cancel that is under way is waited for, lest it hit the next statement. When
     * that takes too long the session is cut off.
     */
    void executed() {
        boolean still = false;
        try {
            still = cancelling.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (still) {
            executing = null;
            cancelling.unlock();
        } else {
            cutOff();
        }
    }

    /** Keeps one, unless there are {@link Query#MOST_RESULTS} already; the rest are only counted. */
    void add(StatementResult result) {
        if (keepsMore()) {
            results.add(result);
        } else {
            leftOut++;
        }
    }

    /** Whether the next result will be kept. */
    boolean keepsMore() {
        return results.size() < MOST_RESULTS;
    }

    /** Ends it, with the failure if there was one. */
    void end(@Nullable Exception failure, @Nullable Dialect said) {
        tookMs = (System.nanoTime() - startedNanos) / 1_000_000;
        String because = cancelledBecause.get();
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
                cancelOnce();
            } while (!ended.await(CANCEL_AGAIN_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cancelOnce() {
        cancelling.lock();
        try {
            Lease of = session;
            if (waiting != null) {
                waiting.interrupt();
            } else if (executing != null && of != null) {
                of.dialect().cancel(executing);
            }
        } catch (SQLException | RuntimeException e) {
            log.debug("{} - the database did not take the cancel, trying again", id, e);
        } finally {
            cancelling.unlock();
        }
    }

    private void cutOffUnlessEnded() {
        try {
            if (!ended.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                cutOff();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the session from this side, whatever the server does. */
    private void cutOff() {
        Lease of = session;
        if (of != null) {
            log.warn("{} - did not end within {} of its cancel, its session is cut off", id, patience);
            of.discard();
            try {
                of.connection().abort(Runnable::run);
            } catch (SQLException | RuntimeException e) {
                log.debug("{} - its session could not be cut off", id, e);
            }
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
