package io.alacran.connection.internal;

import com.zaxxer.hikari.pool.HikariPool;
import io.alacran.connection.HeldLease;
import io.alacran.connection.Lease;
import io.alacran.engine.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lease on a pool's session, given back or ended exactly once. */
class PooledLease implements Lease {

    private static final Logger log = LoggerFactory.getLogger(PooledLease.class);
    private static final int SHOWN = 200;

    private final Pool pool;
    private final HikariPool from;
    private final Connection session;
    private final int weight;
    private volatile long since;
    private int place;
    private volatile boolean discarded;
    private volatile @Nullable String by;
    private volatile @Nullable String sql;
    private volatile boolean warned;

    /**
     * A lease that was just made.
     *
     * @param weight for how many its time in use stands; 0 when it is not measured
     * @param since by {@link System#nanoTime()}; 0 when it is not measured
     */
    PooledLease(Pool pool, HikariPool from, Connection session, int weight, long since) {
        this.pool = pool;
        this.from = from;
        this.session = session;
        this.weight = weight;
        this.since = since;
    }

    PooledLease in(HeldLeases held) {
        place = held.add(this);
        return this;
    }

    @Override
    public Connection connection() {
        return session;
    }

    @Override
    public Dialect dialect() {
        return pool.dialect();
    }

    @Override
    public void runs(String who, String statement) {
        by = who;
        sql = statement;
        known(System.nanoTime());
    }

    @Override
    public void discard() {
        discarded = true;
    }

    @Override
    public void close() {
        if (pool.ends(place, this)) {
            try {
                if (discarded || pool.tooMany(from)) {
                    from.evictConnection(session);
                }
                session.close();
            } catch (SQLException e) {
                log.debug("a session could not be closed", e);
            } finally {
                pool.returned(weight, since);
            }
        }
    }

    /** How it stands, with a statement shortened and without its values. */
    HeldLease held(long now, long leakNanos) {
        String running = sql;
        long held = Math.max(0, now - known(now));
        return new HeldLease(
                held / 1_000_000,
                by,
                running == null ? null : Masks.statement(running, pool.dialect().client(), SHOWN),
                leakNanos > 0 && held > leakNanos);
    }

    /** Since when it is held; one that was not measured counts from when it is first looked at. */
    private long known(long now) {
        long known = since;
        if (known == 0) {
            known = now;
            since = now;
        }
        return known;
    }

    /** True the first time it is asked for. */
    boolean warnsFirst() {
        boolean first = !warned;
        warned = true;
        return first;
    }
}
