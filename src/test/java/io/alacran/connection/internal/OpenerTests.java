package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.alacran.connection.PoolPlan;
import io.alacran.connection.PoolSetting;
import io.alacran.connection.PoolSettings;
import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class OpenerTests {

    private static final SQLException STARTING = new SQLException("the database system is starting up", "57P03");
    private static final SQLException WRONG_PASSWORD = new SQLException("password authentication failed", "28P01");

    private final Dialect dialect = mock(Dialect.class);
    private final Connection session = mock(Connection.class);
    private final PoolMeter meter = new PoolMeter();
    private final Opener opener = opener(Map.of(PoolSetting.RETRY_FIRST_DELAY, 40L), new Pauses());

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "53300", "57P01", "57P03"})
    void triesAgainWhatMayPass(String state) throws Exception {
        when(dialect.open(any())).thenThrow(new SQLException("later", state)).thenReturn(session);

        opener.prove(true, deadline());

        assertThat((Throwable) opener.failure()).isNull();
        assertThat(opener.open()).isSameAs(session);
        assertThat(meter.notOpenedCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"28P01", "28000", "3D000", "42501", "08004"})
    void neverTriesAgainWhatStays(String state) throws Exception {
        when(dialect.open(any())).thenThrow(new SQLException("no", state));

        assertThatThrownBy(() -> opener.prove(true, deadline())).hasMessage("no");
        verify(dialect, times(1)).open(any());
    }

    @Test
    void pausesLongerEachTimeAndGivesUpAfterTheLastAttempt() throws Exception {
        when(dialect.open(any())).thenThrow(STARTING);
        long start = System.nanoTime();

        assertThatThrownBy(() -> opener.prove(true, deadline())).isSameAs(STARTING);

        verify(dialect, times(3)).open(any());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(20 + 40));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
    @CsvSource({
        ",  ,    ,    1,   1000 2000",
        ",  ,    ,    0.5, 500 1000",
        "5, 100, 3,   1,   100 300 900 2700",
        "3, 100, 1.5, 1,   100 150",
        "1, ,    ,    1,   ''"
    })
    void eachPauseIsTheFactorLongerTimesItsLot(
            @Nullable Long attempts, @Nullable Long first, @Nullable Double factor, double part, String expected)
            throws Exception {
        when(dialect.open(any())).thenThrow(STARTING);
        List<Long> made = new ArrayList<>();
        Map<PoolSetting, Object> asked = new HashMap<>();
        asked.put(PoolSetting.RETRY_ATTEMPTS, attempts);
        asked.put(PoolSetting.RETRY_FIRST_DELAY, first);
        asked.put(PoolSetting.RETRY_FACTOR, factor);
        asked.values().removeIf(Objects::isNull);
        Opener tried = opener(asked, new Pauses() {
            @Override
            double part() {
                return part;
            }

            @Override
            void pause(long nanos) {
                made.add(TimeUnit.NANOSECONDS.toMillis(nanos));
            }
        });

        assertThatThrownBy(() -> tried.prove(true, deadline())).isSameAs(STARTING);

        assertThat(made.stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .isEqualTo(expected);
        verify(dialect, times(made.size() + 1)).open(any());
    }

    @Test
    void consolesThatFailTogetherDoNotComeBackTogether() throws Exception {
        when(dialect.open(any())).thenThrow(STARTING);
        List<Long> made = new ArrayList<>();
        for (int console = 0; console < 50; console++) {
            Opener tried = opener(Map.of(PoolSetting.RETRY_ATTEMPTS, 2L), new Pauses() {
                @Override
                void pause(long nanos) {
                    made.add(TimeUnit.NANOSECONDS.toMillis(nanos));
                }
            });
            assertThatThrownBy(() -> tried.prove(true, deadline())).isSameAs(STARTING);
        }

        assertThat(made).hasSize(50).allMatch(ms -> ms >= 500 && ms <= 1_000);
        assertThat(new HashSet<>(made)).as("drawn by lot").hasSizeGreaterThan(10);
    }

    @Test
    void makesNoPauseThatWouldEndAfterThePersonsPatience() throws Exception {
        when(dialect.open(any())).thenThrow(STARTING);

        assertThatThrownBy(() -> opener.prove(true, System.nanoTime())).isSameAs(STARTING);
        verify(dialect, times(1)).open(any());
    }

    @Test
    void thePoolsOwnThreadsDoNotComeAgainWithAPasswordThatWasRefused() throws Exception {
        when(dialect.open(any())).thenThrow(WRONG_PASSWORD);
        assertThatThrownBy(opener::open).isSameAs(WRONG_PASSWORD);
        assertThatThrownBy(opener::open).isSameAs(WRONG_PASSWORD);

        verify(dialect, times(1)).open(any());
    }

    @Test
    void aTimeoutMayPass() {
        assertThat(PassingFailures.is(new SQLException("x", null, new SocketTimeoutException())))
                .isTrue();
        assertThat(PassingFailures.is(new SQLException("x"))).isFalse();
        assertThat(PassingFailures.is(new SQLException("Too many connections", "08004", 1040)))
                .isTrue();
    }

    private Opener opener(Map<PoolSetting, Object> asked, Pauses pauses) {
        return new Opener(
                dialect,
                () -> dialect.open(Endpoint.file("/x", false)),
                PoolPlan.of(new PoolSettings(asked), "sqlite"),
                meter,
                pauses);
    }

    private static long deadline() {
        return System.nanoTime() + Duration.ofSeconds(20).toNanos();
    }
}
