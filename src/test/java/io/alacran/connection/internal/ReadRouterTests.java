package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.ConnectionGroup.Balance;
import io.alacran.connection.ConnectionGroup.Fallback;
import io.alacran.connection.ConnectionGroup.Replica;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.GroupMember;
import io.alacran.connection.GroupRouter.Route;
import io.alacran.connection.Percentiles;
import io.alacran.connection.PoolSettings;
import io.alacran.connection.PoolStats;
import io.alacran.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadRouterTests {

    private final Known known = new Known();
    private final ConnectionPools pools = mock(ConnectionPools.class);
    private final ReadRouter router = new ReadRouter(known, pools, new Random(7));

    private static ConnectionGroup group(Balance balance, Fallback... fallback) {
        List<Replica> replicas = List.of(new Replica("one", 1), new Replica("two", 3), new Replica("three", 6));
        return new ConnectionGroup(
                "g",
                "shop",
                "development",
                null,
                "postgres",
                "main",
                replicas,
                balance,
                1_000L,
                0,
                List.of(fallback),
                Instant.EPOCH);
    }

    private List<String> members(ConnectionGroup group, int reads) {
        return IntStream.range(0, reads)
                .mapToObj(i -> router.route(group, Set.of()).member())
                .toList();
    }

    private static Map<String, Long> counted(List<String> members) {
        return members.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @Test
    void roundRobinTakesOneAfterTheOther() {
        assertThat(members(group(Balance.ROUND_ROBIN, Fallback.PRIMARY), 7))
                .containsExactly("one", "two", "three", "one", "two", "three", "one");
        assertThat(router.route(group(Balance.ROUND_ROBIN), Set.of()).reason())
                .isEqualTo("a read, round robin of 3 fit");
    }

    @Test
    void chanceTakesEachAsOften() {
        Map<String, Long> counted = counted(members(group(Balance.RANDOM), 9_000));
        // Four standard deviations of a binomial distribution
        counted.values().forEach(n -> assertThat(n).isCloseTo(3_000, within(179L)));
        assertThat(counted).hasSize(3);
    }

    @Test
    void weightsAreSharesOfTheReads() {
        Map<String, Long> counted = counted(members(group(Balance.WEIGHTED), 10_000));
        assertThat(counted.get("one")).isCloseTo(1_000, within(120L));
        assertThat(counted.get("two")).isCloseTo(3_000, within(184L));
        assertThat(counted.get("three")).isCloseTo(6_000, within(196L));
    }

    @Test
    void theFewestWaitingComesFirstAndOfThoseTheFewestInUse() {
        pool("one", 0, 9);
        pool("two", 1, 0);
        pool("three", 0, 4);
        ConnectionGroup group = group(Balance.LEAST_WAITING);
        assertThat(members(group, 3)).containsOnly("three");
        pool("one", 0, 4);
        assertThat(counted(members(group, 10))).isEqualTo(Map.of("one", 5L, "three", 5L));
    }

    private void pool(String name, int waiting, int active) {
        when(pools.stats(name + "@development"))
                .thenReturn(Optional.of(new PoolStats(
                        active,
                        active,
                        0,
                        waiting,
                        PoolSettings.DEFAULT,
                        Percentiles.NONE,
                        Percentiles.NONE,
                        0,
                        0,
                        0,
                        List.of())));
    }

    @Test
    void whoIsNotFitOrWasTriedIsLeftOutAndComesBack() {
        known.unfit.put("two", "is 3000 ms behind, 1000 are allowed");
        ConnectionGroup group = group(Balance.ROUND_ROBIN, Fallback.PRIMARY);
        assertThat(counted(members(group, 10))).isEqualTo(Map.of("one", 5L, "three", 5L));
        assertThat(router.route(group, Set.of("one")).member()).isEqualTo("three");
        known.unfit.clear();
        assertThat(counted(members(group, 9))).hasSize(3);
        assertThat(known.used).isTrue();
    }

    @Test
    void whereNoneIsFitThePrimaryAnswersAndItIsSaidWhy() {
        allUnfit();
        Route route = router.route(group(Balance.ROUND_ROBIN, Fallback.PRIMARY, Fallback.REPLICAS), Set.of());
        assertThat(route.member()).isEqualTo("main");
        assertThat(route.reason())
                .isEqualTo("no replica is fit: one is 9 ms behind; two is 8 ms behind; three is 7 ms behind");
        assertThat(router.route(group(Balance.ROUND_ROBIN, Fallback.PRIMARY), Set.of("one", "two"))
                        .member())
                .isEqualTo("main");
    }

    @Test
    void theOrderOfTheFallbackCounts() {
        allUnfit();
        known.lags.putAll(Map.of("one", 9L, "two", 8L));
        ConnectionGroup group = group(Balance.ROUND_ROBIN, Fallback.REPLICAS, Fallback.PRIMARY);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            order.add(router.route(group, Set.copyOf(order)).member());
        }
        assertThat(order).as("the least behind first, the unknown last").containsExactly("two", "one", "three", "main");
    }

    @Test
    void withNobodyLeftItSaysWhyEachIsLeftOut() {
        allUnfit();
        assertThatThrownBy(() -> router.route(group(Balance.ROUND_ROBIN), Set.of()))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.kind()).isEqualTo(ProblemException.Kind.UNAVAILABLE);
                    assertThat(e.getMessage()).contains("shop", "one is 9 ms behind", "three is 7 ms behind");
                    assertThat(e.remedy()).contains("fallback");
                });
        assertThatThrownBy(() -> router.route(group(Balance.ROUND_ROBIN, Fallback.PRIMARY), Set.of("main")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("; its primary main could not be had.");
    }

    private void allUnfit() {
        known.unfit.putAll(Map.of("one", "is 9 ms behind", "two", "is 8 ms behind", "three", "is 7 ms behind"));
    }

    @Test
    void itShowsEachMemberWithWhatItAnswered() {
        ConnectionGroup group = group(Balance.ROUND_ROBIN, Fallback.PRIMARY);
        pool("one", 2, 5);
        known.lags.put("one", 40L);
        known.unfit.put("two", "has not answered for 6 s");
        router.answered(group, "main", false);
        router.answered(group, "main", false);
        router.answered(group, "one", true);
        assertThat(router.members(group))
                .containsExactly(
                        new GroupMember("main", true, 0, true, "", null, 0, 0, 0, 2),
                        new GroupMember("one", false, 1, true, "", 40L, 5, 2, 1, 0),
                        new GroupMember("two", false, 3, false, "has not answered for 6 s", null, 0, 0, 0, 0),
                        new GroupMember("three", false, 6, true, "", null, 0, 0, 0, 0));
        router.unreachable(group, "three", "refused");
        assertThat(known.unfit).containsEntry("three", "could not be had: refused");
    }

    /** What the test says of the replicas. */
    private static final class Known implements Replicas {

        private final Map<String, String> unfit = new HashMap<>();
        private final Map<String, Long> lags = new HashMap<>();
        private boolean used;

        @Override
        public void used(ConnectionGroup group) {
            used = true;
        }

        @Override
        public Optional<String> down(ConnectionGroup group, String connection) {
            return Optional.ofNullable(unfit.get(connection));
        }

        @Override
        public Optional<String> unfit(ConnectionGroup group, String connection) {
            return down(group, connection);
        }

        @Override
        public @Nullable Long lag(ConnectionGroup group, String connection) {
            return lags.get(connection);
        }

        @Override
        public String lagUnknown(ConnectionGroup group, String connection) {
            return "";
        }

        @Override
        public void unreachable(ConnectionGroup group, String connection, String why) {
            unfit.put(connection, "could not be had: " + why);
        }
    }
}
