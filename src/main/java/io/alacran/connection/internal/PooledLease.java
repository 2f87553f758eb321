package io.alacran.connection.internal;

import com.zaxxer.hikari.pool.HikariPool;
import io.alacran.connection.Lease;
import io.alacran.engine.Dialect;
import java.sql.Connection;

/** A lease on a pool's session, given back or ended exactly once. */
class PooledLease implements Lease {

    private final Pool pool;
    private final HikariPool from;
    private final Connection session;
    private final Place place;
    private final long ticket;
    private final int weight;
    private final long since;
    private volatile boolean discarded;

    /**
     * A lease that begins now.
     *
     * @param place which the caller has taken for it
     * @param weight for how many its time in use stands; 0 when it is not measured
     * @param since by {@link System#nanoTime()}; 0 when it is not measured
     */
    PooledLease(Pool pool, HikariPool from, Connection session, Place place, int weight, long since) {
        this.pool = pool;
        this.from = from;
        this.session = session;
        this.place = place;
        this.ticket = place.hold(since);
        this.weight = weight;
        this.since = since;
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
        place.runs(ticket, who, statement);
    }

    @Override
    public void discard() {
        discarded = true;
    }

    @Override
    public void close() {
        if (place.end(ticket)) {
            pool.back(from, session, !discarded, place, weight, since);
        }
    }
}
