package io.alacran.connection.internal;

import com.zaxxer.hikari.pool.HikariPool;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.Lease;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolStats;
import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The pools by name. Each lease compares where the connection leads now with where its pool does, and replaces the pool. */
@Component
class HikariPools implements ConnectionPools {

    private static final Logger log = LoggerFactory.getLogger(HikariPools.class);

    private final ConcurrentHashMap<String, Pool> pools = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Object> locks = new ConcurrentHashMap<>();
    private final ConnectionStore store;
    private final Endpoints endpoints;
    private final Drain drain = new Drain();

    HikariPools(ConnectionStore store, Endpoints endpoints) {
        this.store = store;
        this.endpoints = endpoints;
    }

    @Override
    public Lease lease(String name) {
        while (true) {
            Way way = way(name);
            Optional<Pool> found = pool(way);
            if (found.isEmpty()) {
                continue;
            }
            Pool pool = found.get();
            try {
                Connection session = pool.borrow();
                return new SessionLease(session, way.dialect(), () -> pool.discard(session));
            } catch (SQLException e) {
                if (pools.get(name) == pool) {
                    throw unavailable(way, e);
                }
                log.debug("{} - its pool was replaced meanwhile, trying the new one", name, e);
            }
        }
    }

    @Override
    public Lease spare(String name) {
        Pool pool = pools.get(name);
        if (pool == null || pool.hasRoom()) {
            return lease(name);
        }
        Way way = way(name);
        try {
            return new SessionLease(way.dialect().open(way.endpoint()), way.dialect(), () -> {});
        } catch (SQLException e) {
            throw unavailable(way, e);
        }
    }

    @Override
    public Optional<PoolStats> stats(String name) {
        return Optional.ofNullable(pools.get(name)).map(Pool::stats);
    }

    @Override
    public void close(String name) {
        synchronized (lock(name)) {
            Pool old = pools.remove(name);
            if (old != null) {
                drain.close(old);
            }
        }
    }

    @PreDestroy
    void closeAll() {
        pools.values().forEach(Pool::close);
        pools.clear();
    }

    /** Where a connection leads at this moment, and how. */
    private record Way(NamedConnection connection, Endpoint endpoint, Dialect dialect) {}

    private Way way(String name) {
        NamedConnection wanted = wanted(name);
        return new Way(wanted, endpoints.resolve(wanted), endpoints.dialect(wanted));
    }

    /** Connects without holding the lock, so that nobody waits for a host that is dead; empty when the way is no more. */
    private Optional<Pool> pool(Way way) {
        String name = way.connection().name();
        Pool present = pools.get(name);
        if (present != null && present.leadsTo(way.connection(), way.endpoint())) {
            return Optional.of(present);
        }
        Pool made = connected(way);
        synchronized (lock(name)) {
            Pool old = pools.get(name);
            boolean others = old != null && old.leadsTo(way.connection(), way.endpoint());
            if (others || !store.find(name).equals(Optional.of(way.connection()))) {
                made.close();
                return others ? Optional.ofNullable(old) : Optional.empty();
            }
            close(name);
            pools.put(name, made);
        }
        log.info("{} - opened a pool to {}", name, way.endpoint().place());
        return Optional.of(made);
    }

    private Pool connected(Way way) {
        try {
            return new Pool(way.connection(), way.endpoint(), way.dialect());
        } catch (HikariPool.PoolInitializationException e) {
            throw unavailable(way, e);
        }
    }

    private Object lock(String name) {
        return locks.computeIfAbsent(name, n -> new Object());
    }

    private NamedConnection wanted(String name) {
        return store.find(name).orElseThrow(() -> StoredConnections.unknown(name));
    }

    private ProblemException unavailable(Way way, Exception e) {
        NamedConnection wanted = way.connection();
        Endpoint endpoint = way.endpoint();
        SQLException cause = rootCause(e);
        String found =
                cause == null ? String.valueOf(e.getMessage()) : way.dialect().message(cause);
        Optional<PoolStats> stats = stats(wanted.name());
        if (stats.isPresent() && stats.get().active() >= wanted.pool().max()) {
            PoolStats now = stats.get();
            return new ProblemException(
                    Kind.UNAVAILABLE,
                    "The pool of " + wanted.name() + " stayed full for "
                            + wanted.pool().acquireTimeoutMillis() + " ms (total=" + now.total() + ", active="
                            + now.active() + ", idle=" + now.idle() + ", waiting=" + now.waiting() + ").",
                    "Wait for a running statement or cancel one, or raise the pool's maximum.",
                    e);
        }
        return new ProblemException(
                Kind.UNAVAILABLE,
                wanted.name() + " could not be reached at " + endpoint.place() + ": "
                        + Masks.mask(found, endpoint.password()),
                "Test the connection to see which step fails.",
                e);
    }

    /** The deepest failure that a driver reported: the pool wraps it in failures of its own. */
    private static @Nullable SQLException rootCause(Exception e) {
        SQLException found = null;
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                found = sql;
            }
        }
        return found;
    }
}
