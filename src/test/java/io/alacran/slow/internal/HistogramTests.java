package io.alacran.slow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alacran.slow.SlowTimes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTests {

    @Test
    void percentilesAreRightToThreePercentAndTheLongestIsExact() {
        Random random = new Random(4711);
        Histogram histogram = new Histogram();
        long[] all = new long[10_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (long) Math.exp(random.nextDouble() * 16);
            histogram.record(all[i]);
        }
        Arrays.sort(all);

        SlowTimes times = histogram.times();
        assertThat((double) times.p50Ms()).isCloseTo(all[4_999], within(all[4_999] / 32.0 + 1));
        assertThat((double) times.p95Ms()).isCloseTo(all[9_499], within(all[9_499] / 32.0 + 1));
        assertThat(times.maxMs()).isEqualTo(all[9_999]);
        assertThat(times.totalMs()).isEqualTo(Arrays.stream(all).sum());
        assertThat(times.count()).isEqualTo(all.length);
    }

    @Test
    void whatWasWrittenIsReadAgainAndAddsUp() {
        Histogram one = new Histogram();
        one.record(1_000);
        one.record(7);
        Histogram other = Histogram.of(one.text(), one.total(), one.max());
        other.add(one);

        assertThat(other.times()).isEqualTo(new SlowTimes(4, 2_014, 7, 1_000, 1_000));
        assertThat(Histogram.of("", 0, 0).times()).isEqualTo(new SlowTimes(0, 0, 0, 0, 0));
    }

    @Test
    void itsTextIsBoundedWhateverIsCounted() {
        Histogram all = new Histogram();
        for (long millis = 0; millis < 1L << 36; millis += 1 + millis / 40) {
            all.record(millis);
        }
        Histogram much = new Histogram();
        for (int i = 0; i < 20; i++) {
            much.add(all);
            all.add(much);
        }

        assertThat(all.count()).isGreaterThan(1_000_000);
        assertThat(all.text()).hasSizeLessThan(8_000);
        assertThat(all.times().maxMs()).isGreaterThan(1L << 34);
    }
}
