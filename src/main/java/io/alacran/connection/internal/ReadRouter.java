package io.alacran.connection.internal;

import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.ConnectionGroup.Fallback;
import io.alacran.connection.ConnectionGroup.Replica;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.GroupMember;
import io.alacran.connection.GroupRouter;
import io.alacran.connection.PoolStats;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Chooses among the replicas that are fit, and falls back as the group says where none is. */
@Component
class ReadRouter implements GroupRouter {

    private record Counted(String group, String member) {}

    private record Counts(LongAdder reads, LongAdder writes) {

        Counts() {
            this(new LongAdder(), new LongAdder());
        }
    }

    private final Replicas replicas;
    private final ConnectionPools pools;
    private final Random random;
    private final ConcurrentHashMap<String, AtomicInteger> turns = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Counted, Counts> counts = new ConcurrentHashMap<>();

    @Autowired
    ReadRouter(Replicas replicas, ConnectionPools pools) {
        this(replicas, pools, new Random());
    }

    ReadRouter(Replicas replicas, ConnectionPools pools, Random random) {
        this.replicas = replicas;
        this.pools = pools;
        this.random = random;
    }

    @Override
    public Route route(ConnectionGroup group, Set<String> tried) {
        replicas.used(group);
        List<Replica> fit = new ArrayList<>();
        for (Replica replica : group.replicas()) {
            if (!tried.contains(replica.connection())
                    && replicas.unfit(group, replica.connection()).isEmpty()) {
                fit.add(replica);
            }
        }
        return fit.isEmpty() ? fallback(group, tried) : chosen(group, fit);
    }

    private Route chosen(ConnectionGroup group, List<Replica> fit) {
        Replica replica = switch (group.balance()) {
            case ROUND_ROBIN -> fit.get(turn(group, fit.size()));
            case RANDOM -> fit.get(random.nextInt(fit.size()));
            case LEAST_WAITING -> leastWaiting(group, fit);
            case WEIGHTED -> weighted(fit);
        };
        return new Route(
                replica.connection(),
                "a read, " + group.balance().word().replace('-', ' ') + " of " + fit.size() + " fit");
    }

    private int turn(ConnectionGroup group, int of) {
        int turn = turns.computeIfAbsent(group.id(), g -> new AtomicInteger()).getAndIncrement();
        return Math.floorMod(turn, of);
    }

    /** Of those that are alike each in its turn, so that a group at rest does not ask the first one only. */
    private Replica leastWaiting(ConnectionGroup group, List<Replica> fit) {
        List<Replica> least = new ArrayList<>();
        long fewest = Long.MAX_VALUE;
        for (Replica replica : fit) {
            PoolStats now = pools.stats(group.reference(replica.connection())).orElse(null);
            long busy = now == null ? 0 : ((long) now.waiting() << 32) + now.active();
            if (busy < fewest) {
                least.clear();
                fewest = busy;
            }
            if (busy == fewest) {
                least.add(replica);
            }
        }
        return least.get(turn(group, least.size()));
    }

    private Replica weighted(List<Replica> fit) {
        int left = random.nextInt(fit.stream().mapToInt(Replica::weight).sum());
        for (Replica replica : fit) {
            left -= replica.weight();
            if (left < 0) {
                return replica;
            }
        }
        throw new IllegalStateException("the weights were summed up wrongly");
    }

    private Route fallback(ConnectionGroup group, Set<String> tried) {
        String because = "no replica is fit: "
                + group.replicas().stream()
                        .map(r -> r.connection() + " "
                                + replicas.unfit(group, r.connection()).orElse("could not be had"))
                        .collect(Collectors.joining("; "));
        for (Fallback next : group.fallback()) {
            Optional<String> member = switch (next) {
                case PRIMARY -> Optional.of(group.primary()).filter(m -> !tried.contains(m));
                case REPLICAS ->
                    group.replicas().stream()
                            .map(Replica::connection)
                            .filter(m -> !tried.contains(m))
                            .min(Comparator.comparing(
                                    m -> Objects.requireNonNullElse(replicas.lag(group, m), Long.MAX_VALUE)));
            };
            if (member.isPresent()) {
                return new Route(member.get(), because);
            }
        }
        throw new ProblemException(
                Kind.UNAVAILABLE,
                "Nobody of the group " + group.name() + " can answer a read; " + because
                        + (tried.contains(group.primary())
                                ? "; its primary " + group.primary() + " could not be had"
                                : "")
                        + ".",
                group.fallback().contains(Fallback.PRIMARY)
                        ? "Test its connections to see which step fails."
                        : "Test its replicas, or let the primary answer by the group's fallback.");
    }

    @Override
    public void unreachable(ConnectionGroup group, String member, String why) {
        replicas.unreachable(group, member, why);
    }

    @Override
    public void answered(ConnectionGroup group, String member, boolean read) {
        Counts of = counts.computeIfAbsent(new Counted(group.id(), member), c -> new Counts());
        (read ? of.reads() : of.writes()).increment();
    }

    /** All members as they are now. */
    List<GroupMember> members(ConnectionGroup group) {
        replicas.used(group);
        List<GroupMember> members = new ArrayList<>();
        members.add(member(group, group.primary(), true, 0));
        group.replicas().forEach(r -> members.add(member(group, r.connection(), false, r.weight())));
        return members;
    }

    private GroupMember member(ConnectionGroup group, String name, boolean primary, int weight) {
        Optional<String> why = primary ? replicas.down(group, name) : replicas.unfit(group, name);
        PoolStats pool = pools.stats(group.reference(name)).orElse(null);
        Counts of = counts.getOrDefault(new Counted(group.id(), name), new Counts());
        return new GroupMember(
                name,
                primary,
                weight,
                why.isEmpty(),
                why.orElseGet(() -> primary ? "" : replicas.lagUnknown(group, name)),
                primary ? null : replicas.lag(group, name),
                pool == null ? 0 : pool.active(),
                pool == null ? 0 : pool.waiting(),
                of.reads().sum(),
                of.writes().sum());
    }
}
