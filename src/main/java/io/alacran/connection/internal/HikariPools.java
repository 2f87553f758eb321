package io.alacran.connection.internal;

import io.alacran.connection.ConnectionPools;
import io.alacran.connection.Lease;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolStats;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The pools by reference. A lease takes the pool as it is; whether it still leads where the connection does is looked at when
 * something changes, when a session cannot be had, and for what another console on the same store changed: once a second
 * while the pool is used, before the first lease after that, and now and then in between, so that nothing is held open to
 * where no connection leads any more.
 */
@Component
class HikariPools implements ConnectionPools {

    private static final Logger log = LoggerFactory.getLogger(HikariPools.class);
    /** Every how many looks pools at rest are looked at as well. */
    static final int LOOKS_AT_REST = 10;

    private final ConcurrentHashMap<String, Pool> pools = new ConcurrentHashMap<>();
    /** Of a name: always the same for the same one, and no more of them the more names there were. */
    private final Object[] locks = Stream.generate(Object::new).limit(64).toArray();

    private final PoolMeters meters = new PoolMeters();
    private final Openings openings = new Openings();
    /** Those whose last pool could not be opened. */
    private final Set<String> down = ConcurrentHashMap.newKeySet();

    private final ConnectionStore store;
    private final Ways ways;
    private final Tunnels tunnels;
    private final Drain drain = new Drain();
    private volatile boolean ended;
    private int looks;

    HikariPools(ConnectionStore store, Ways ways, Tunnels tunnels) {
        this.store = store;
        this.ways = ways;
        this.tunnels = tunnels;
    }

    @Override
    public Lease lease(String name) {
        while (!ended) {
            Pool pool = pools.get(name);
            if (pool != null && pool.rests()) {
                pool = lookedAtAgain(name, pool);
            }
            if (pool == null) {
                Way way = ways.of(name);
                String reference = way.connection().reference();
                if (!reference.equals(name)) {
                    return lease(reference);
                }
                pool = open(way);
            }
            if (pool == null) {
                continue;
            }
            try {
                return pool.lease();
            } catch (Pool.ClosedException e) {
                pools.remove(name, pool);
            } catch (SQLException e) {
                Way way = ways.of(name);
                if (pools.get(name) == pool && pool.serves(way)) {
                    throw unavailable(way, e);
                }
                log.debug("{} - its pool is to be replaced, trying the new one", name, e);
                replace(way, pool);
            }
        }
        throw new ProblemException(Kind.UNAVAILABLE, "The console is shutting down.");
    }

    @Override
    public Lease spare(String asked) {
        String name = ways.reference(asked);
        Pool pool = pools.get(name);
        if (pool == null || pool.hasRoom()) {
            return lease(name);
        }
        Way way = ways.of(name);
        try {
            // A tunnel is the pool's
            Connection made = way.jump() == null ? way.dialect().open(way.endpoint()) : pool.spare();
            return new SessionLease(made, way.dialect(), () -> {});
        } catch (SQLException e) {
            // No failure of the pool, whose own sessions may all be well
            throw Unavailable.unreachable(way, e);
        }
    }

    @Override
    public Optional<Lease> idle(String asked) {
        String name = ways.reference(asked);
        Pool pool = pools.get(name);
        if (pool != null && pool.rests()) {
            pool = lookedAtAgain(name, pool);
        }
        try {
            return pool == null || !pool.hasIdle() ? Optional.empty() : Optional.of(pool.lease());
        } catch (SQLException e) {
            log.debug("{} - an idle session could not be had", name, e);
            return Optional.empty();
        }
    }

    @Override
    public Optional<PoolStats> stats(String name) {
        return Optional.ofNullable(pools.get(ways.reference(name))).map(Pool::stats);
    }

    @Override
    public Optional<Failure> lastFailure(String name) {
        return meters.failure(ways.reference(name));
    }

    @Override
    public void reload(String asked) {
        String name = ways.reference(asked);
        down.remove(name);
        if (pools.containsKey(name) && !kept(name)) {
            close(name);
        }
        meters.forgetFailure(name);
    }

    /** False when there is a pool that does not serve any more. */
    private boolean kept(String name) {
        synchronized (lock(name)) {
            Pool pool = pools.get(name);
            if (pool == null) {
                return true;
            }
            try {
                Way way = ways.of(name);
                boolean serves = pool.serves(way);
                if (serves) {
                    pool.resize(way.connection());
                }
                return serves;
            } catch (ProblemException nowhere) {
                return false;
            }
        }
    }

    @Override
    public void evict(String name) {
        Pool pool = pools.get(ways.reference(name));
        if (pool != null) {
            pool.evict();
        }
    }

    @Override
    public void close(String asked) {
        String name = ways.reference(asked);
        down.remove(name);
        end(name);
        forgetUnlessPresent(name);
        meters.forgetFailure(name);
    }

    private void end(String name) {
        Pool old;
        synchronized (lock(name)) {
            old = pools.remove(name);
        }
        if (old != null) {
            drain.close(old);
        }
    }

    /** What is counted of a name goes with its connection. */
    private void forgetUnlessPresent(String name) {
        synchronized (lock(name)) {
            if (store.find(name).isEmpty()) {
                down.remove(name);
                meters.remove(name);
            }
        }
    }

    /** Once a second: whether pools still lead where their connections do, and who holds sessions too long. */
    @Scheduled(fixedDelay = 1_000)
    void look() {
        looks++;
        boolean atRest = looks % LOOKS_AT_REST == 0;
        pools.forEach((name, pool) -> {
            try {
                pool.warnOfLeaks(how -> log.warn(
                        "{} - a session is in use for {} ms and perhaps was forgotten; by {}: {}",
                        name,
                        how.heldMs(),
                        how.by(),
                        how.sql()));
                if (pool.wasUsed() || atRest) {
                    lookAgain(name, pool);
                }
            } catch (RuntimeException e) {
                log.warn("{} - its pool could not be looked at", name, e);
            }
        });
    }

    /**
     * The pool that there is then. No more than the store is asked, which is quick, unless it says something else: then no
     * session to where the connection led before is lent. If the store does not answer, that keeps nobody from the sessions
     * that there are.
     */
    private @Nullable Pool lookedAtAgain(String name, Pool pool) {
        try {
            if (!store.find(name).equals(Optional.of(pool.connection()))) {
                reload(name);
            }
        } catch (DataAccessException e) {
            log.warn("{} - whether its pool still leads where the connection does could not be looked up", name, e);
        }
        return pools.get(name);
    }

    private void lookAgain(String name, Pool pool) {
        try {
            Way way = ways.of(name);
            if (!pool.serves(way)) {
                reload(name);
            } else {
                pool.resize(way.connection());
            }
        } catch (ProblemException unreachable) {
            // It may pass, as when a container is started anew
            log.debug("{} - does not lead anywhere at present", name, unreachable);
            if (unreachable.kind() == Kind.NOT_FOUND) {
                close(name);
            }
        }
    }

    /** Follows the names whose pools are counted from now on, and those whose are not any more. */
    void follow(Consumer<String> begins, Consumer<String> ends) {
        meters.follow(begins, ends);
    }

    @PreDestroy
    void closeAll() {
        ended = true;
        pools.values().forEach(Pool::close);
        pools.clear();
    }

    /** Null when the way is no more. */
    private @Nullable Pool open(Way way) {
        try {
            return openings.open(way, this::opened);
        } catch (SQLException e) {
            throw unavailable(way, e);
        } catch (ProblemException e) {
            // Also of an attempt that somebody else began, and that was over for them already
            throw told(way.connection(), e);
        }
    }

    /** Connects without holding the lock, so that nobody waits for a host that is dead; null when the way is no more. */
    private @Nullable Pool opened(Way way) {
        String name = way.connection().reference();
        Pool present = pools.get(name);
        if (present != null && present.serves(way)) {
            // Who opened it was done just after the caller had found none
            return present;
        }
        Pool made = connected(way);
        Pool old;
        boolean others;
        boolean wanted;
        synchronized (lock(name)) {
            old = pools.get(name);
            others = old != null && old.serves(way);
            wanted = !others && store.find(name).equals(Optional.of(way.connection()));
            if (wanted) {
                down.remove(name);
                pools.put(name, made);
            }
        }
        if (!wanted) {
            made.close();
            forgetUnlessPresent(name);
            return others ? old : null;
        }
        if (old != null) {
            drain.close(old);
        }
        log.info("{} - opened a pool to {}", name, way.place());
        return made;
    }

    /** Puts a pool that leads where the connection does now in the place of one that does not. */
    private void replace(Way way, Pool stale) {
        if (pools.get(way.connection().reference()) == stale) {
            open(way);
        }
    }

    private Pool connected(Way way) {
        String name = way.connection().reference();
        Line line = tunnels.line(way);
        try {
            PoolMeter meter;
            synchronized (lock(name)) {
                // Not while a look finds that there is no such connection any more
                meter = meters.of(name);
            }
            Pool made = new Pool(way, line, meter, !down.contains(name));
            down.remove(name);
            return made;
        } catch (SQLException e) {
            line.close();
            down.add(name);
            forgetUnlessPresent(name);
            throw unavailable(way, e);
        } catch (RuntimeException e) {
            line.close();
            throw e;
        }
    }

    private Object lock(String name) {
        return locks[Math.floorMod(name.hashCode(), locks.length)];
    }

    private ProblemException unavailable(Way way, SQLException e) {
        NamedConnection wanted = way.connection();
        if (e instanceof Pool.FullException full) {
            return Unavailable.full(
                    wanted, stats(wanted.reference()).orElseGet(() -> PoolStats.none(wanted.pool())), full);
        }
        return told(wanted, Unavailable.unreachable(way, e));
    }

    private ProblemException told(NamedConnection wanted, ProblemException said) {
        meters.failed(wanted.reference(), String.valueOf(said.getMessage()));
        return said;
    }
}
