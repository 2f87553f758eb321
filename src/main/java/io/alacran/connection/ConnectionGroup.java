package io.alacran.connection;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Connections to the same data: one is written to, the others, its replicas, are read from. It can be queried by its name
 * as if it were a connection.
 *
 * @param id stays the same when it is renamed
 * @param name unique among the groups and connections of its environment
 * @param client the members' dialect, such as {@code postgres}
 * @param primary the name of the connection that writes go to
 * @param maxLagMs how far a replica may be behind to be read from; null for any
 * @param stickyMs for how long a session that wrote reads from the primary
 * @param fallback who answers reads when no replica is fit, in this order
 */
public record ConnectionGroup(
        String id,
        String name,
        String environment,
        @Nullable String description,
        String client,
        String primary,
        List<Replica> replicas,
        Balance balance,
        @Nullable Long maxLagMs,
        long stickyMs,
        List<Fallback> fallback,
        Instant createdAt) {

    /** How long a session reads from the primary after it wrote, unless said otherwise. */
    public static final long STICKY_MS = 5_000;

    /** The lists cannot be changed afterwards. */
    public ConnectionGroup {
        replicas = List.copyOf(replicas);
        fallback = List.copyOf(fallback);
    }

    /** What names it among all groups and connections, such as {@code shop@production}. */
    public String reference() {
        return reference(name);
    }

    /** What names a member among all connections. */
    public String reference(String member) {
        return member + "@" + environment;
    }

    /** The names of all its connections, the primary's first. */
    public List<String> members() {
        return Stream.concat(Stream.of(primary), replicas.stream().map(Replica::connection))
                .toList();
    }

    /**
     * A connection that is read from.
     *
     * @param weight its share of the reads, where they are spread by weights; 1 to {@value #MOST_WEIGHT}
     */
    public record Replica(String connection, int weight) {

        /** The largest weight. */
        public static final int MOST_WEIGHT = 1_000;
    }

    /** How reads are spread over the replicas that are fit. */
    public enum Balance {
        /** One after the other. */
        ROUND_ROBIN,
        /** By chance, each as often. */
        RANDOM,
        /** Where the fewest wait for a session, and of these where the fewest are in use. */
        LEAST_WAITING,
        /** By chance, each as often as its weight says. */
        WEIGHTED;

        /** The word used over the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Who answers a read when no replica is fit. */
    public enum Fallback {
        /** A replica all the same, the one that is the least behind first. */
        REPLICAS,
        /** The primary. */
        PRIMARY;

        /** The word used over the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
