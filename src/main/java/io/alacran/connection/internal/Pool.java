package io.alacran.connection.internal;

import com.zaxxer.hikari.pool.HikariPool;
import io.alacran.connection.HeldLease;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolPlan;
import io.alacran.connection.PoolStats;
import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import io.alacran.ssh.JumpHost;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool of one named connection to one endpoint: its sessions, behind a gate that lets in no more than there may be
 * of them, and what is measured of its leases.
 */
class Pool {

    private static final Logger log = LoggerFactory.getLogger(Pool.class);

    /** Nobody gave a session back in time. */
    static class FullException extends SQLTransientConnectionException {}

    /** The pool was replaced; there may be another. */
    static class ClosedException extends SQLTransientConnectionException {}

    private final Endpoint endpoint;
    private final @Nullable JumpHost jump;
    private final Line line;
    private final Dialect dialect;
    private final PoolMeter meter;
    private final Gate gate;
    private final Sessions sessions;
    private final Samples samples = new Samples();
    private volatile NamedConnection connection;
    private volatile PoolPlan plan;
    private volatile boolean used = true;

    /**
     * Makes the first session at once, and so fails with the driver's own cause when that does not work.
     *
     * @param line closed with the pool; who calls closes it when this throws
     * @param patient whether to try again when the first attempt fails
     */
    Pool(Way way, Line line, PoolMeter meter, boolean patient) throws SQLException {
        this.connection = way.connection();
        this.endpoint = way.endpoint();
        this.jump = way.jump();
        this.dialect = way.dialect();
        this.line = line;
        this.meter = meter;
        plan = PoolPlan.of(connection.pool(), connection.client());
        gate = new Gate((int) plan.number("maximumPoolSize"));
        sessions = new Sessions(connection, plan, new Opener(dialect, line, plan, meter), gate, meter, patient);
    }

    /** Whether this pool is as wanted, or can be made so while it is open. */
    boolean serves(Way way) {
        NamedConnection wanted = way.connection();
        PoolPlan changed = PoolPlan.of(wanted.pool(), wanted.client());
        return endpoint.equals(way.endpoint())
                && Objects.equals(jump, way.jump())
                && dialect.client().equals(wanted.client())
                && List.of("keepaliveTime", "connectionInitSql").stream()
                        .allMatch(fixed -> plan.effective()
                                .getOrDefault(fixed, "")
                                .equals(changed.effective().getOrDefault(fixed, "")));
    }

    /** Takes up sizes and times; sessions in use are left alone, those above a smaller maximum end when they are free. */
    synchronized void resize(NamedConnection wanted) {
        if (wanted.equals(connection)) {
            return;
        }
        PoolPlan changed = PoolPlan.of(wanted.pool(), wanted.client());
        connection = wanted;
        plan = changed;
        sessions.follow(changed);
        int before = gate.limit();
        int max = (int) changed.number("maximumPoolSize");
        gate.resize(max);
        if (max < before) {
            sessions.trim();
        }
    }

    /**
     * A session that lives, in the order of asking. Reading the clock takes a good part of the time that lending a session
     * does, so under many leases a second only some that need not wait are measured, each for as many others.
     */
    PooledLease lease() throws SQLException {
        if (!used) {
            used = true;
        }
        Place place = gate.enterNow();
        int weight = place == null ? 1 : samples.weight(place);
        PooledLease lent = place == null || weight > 0 ? measured(place, weight) : unmeasured(place);
        meter.forgetFailure();
        return lent;
    }

    /** No more than this, so that the compiler makes one piece of it with HikariCP's own code and that of the caller. */
    private PooledLease unmeasured(Place place) throws SQLException {
        try {
            HikariPool from = sessions.kept();
            Connection session = sessions.atOnce(from);
            if (session != null) {
                return new PooledLease(this, from, session, place, 0, 0);
            }
        } catch (Throwable e) {
            gate.giveUp(place);
            throw e;
        }
        return measured(place, 1);
    }

    private PooledLease measured(@Nullable Place entered, int weight) throws SQLException {
        long start = System.nanoTime();
        Place place = entered == null ? waitedFor() : entered;
        try {
            HikariPool from = sessions.kept();
            Connection session = from.getTotalConnections() > 0 ? sessions.taken(from, start) : null;
            while (session == null) {
                from = sessions.proven(start);
                session = sessions.taken(from, start);
            }
            long since = System.nanoTime();
            meter.waits.record(since - start, since, weight);
            return new PooledLease(this, from, session, place, weight, since);
        } catch (Throwable e) {
            gate.giveUp(place);
            throw e;
        }
    }

    private Place waitedFor() throws SQLException {
        try {
            Place place = gate.enter(sessions.acquireTimeout());
            if (place != null) {
                return place;
            }
            if (gate.closed()) {
                throw new ClosedException();
            }
            meter.timedOut();
            throw new FullException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a session", e);
        }
    }

    /**
     * Takes the session of a lease back that has ended, and lets the next one in.
     *
     * @param fit whether others can use it
     */
    void back(HikariPool from, Connection session, boolean fit, Place place, int weight, long since) {
        try {
            sessions.back(from, session, fit);
        } catch (SQLException e) {
            log.debug("a session could not be closed", e);
        } finally {
            gate.leave(place);
        }
        if (weight > 0) {
            long now = System.nanoTime();
            sessions.lastReturn(now);
            samples.refill(now);
            meter.usage.record(now - since, now, weight);
        }
    }

    boolean hasRoom() {
        HikariPool now = sessions.kept();
        return gate.waiting() == 0
                && (now.getIdleConnections() > 0 || now.getTotalConnections() < gate.limit())
                && gate.inside() < gate.limit();
    }

    boolean hasIdle() {
        return hasRoom() && sessions.kept().getIdleConnections() > 0;
    }

    /** A session beside those of the pool, on the same way. */
    Connection spare() throws SQLException {
        return line.open();
    }

    /** Whether nobody got a session since {@link #wasUsed} was last called. */
    boolean rests() {
        return !used;
    }

    /** Whether a session was asked for since this was last called. */
    boolean wasUsed() {
        boolean was = used;
        used = false;
        samples.refill(System.nanoTime());
        return was;
    }

    PoolStats stats() {
        HikariPool now = sessions.kept();
        long nanos = System.nanoTime();
        List<HeldLease> leases = new ArrayList<>();
        gate.forEach(place -> {
            HeldLease how = place.held(nanos, leakNanos(), dialect);
            if (how != null) {
                leases.add(how);
            }
        });
        leases.sort(Comparator.comparingLong(HeldLease::heldMs).reversed());
        return new PoolStats(
                now.getTotalConnections(),
                now.getActiveConnections(),
                now.getIdleConnections(),
                gate.waiting() + now.getThreadsAwaitingConnection(),
                connection.pool(),
                meter.waits.percentiles(nanos),
                meter.usage.percentiles(nanos),
                meter.timeouts(),
                meter.openedCount(),
                meter.notOpenedCount(),
                leases);
    }

    /** Warns once of each session that is held for too long. */
    void warnOfLeaks(Consumer<HeldLease> warn) {
        long now = System.nanoTime();
        gate.forEach(place -> {
            HeldLease how = place.held(now, leakNanos(), dialect);
            if (how != null && how.leak() && place.warnsFirst()) {
                warn.accept(how);
            }
        });
    }

    private long leakNanos() {
        return TimeUnit.MILLISECONDS.toNanos(plan.number("leakDetectionThreshold"));
    }

    /** Ends idle sessions; those in use end when they are given back. */
    void evict() {
        sessions.evict();
    }

    /** Lets nobody in any more; those who wait are sent to the pool that takes its place. */
    void closeGate() {
        gate.close();
    }

    int inside() {
        return gate.inside();
    }

    long drainMillis() {
        return plan.number("drainTimeoutMillis");
    }

    Dialect dialect() {
        return dialect;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** As it was when it was last taken up. */
    NamedConnection connection() {
        return connection;
    }

    void close() {
        gate.close();
        sessions.close();
        line.close();
    }
}
