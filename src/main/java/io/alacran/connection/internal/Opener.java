package io.alacran.connection.internal;

import io.alacran.connection.PoolPlan;
import io.alacran.engine.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Opens the sessions of a pool. Only opening is ever tried again; statements are not. */
class Opener {

    private final Dialect dialect;
    private final Line line;
    private final PoolMeter meter;
    private final Pauses pauses;
    /** Opened by one who waits, for the pool's own thread to take in. */
    private final AtomicReference<@Nullable Ready> ready = new AtomicReference<>();

    /** Nobody has used it since, so it is believed for a moment only. */
    private record Ready(Connection session, long since) {

        private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

        boolean fresh() {
            return System.nanoTime() - since < FRESH;
        }
    }

    /** Held by the one who opens: of those that find no session one asks the server, and the rest what came of it. */
    private final ReentrantLock opens = new ReentrantLock();

    /** By {@link System#nanoTime()}; read and written with the lock held. */
    private long lastOpened = System.nanoTime() - Ready.FRESH;

    private long lastFailed = lastOpened;

    private volatile PoolPlan plan;
    private volatile @Nullable SQLException failure;

    Opener(Dialect dialect, Line line, PoolPlan plan, PoolMeter meter) {
        this(dialect, line, plan, meter, new Pauses());
    }

    Opener(Dialect dialect, Line line, PoolPlan plan, PoolMeter meter, Pauses pauses) {
        this.dialect = dialect;
        this.line = line;
        this.plan = plan;
        this.meter = meter;
        this.pauses = pauses;
    }

    void follow(PoolPlan changed) {
        plan = changed;
    }

    /** Why the last attempt failed; null when it did not. */
    @Nullable
    SQLException failure() {
        return failure;
    }

    /**
     * One attempt, for the pool's own threads, which go on for ever. What does not pass is not tried by them again, since
     * servers lock those out who come with the wrong password time after time; who next waits for a session tries it.
     */
    Connection open() throws SQLException {
        opens.lock();
        try {
            return next();
        } finally {
            opens.unlock();
        }
    }

    private Connection next() throws SQLException {
        Ready made = ready.getAndSet(null);
        if (made != null && made.fresh()) {
            return made.session();
        }
        if (made != null) {
            end(made.session());
        }
        SQLException before = failure;
        if (before != null && !PassingFailures.is(before)) {
            throw before;
        }
        return attempt();
    }

    /**
     * Makes sure that a session can be opened, and keeps it for the pool. A passing failure is tried again after a pause
     * that grows and is drawn by lot, so that many consoles do not come all at once.
     *
     * @param patient whether to try again at all: who asks a server that is known to be down is told at once
     * @param deadline by {@link System#nanoTime()}; a pause that would end later is not made
     */
    void prove(boolean patient, long deadline) throws SQLException {
        long asked = System.nanoTime();
        enter(deadline);
        try {
            SQLException why = failure;
            if (why != null && lastFailed - asked > 0) {
                throw why;
            }
            if (why != null || System.nanoTime() - lastOpened >= Ready.FRESH) {
                proveNow(patient, deadline);
            }
        } finally {
            opens.unlock();
        }
    }

    private void enter(long deadline) throws SQLException {
        try {
            if (opens.tryLock(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a session", e);
        }
        SQLException why = failure;
        throw why != null ? why : new SQLTransientConnectionException("no session could be opened in time");
    }

    private void proveNow(boolean patient, long deadline) throws SQLException {
        long attempts = patient ? plan.number("retryAttempts") : 1;
        double delay = plan.number("retryFirstDelayMillis");
        for (int n = 1; ; n++) {
            try {
                keep(new Ready(attempt(), System.nanoTime()));
                return;
            } catch (SQLException e) {
                long pause = TimeUnit.MICROSECONDS.toNanos((long) (delay * 1_000 * pauses.part()));
                if (n >= attempts || !PassingFailures.is(e) || System.nanoTime() + pause - deadline >= 0) {
                    throw e;
                }
                pause(pause, e);
                delay *= ((Number) plan.effective().getOrDefault("retryFactor", 2.0)).doubleValue();
            }
        }
    }

    /** Ends what was opened and not taken. */
    void close() {
        keep(null);
    }

    private void keep(@Nullable Ready made) {
        Ready left = ready.getAndSet(made);
        if (left != null) {
            end(left.session());
        }
    }

    private Connection attempt() throws SQLException {
        try {
            Connection made = begin(line.open());
            failure = null;
            lastOpened = System.nanoTime();
            meter.opened();
            return made;
        } catch (SQLException e) {
            failure = e;
            lastFailed = System.nanoTime();
            meter.notOpened();
            throw e;
        }
    }

    private Connection begin(Connection made) throws SQLException {
        String sql = plan.text("connectionInitSql");
        if (sql == null) {
            return made;
        }
        try (Statement statement = made.createStatement()) {
            statement.execute(sql);
            return made;
        } catch (SQLException e) {
            end(made);
            throw new SQLException(
                    "the statement that each session begins with failed: " + dialect.message(e), e.getSQLState(), e);
        }
    }

    private void pause(long nanos, SQLException failed) throws SQLException {
        try {
            pauses.pause(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed;
        }
    }

    private static void end(Connection session) {
        try {
            session.close();
        } catch (SQLException e) {
            // It is of no use to anybody, whatever became of it
        }
    }
}
