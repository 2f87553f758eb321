package io.alacran.workbench.internal;

import io.alacran.engine.Dialect;
import io.alacran.workbench.Query;
import io.alacran.workbench.QueryRequest;
import io.alacran.workbench.Spool;
import io.alacran.workbench.SqlError;
import io.alacran.workbench.SqlStatement;
import io.alacran.workbench.StatementResult;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A query with what its running thread and those who look at it or cancel it share. */
class RunningQuery implements Query {

    private final String id;
    private final QueryRequest request;
    private final String startedBy;
    private final Runnable closed;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final List<StatementResult> results = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Cancellation cancellation;
    private volatile State state = State.RUNNING;
    private volatile @Nullable SqlStatement present;
    private volatile int begun;
    private volatile @Nullable Dialect said;
    private volatile @Nullable SqlError error;
    private volatile @Nullable Exception thrown;
    private volatile long tookMs;
    /** Written by the running thread only. */
    private volatile int leftOut;

    private volatile boolean closing;

    RunningQuery(String id, QueryRequest request, String startedBy, Runnable closed) {
        this(id, request, startedBy, closed, Cancellation.PATIENCE);
    }

    RunningQuery(String id, QueryRequest request, String startedBy, Runnable closed, Duration patience) {
        this.id = id;
        this.request = request;
        this.startedBy = startedBy;
        this.closed = closed;
        this.cancellation = new Cancellation(id, ended, patience);
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
    public int statementsDone() {
        return state == State.SUCCEEDED ? request.statements().size() : Math.max(0, begun - 1);
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
        cancellation.request("It was cancelled.");
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

    /** How the running thread and those who cancel it get along. */
    Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public boolean cancelRequested() {
        return cancellation.because() != null;
    }

    void begins(SqlStatement statement) throws SQLException {
        present = statement;
        begun++;
        cancellation.stopIfRequested();
    }

    /** @param where speaks of what goes wrong with the present statement */
    void speaks(Dialect where) {
        said = where;
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
    void end(@Nullable Exception failure) {
        tookMs = (System.nanoTime() - startedNanos) / 1_000_000;
        String because = cancellation.because();
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
