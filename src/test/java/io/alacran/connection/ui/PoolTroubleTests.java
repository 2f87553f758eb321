package io.alacran.connection.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.alacran.connection.ConnectionHealth;
import io.alacran.connection.ConnectionHealth.Health;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.ConnectionPools.Failure;
import io.alacran.connection.Doctor;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoolTroubleTests {

    private static final Instant TOLD = Instant.parse("2026-11-21T12:00:00Z");

    private final ConnectionPools pools = mock(ConnectionPools.class);
    private final ConnectionHealth health = mock(ConnectionHealth.class);

    @Test
    void whatAPersonWasToldIsShownUntilAHealthCheckPasses() {
        when(pools.lastFailure("till")).thenReturn(Optional.of(new Failure("till could not be reached", TOLD)));
        PoolTrouble trouble = new PoolTrouble(pools, health, mock(Doctor.class), "till");
        assertShows(trouble, "till could not be reached");

        checked(TOLD.minusSeconds(1), null);
        trouble.look();
        assertShows(trouble, "till could not be reached");

        checked(TOLD.plusSeconds(1), "connection refused");
        trouble.look();
        assertShows(trouble, "till could not be reached");

        checked(TOLD.plusSeconds(2), null);
        trouble.look();
        assertThat(trouble.isVisible()).isFalse();
    }

    @Test
    void showsWhatAHealthCheckFoundWhereNobodyWasToldAnything() {
        checked(TOLD, "connection refused");
        PoolTrouble trouble = new PoolTrouble(pools, health, mock(Doctor.class), "till");
        assertShows(trouble, "connection refused");

        checked(TOLD.plusSeconds(1), null);
        trouble.look();
        assertThat(trouble.isVisible()).isFalse();
    }

    private void checked(Instant at, @Nullable String error) {
        when(health.known("till")).thenReturn(Optional.of(new Health(error == null, error, at, at, 5)));
    }

    private static void assertShows(PoolTrouble trouble, String why) {
        assertThat(trouble.isVisible()).isTrue();
        assertThat(trouble.getElement().getTextRecursively()).contains(why);
    }
}
