package io.alacran.connection;

/**
 * How long something took within the last minute, in milliseconds, right to about 3%; all 0 when it did not happen.
 *
 * @param count how often it happened
 * @param p50 half of them took at most this
 * @param p95 19 of 20
 * @param p99 99 of 100
 * @param max the longest
 */
public record Percentiles(long count, double p50, double p95, double p99, double max) {

    /** Nothing happened. */
    public static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0);
}
