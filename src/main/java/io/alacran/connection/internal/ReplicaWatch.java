package io.alacran.connection.internal;

import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.Lease;
import io.alacran.engine.Replication;
import io.alacran.engine.Replication.Lag;
import io.alacran.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Asks the members of groups that are in use once a second whether they answer and how far they are behind, each on a
 * thread of its own, so that a server that hangs holds up nothing.
 */
@Component
class ReplicaWatch implements Replicas {

    private static final Logger log = LoggerFactory.getLogger(ReplicaWatch.class);

    /** How long a group is in use after somebody asked for it. */
    private static final long IN_USE = TimeUnit.MINUTES.toNanos(1);
    /** What was seen before that says nothing of now. */
    private static final long STALE = TimeUnit.SECONDS.toNanos(5);

    private static final int PATIENCE_MILLIS = 5_000;

    /**
     * What was seen of a connection.
     *
     * @param at by {@link System#nanoTime()}
     * @param down why it does not answer; null when it does
     * @param lag null when it was not reached
     */
    private record Seen(
            long at, @Nullable String down, @Nullable Lag lag) {}

    private record Use(ConnectionGroup group, long at) {}

    private final ConnectionPools pools;
    private final Map<String, Use> uses = new ConcurrentHashMap<>();
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    /** Those that are being asked, and since when. */
    private final Map<String, Long> asked = new ConcurrentHashMap<>();
    /** When a replica was last seen without any lag. */
    private final Map<String, Long> level = new ConcurrentHashMap<>();

    ReplicaWatch(ConnectionPools pools) {
        this.pools = pools;
    }

    @Override
    public void used(ConnectionGroup group) {
        long now = System.nanoTime();
        Use before = uses.put(group.id(), new Use(group, now));
        if (before == null
                || now - before.at() > IN_USE
                || !before.group().members().equals(group.members())) {
            references(group).forEach(this::ask);
        }
    }

    /** Once a second. */
    @Scheduled(fixedDelay = 1_000)
    void look() {
        long now = System.nanoTime();
        uses.values().removeIf(use -> now - use.at() > IN_USE);
        uses.values().stream()
                .flatMap(use -> references(use.group()))
                .distinct()
                .forEach(this::ask);
        seen.values().removeIf(s -> now - s.at() > IN_USE);
        level.values().removeIf(at -> now - at > TimeUnit.DAYS.toNanos(1));
    }

    private static Stream<String> references(ConnectionGroup group) {
        return group.members().stream().map(group::reference);
    }

    private void ask(String connection) {
        if (asked.putIfAbsent(connection, System.nanoTime()) == null) {
            Thread.ofVirtual().name("watch-" + connection).start(() -> {
                try {
                    seen.put(connection, look(connection));
                } catch (RuntimeException e) {
                    log.warn("{} - could not be watched", connection, e);
                } finally {
                    asked.remove(connection);
                }
            });
        }
    }

    /** In a session of the pool, or where all are in use in one beside it. */
    private Seen look(String connection) {
        try (Lease lease = pools.spare(connection)) {
            Connection session = lease.connection();
            try {
                int before = session.getNetworkTimeout();
                session.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
                Replication replication = lease.dialect().replication().orElseThrow();
                Lag lag = lag(replication, session);
                session.setNetworkTimeout(Runnable::run, before);
                return new Seen(System.nanoTime(), null, corrected(connection, lag));
            } catch (SQLException | RuntimeException e) {
                lease.discard();
                throw e;
            }
        } catch (SQLException e) {
            return new Seen(System.nanoTime(), "does not answer: " + e.getMessage(), null);
        } catch (ProblemException e) {
            return new Seen(System.nanoTime(), "could not be had: " + e.getMessage(), null);
        }
    }

    /** A server that may not be asked about replication answers all the same. */
    private static Lag lag(Replication replication, Connection session) throws SQLException {
        try {
            return replication.lag(session);
        } catch (SQLException e) {
            if (replication.lost(e) || !session.isValid(PATIENCE_MILLIS / 1_000)) {
                throw e;
            }
            return Lag.unknown("it does not tell its lag: " + e.getMessage());
        }
    }

    /**
     * The first change after a long rest looks as old as the rest while it is being replayed, but nothing can be behind by
     * more than since the replica was last level with its primary.
     */
    private Lag corrected(String connection, Lag lag) {
        long now = System.nanoTime();
        if (lag.millis() == null) {
            return lag;
        }
        if (lag.millis() == 0) {
            level.put(connection, now);
            return lag;
        }
        Long since = level.get(connection);
        return since == null ? lag : Lag.of(Math.min(lag.millis(), TimeUnit.NANOSECONDS.toMillis(now - since)));
    }

    @Override
    public Optional<String> down(ConnectionGroup group, String member) {
        String connection = group.reference(member);
        long now = System.nanoTime();
        Seen last = fresh(connection, now);
        if (last != null && last.down() != null) {
            return Optional.of(last.down());
        }
        Long since = asked.get(connection);
        return since != null && now - since > STALE
                ? Optional.of("has not answered for " + TimeUnit.NANOSECONDS.toSeconds(now - since) + " s")
                : Optional.empty();
    }

    @Override
    public Optional<String> unfit(ConnectionGroup group, String member) {
        Optional<String> down = down(group, member);
        Long most = group.maxLagMs();
        if (down.isPresent() || most == null) {
            return down;
        }
        Seen last = fresh(group.reference(member), System.nanoTime());
        Lag lag = last == null ? null : last.lag();
        if (lag == null) {
            return Optional.of("was not asked yet how far it is behind");
        }
        if (lag.millis() == null) {
            return Optional.of("may be any time behind, since " + lag.found());
        }
        return lag.millis() > most
                ? Optional.of("is " + lag.millis() + " ms behind, " + most + " are allowed")
                : Optional.empty();
    }

    @Override
    public @Nullable Long lag(ConnectionGroup group, String member) {
        Seen last = fresh(group.reference(member), System.nanoTime());
        return last == null || last.lag() == null ? null : last.lag().millis();
    }

    @Override
    public String lagUnknown(ConnectionGroup group, String member) {
        Seen last = fresh(group.reference(member), System.nanoTime());
        return last == null || last.lag() == null ? "" : last.lag().found();
    }

    @Override
    public void unreachable(ConnectionGroup group, String member, String why) {
        seen.put(group.reference(member), new Seen(System.nanoTime(), "could not be had: " + why, null));
    }

    private @Nullable Seen fresh(String connection, long now) {
        Seen last = seen.get(connection);
        return last == null || now - last.at() > STALE ? null : last;
    }
}
