package io.alacran.connection.internal;

import io.alacran.connection.Percentiles;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Times of the last minute, counted in buckets that are about 6% wide, so that memory is bounded however many there are.
 * A micrometer timer with percentiles does the same, but takes longer than lending a session does.
 */
class LatencyWindow {

    private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int SLICES = 6;
    private static final int PER_DOUBLING = 16;
    private static final int SHIFT = Integer.numberOfTrailingZeros(PER_DOUBLING);
    /** Up to about 12 days in microseconds. */
    private static final int BUCKETS = (40 - SHIFT + 1) * PER_DOUBLING;

    private record Slice(long number, AtomicLongArray counts) {}

    private final AtomicReferenceArray<@Nullable Slice> slices = new AtomicReferenceArray<>(SLICES);

    /**
     * Counts one.
     *
     * @param now by {@link System#nanoTime()}
     * @param weight for how many it stands, where only some are measured
     */
    void record(long nanos, long now, int weight) {
        slice(Math.floorDiv(now, SLICE_NANOS)).counts().getAndAdd(bucket(nanos / 1_000), weight);
    }

    Percentiles percentiles(long now) {
        long newest = Math.floorDiv(now, SLICE_NANOS);
        long[] sum = new long[BUCKETS];
        long count = 0;
        for (int i = 0; i < SLICES; i++) {
            Slice slice = slices.get(i);
            if (slice != null && slice.number() > newest - SLICES) {
                for (int b = 0; b < BUCKETS; b++) {
                    sum[b] += slice.counts().get(b);
                    count += slice.counts().get(b);
                }
            }
        }
        return new Percentiles(
                count, at(sum, count, 0.5), at(sum, count, 0.95), at(sum, count, 0.99), at(sum, count, 1));
    }

    private Slice slice(long number) {
        int at = (int) Math.floorMod(number, (long) SLICES);
        Slice present = slices.get(at);
        if (present != null && present.number() >= number) {
            return present;
        }
        Slice fresh = new Slice(number, new AtomicLongArray(BUCKETS));
        if (slices.compareAndSet(at, present, fresh)) {
            return fresh;
        }
        Slice others = slices.get(at);
        return others == null ? fresh : others;
    }

    private static double at(long[] counts, long count, double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int b = 0; b < counts.length && count > 0; b++) {
            seen += counts[b];
            if (seen >= rank) {
                return middle(b) / 1_000;
            }
        }
        return 0;
    }

    static int bucket(long micros) {
        if (micros < PER_DOUBLING) {
            return (int) Math.max(0, micros);
        }
        int doubling = 63 - Long.numberOfLeadingZeros(micros);
        int within = (int) (micros >> (doubling - SHIFT)) & (PER_DOUBLING - 1);
        return Math.min(BUCKETS - 1, (doubling - SHIFT + 1) * PER_DOUBLING + within);
    }

    /** In microseconds. */
    static double middle(int bucket) {
        if (bucket < PER_DOUBLING) {
            return bucket;
        }
        int doubling = bucket / PER_DOUBLING - 1;
        double width = 1L << doubling;
        return (PER_DOUBLING + bucket % PER_DOUBLING) * width + width / 2;
    }
}
