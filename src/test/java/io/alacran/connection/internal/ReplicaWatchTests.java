package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.alacran.Await;
import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.ConnectionGroup.Balance;
import io.alacran.connection.ConnectionGroup.Replica;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.Lease;
import io.alacran.engine.Dialect;
import io.alacran.engine.Replication;
import io.alacran.engine.Replication.Lag;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplicaWatchTests {

    private final ConnectionPools pools = mock(ConnectionPools.class);
    private final Lease lease = mock(Lease.class);
    private final Replication replication = mock(Replication.class);
    private final ReplicaWatch watch = new ReplicaWatch(pools);

    @BeforeEach
    void answer() {
        Dialect dialect = mock(Dialect.class);
        when(dialect.replication()).thenReturn(Optional.of(replication));
        when(lease.dialect()).thenReturn(dialect);
        when(lease.connection()).thenReturn(mock(Connection.class));
        when(pools.spare(anyString())).thenReturn(lease);
    }

    private void lag(Lag lag) throws SQLException {
        when(replication.lag(any())).thenReturn(lag);
    }

    private static ConnectionGroup group(@Nullable Long maxLag) {
        return new ConnectionGroup(
                "g",
                "shop",
                "staging",
                null,
                "postgres",
                "main",
                List.of(new Replica("one", 1)),
                Balance.ROUND_ROBIN,
                maxLag,
                0,
                List.of(),
                Instant.EPOCH);
    }

    @Test
    void nothingIsAskedOfAGroupThatNobodyUses() {
        watch.look();
        verify(pools, never()).spare(anyString());
        assertThat(watch.unfit(group(100L), "one")).contains("was not asked yet how far it is behind");
        assertThat(watch.unfit(group(null), "one")).isEmpty();
    }

    @Test
    void aReplicaIsLeftOutWhileItIsTooFarBehindOrDoesNotTell() throws SQLException {
        lag(Lag.of(4_000));
        watch.used(group(4_000L));
        Await.until(() -> Objects.equals(watch.lag(group(null), "one"), 4_000L));
        verify(pools).spare("one@staging");
        assertThat(watch.unfit(group(4_000L), "one")).isEmpty();
        assertThat(watch.unfit(group(3_999L), "one")).contains("is 4000 ms behind, 3999 are allowed");

        lag(Lag.unknown("it is no standby"));
        until(() -> watch.unfit(group(4_000L), "one")
                .equals(Optional.of("may be any time behind, since it is no standby")));
        assertThat(watch.unfit(group(null), "one")).isEmpty();
        assertThat(watch.lagUnknown(group(null), "one")).isEqualTo("it is no standby");
    }

    @Test
    void theFirstChangeAfterALongRestIsNoLag() throws SQLException {
        lag(Lag.of(0));
        watch.used(group(60_000L));
        Await.until(() -> Objects.equals(watch.lag(group(null), "one"), 0L));
        lag(Lag.of(3_600_000));
        until(() -> Objects.requireNonNull(watch.lag(group(null), "one")) > 0);
        assertThat(watch.unfit(group(60_000L), "one")).isEmpty();
    }

    @Test
    void whoCannotBeHadIsLeftOutAndComesBack() throws SQLException {
        lag(Lag.of(0));
        when(pools.spare("one@staging"))
                .thenThrow(new ProblemException(Kind.UNAVAILABLE, "one could not be reached."))
                .thenReturn(lease);
        watch.used(group(null));
        Await.until(() -> watch.down(group(null), "one").isPresent());
        assertThat(watch.unfit(group(null), "one")).contains("could not be had: one could not be reached.");
        assertThat(watch.down(group(null), "main")).isEmpty();
        until(() -> watch.down(group(null), "one").isEmpty());

        watch.unreachable(group(null), "one", "its session ended");
        assertThat(watch.unfit(group(null), "one")).contains("could not be had: its session ended");
        until(() -> watch.unfit(group(null), "one").isEmpty());
    }

    /** As if seconds went by. */
    private void until(BooleanSupplier holds) {
        Await.until(() -> {
            watch.look();
            return holds.getAsBoolean();
        });
    }
}
