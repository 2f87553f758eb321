package io.alacran.connection.internal;

import com.zaxxer.hikari.HikariConfig;
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
 * The pool of one named connection to one endpoint: HikariCP's, behind a gate that lets in no more than it has sessions
 * for. So nobody waits inside but for a session that is being opened, and is told at once when that fails.
 */
class Pool {

    /** How long to wait for HikariCP's thread before looking whether it fails. */
    private static final long LOOK_EVERY_MS = 250;

    private static final Logger log = LoggerFactory.getLogger(Pool.class);

    /**
     * HikariCP asks a session whether it lives when it was not used for half a second. A server may be started anew within
     * less, so a pool that nobody used for this long is not believed either; one that is busy notices by itself.
     */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long HIKARI_ASKS_NANOS = TimeUnit.MILLISECONDS.toNanos(510);

    /** Nobody gave a session back in time. */
    static class FullException extends SQLTransientConnectionException {}

    /** The pool was replaced; there may be another. */
    static class ClosedException extends SQLTransientConnectionException {}

    private final Endpoint endpoint;
    private final @Nullable JumpHost jump;
    private final Line line;
    private final Dialect dialect;
    private final PoolMeter meter;
    private final Opener opener;
    private final Gate gate;
    private final HikariConfig config = new HikariConfig();
    private final Samples samples = new Samples();
    private final HeldLeases held = new HeldLeases();
    private volatile NamedConnection connection;
    private volatile PoolPlan plan;
    private volatile long acquireTimeout;
    private volatile HikariPool sessions;
    private volatile boolean used = true;
    private volatile long lastReturn = System.nanoTime();

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
        acquireTimeout = plan.number("connectionTimeout");
        gate = new Gate((int) plan.number("maximumPoolSize"));
        opener = new Opener(dialect, line, plan, meter);
        opener.prove(patient, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(acquireTimeout));
        config.setPoolName(connection.reference());
        config.setDataSource(new DialectDataSource(opener));
        config.setKeepaliveTime(plan.number("keepaliveTime"));
        // HikariCP would open a session to see whether it can, and end it again
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(true);
        config.setReadOnly(connection.readOnly());
        apply(plan);
        config.validate();
        sessions = started(config);
    }

    private static HikariPool started(HikariConfig config) throws SQLException {
        try {
            return new HikariPool(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw new SQLTransientConnectionException(e.getMessage(), e);
        }
    }

    private void apply(PoolPlan wanted) {
        config.setMaximumPoolSize((int) wanted.number("maximumPoolSize"));
        config.setMinimumIdle((int) wanted.number("minimumIdle"));
        config.setConnectionTimeout(wanted.number("connectionTimeout"));
        config.setMaxLifetime(wanted.number("maxLifetime"));
        config.setIdleTimeout(wanted.number("idleTimeout"));
        config.setValidationTimeout(wanted.number("validationTimeout"));
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
        opener.follow(changed);
        acquireTimeout = changed.number("connectionTimeout");
        int before = gate.limit();
        int max = (int) changed.number("maximumPoolSize");
        apply(changed);
        if (max > before) {
            gate.resize(max);
        } else if (max < before) {
            gate.resize(max);
            trim();
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
        boolean entered = gate.enterNow();
        int weight = entered ? samples.weight() : 1;
        long start = weight == 0 ? 0 : System.nanoTime();
        if (!entered) {
            enter(acquireTimeout);
        }
        try {
            HikariPool from = sessions;
            Connection session = from.getTotalConnections() > 0 ? taken(from, start) : null;
            while (session == null) {
                start = start == 0 ? System.nanoTime() : start;
                from = proven(start, acquireTimeout);
                session = taken(from, start);
            }
            long since = 0;
            if (weight > 0) {
                since = System.nanoTime();
                meter.waits.record(since - start, since, weight);
            }
            return new PooledLease(this, from, session, weight, since).in(held);
        } catch (Throwable e) {
            gate.leave();
            throw e;
        }
    }

    private void enter(long timeout) throws SQLException {
        try {
            if (!gate.enter(timeout)) {
                if (gate.closed()) {
                    throw new ClosedException();
                }
                meter.timedOut();
                throw new FullException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a session", e);
        }
    }

    /** Asks the server for a session where there is none, so that its refusal is known at once. */
    private HikariPool proven(long start, long timeout) throws SQLException {
        boolean wasDown = opener.failure() != null;
        opener.prove(!wasDown, start + TimeUnit.MILLISECONDS.toNanos(timeout));
        return wasDown ? renewed() : sessions;
    }

    /** HikariCP's thread pauses for up to 5 s after failures; a new one begins at once. */
    private synchronized HikariPool renewed() throws SQLException {
        HikariPool old = sessions;
        if (old.getTotalConnections() == 0 && !gate.closed()) {
            sessions = started(config);
            Thread.ofVirtual().name("renew").start(() -> shut(old));
        }
        return sessions;
    }

    /**
     * Null when the pool that was asked has been renewed, or has lost all its sessions.
     *
     * @param asked by {@link System#nanoTime()}; 0 when it is not measured
     */
    private @Nullable Connection taken(HikariPool from, long asked) throws SQLException {
        long start = asked;
        long left = acquireTimeout;
        while (true) {
            try {
                Connection session = from.getConnection(Math.min(left, LOOK_EVERY_MS));
                long quiet = start == 0 ? 0 : start - lastReturn;
                if (quiet < QUIET_NANOS || quiet > HIKARI_ASKS_NANOS || lives(session)) {
                    return session;
                }
                from.evictConnection(session);
                session.close();
            } catch (SQLTransientConnectionException e) {
                start = start == 0 ? System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MS) : start;
                left = acquireTimeout - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                SQLException why = opener.failure();
                if (left <= 0) {
                    meter.timedOut();
                    throw why == null ? e : why;
                }
                if (from != sessions || (why != null && from.getTotalConnections() == 0)) {
                    return null;
                }
                if (why != null) {
                    throw why;
                }
            }
        }
    }

    private boolean lives(Connection session) {
        try {
            return session.isValid((int) Math.max(1, plan.number("validationTimeout") / 1_000));
        } catch (SQLException e) {
            return false;
        }
    }

    /** True the first time for each lease. */
    boolean ends(int place, PooledLease lease) {
        return held.remove(place, lease);
    }

    /** Called by each lease at its end, after the session was given back. */
    void returned(int weight, long since) {
        gate.leave();
        if (weight > 0) {
            long now = System.nanoTime();
            lastReturn = now;
            samples.refill(now);
            meter.usage.record(now - since, now, weight);
        }
    }

    boolean tooMany(HikariPool from) {
        return from.getTotalConnections() > gate.limit() || from != sessions;
    }

    /** Ends free sessions above the maximum. */
    private void trim() {
        HikariPool from = sessions;
        while (from.getTotalConnections() > gate.limit() && from.getIdleConnections() > 0) {
            try {
                Connection free = from.getConnection(1);
                from.evictConnection(free);
                free.close();
            } catch (SQLException e) {
                return;
            }
        }
    }

    boolean hasRoom() {
        HikariPool now = sessions;
        return gate.waiting() == 0
                && (now.getIdleConnections() > 0 || now.getTotalConnections() < gate.limit())
                && gate.inside() < gate.limit();
    }

    boolean hasIdle() {
        return hasRoom() && sessions.getIdleConnections() > 0;
    }

    /** A session beside those of the pool, on the same way. */
    Connection spare() throws SQLException {
        return line.open();
    }

    /** Whether a session was asked for since this was last called. */
    boolean wasUsed() {
        boolean was = used;
        used = false;
        samples.refill(System.nanoTime());
        return was;
    }

    PoolStats stats() {
        HikariPool now = sessions;
        long nanos = System.nanoTime();
        List<HeldLease> leases = new ArrayList<>();
        held.forEach(lease -> leases.add(lease.held(nanos, leakNanos())));
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
        held.forEach(lease -> {
            HeldLease how = lease.held(now, leakNanos());
            if (how.leak() && lease.warnsFirst()) {
                warn.accept(how);
            }
        });
    }

    private long leakNanos() {
        return TimeUnit.MILLISECONDS.toNanos(plan.number("leakDetectionThreshold"));
    }

    /** Ends idle sessions; those in use end when they are given back. */
    void evict() {
        sessions.softEvictConnections();
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

    void close() {
        gate.close();
        opener.close();
        shut(sessions);
        line.close();
    }

    private static void shut(HikariPool ending) {
        try {
            ending.shutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            log.debug("a pool's end was not waited for", e);
        }
    }
}
