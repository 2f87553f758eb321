package io.alacran.connection.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of a pool, which HikariCP keeps. Who asks here has been let in by the gate, so waits for nothing but a
 * session that is being opened, and is told at once when that fails.
 */
class Sessions {

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    /** How long to wait for HikariCP's thread before looking whether it fails. */
    private static final long LOOK_EVERY_MS = 250;

    /**
     * HikariCP asks a session whether it lives when it was not used for half a second. A server may be started anew within
     * less, so a pool that nobody used for this long is not believed either; one that is busy notices by itself.
     */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long HIKARI_ASKS_NANOS = TimeUnit.MILLISECONDS.toNanos(510);

    private final Opener opener;
    private final Gate gate;
    private final PoolMeter meter;
    private final HikariConfig config = new HikariConfig();
    private volatile PoolPlan plan;
    private volatile long acquireTimeout;
    private volatile HikariPool kept;
    private volatile long lastReturn = System.nanoTime();

    /**
     * Makes the first session at once, and so fails with the driver's own cause when that does not work.
     *
     * @param patient whether to try again when the first attempt fails
     */
    Sessions(NamedConnection connection, PoolPlan plan, Opener opener, Gate gate, PoolMeter meter, boolean patient)
            throws SQLException {
        this.plan = plan;
        this.opener = opener;
        this.gate = gate;
        this.meter = meter;
        acquireTimeout = plan.number("connectionTimeout");
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
        kept = started(config);
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

    /** Takes up sizes and times. */
    void follow(PoolPlan changed) {
        plan = changed;
        opener.follow(changed);
        acquireTimeout = changed.number("connectionTimeout");
        apply(changed);
    }

    /** How long to wait for a session at most. */
    long acquireTimeout() {
        return acquireTimeout;
    }

    /** Who keeps the sessions at present. */
    HikariPool kept() {
        return kept;
    }

    /** A session where one is free, of a pool that is in use too much to have lost it unnoticed; else null. */
    @Nullable
    Connection atOnce(HikariPool from) throws SQLException {
        if (from.getTotalConnections() == 0) {
            return null;
        }
        try {
            return from.getConnection(1);
        } catch (SQLTransientConnectionException e) {
            return null;
        }
    }

    /**
     * A session that lives; null when who was asked does not keep the sessions any more, or has lost them all.
     *
     * @param start when it was asked for, by {@link System#nanoTime()}
     */
    @Nullable
    Connection taken(HikariPool from, long start) throws SQLException {
        long left = acquireTimeout;
        while (true) {
            try {
                Connection session = from.getConnection(Math.min(left, LOOK_EVERY_MS));
                long quiet = start - lastReturn;
                if (quiet < QUIET_NANOS || quiet > HIKARI_ASKS_NANOS || lives(session)) {
                    return session;
                }
                from.evictConnection(session);
                session.close();
            } catch (SQLTransientConnectionException e) {
                left = acquireTimeout - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                SQLException why = opener.failure();
                if (left <= 0) {
                    meter.timedOut();
                    throw why == null ? e : why;
                }
                if (from != kept || (why != null && from.getTotalConnections() == 0)) {
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

    /** Asks the server for a session where there is none, so that its refusal is known at once. */
    HikariPool proven(long start) throws SQLException {
        boolean wasDown = opener.failure() != null;
        opener.prove(!wasDown, start + TimeUnit.MILLISECONDS.toNanos(acquireTimeout));
        return wasDown ? renewed() : kept;
    }

    /** HikariCP's thread pauses for up to 5 s after failures; a new one begins at once. */
    private synchronized HikariPool renewed() throws SQLException {
        HikariPool old = kept;
        if (old.getTotalConnections() == 0 && !gate.closed()) {
            kept = started(config);
            Thread.ofVirtual().name("renew").start(() -> shut(old));
        }
        return kept;
    }

    /** Gives a session back to where it is from, or ends it. */
    void back(HikariPool from, Connection session, boolean fit) throws SQLException {
        if (!fit || from.getTotalConnections() > gate.limit() || from != kept) {
            from.evictConnection(session);
        }
        session.close();
    }

    void lastReturn(long now) {
        lastReturn = now;
    }

    /** Ends free sessions above the maximum. */
    void trim() {
        HikariPool from = kept;
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

    /** Ends idle sessions; those in use end when they are given back. */
    void evict() {
        kept.softEvictConnections();
    }

    void close() {
        opener.close();
        shut(kept);
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
