package io.alacran.slow.internal;

import io.alacran.slow.SlowTimes;
import java.util.Map;
import java.util.TreeMap;

/**
 * Times in milliseconds, counted in buckets that are a sixteenth of a power of two wide, as HdrHistogram does: so that a
 * percentile is right to about 3% and times of any number take the place of some hundred counts at most. Exact below 32.
 */
class Histogram {

    private static final int PER_DOUBLING = 16;
    private static final int SHIFT = Integer.numberOfTrailingZeros(PER_DOUBLING);
    /** Some 97 days: whatever takes longer counts as that, but in the sum and the longest. */
    private static final long MOST = 1L << 33;

    private final TreeMap<Integer, Long> counts = new TreeMap<>();
    private long count;
    private long total;
    private long max;

    void record(long millis) {
        long counted = Math.max(0, millis);
        counts.merge(bucket(Math.min(counted, MOST)), 1L, Long::sum);
        count++;
        total += counted;
        max = Math.max(max, counted);
    }

    void add(Histogram other) {
        other.counts.forEach((bucket, times) -> counts.merge(bucket, times, Long::sum));
        count += other.count;
        total += other.total;
        max = Math.max(max, other.max);
    }

    /** @param text as {@link #text()} gave it */
    static Histogram of(String text, long total, long max) {
        Histogram read = new Histogram();
        for (String part : text.isEmpty() ? new String[0] : text.split(";")) {
            int colon = part.indexOf(':');
            long times = Long.parseLong(part.substring(colon + 1));
            read.counts.put(Integer.valueOf(part.substring(0, colon)), times);
            read.count += times;
        }
        read.total = total;
        read.max = max;
        return read;
    }

    /** The counts, such as {@code 17:3;40:1}. */
    String text() {
        StringBuilder text = new StringBuilder();
        counts.forEach((bucket, times) -> text.append(text.isEmpty() ? "" : ";")
                .append(bucket)
                .append(':')
                .append(times));
        return text.toString();
    }

    SlowTimes times() {
        return new SlowTimes(count, total, at(0.5), at(0.95), max);
    }

    long count() {
        return count;
    }

    long total() {
        return total;
    }

    long max() {
        return max;
    }

    private long at(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (Map.Entry<Integer, Long> each : counts.entrySet()) {
            seen += each.getValue();
            if (seen >= rank) {
                return Math.min(max, middle(each.getKey()));
            }
        }
        return 0;
    }

    private static int bucket(long millis) {
        if (millis < PER_DOUBLING) {
            return (int) millis;
        }
        int doubling = 63 - Long.numberOfLeadingZeros(millis);
        int within = (int) (millis >> (doubling - SHIFT)) & (PER_DOUBLING - 1);
        return (doubling - SHIFT + 1) * PER_DOUBLING + within;
    }

    private static long middle(int bucket) {
        if (bucket < PER_DOUBLING) {
            return bucket;
        }
        long width = 1L << (bucket / PER_DOUBLING - 1);
        return (PER_DOUBLING + bucket % PER_DOUBLING) * width + width / 2;
    }
}
