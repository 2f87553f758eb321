package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alacran.connection.Percentiles;
import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencyWindowTests {

    private final LatencyWindow window = new LatencyWindow();

    @Test
    void tellsPercentilesWithinThreePercent() {
        for (int ms = 1; ms <= 1_000; ms++) {
            window.record(Duration.ofMillis(ms).toNanos(), 0, 1);
        }
        Percentiles found = window.percentiles(0);

        assertThat(found.count()).isEqualTo(1_000);
        assertThat(found.p50()).isCloseTo(500, Percentage.withPercentage(3.2));
        assertThat(found.p95()).isCloseTo(950, Percentage.withPercentage(3.2));
        assertThat(found.p99()).isCloseTo(990, Percentage.withPercentage(3.2));
        assertThat(found.max()).isCloseTo(1_000, Percentage.withPercentage(3.2));
    }

    @Test
    void forgetsWhatIsOlderThanAMinute() {
        long now = Duration.ofSeconds(1_000).toNanos();
        window.record(Duration.ofSeconds(5).toNanos(), now, 1);

        assertThat(window.percentiles(now + Duration.ofSeconds(49).toNanos()).p99())
                .isCloseTo(5_000, within(160.0));
        assertThat(window.percentiles(now + Duration.ofSeconds(61).toNanos())).isEqualTo(Percentiles.NONE);
        window.record(0, now + Duration.ofSeconds(61).toNanos(), 1);
        assertThat(window.percentiles(now + Duration.ofSeconds(61).toNanos()).count())
                .isEqualTo(1);
    }

    @Test
    void everyTimeHasItsPlace() {
        for (long micros : new long[] {-1, 0, 1, 15, 16, 17, 1L << 20, 1L << 39, Long.MAX_VALUE}) {
            window.record(Math.clamp(micros, -1, Long.MAX_VALUE / 1_000) * 1_000, 0, 1);
        }
        assertThat(window.percentiles(0).count()).isEqualTo(9);
    }
}
