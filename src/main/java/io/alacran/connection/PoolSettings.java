package io.alacran.connection;

/**
 * How many sessions a named connection keeps.
 *
 * @param min idle sessions that are kept open; 0 to {@code max}, default 0
 * @param max open sessions at most; 1 to {@value #MAX}, default 5
 * @param acquireTimeoutMillis how long to wait for a free session of a full pool, default 10,000
 */
public record PoolSettings(int min, int max, long acquireTimeoutMillis) {

    /** The most sessions one pool may have. */
    public static final int MAX = 100;

    /** What is used unless said otherwise. */
    public static final PoolSettings DEFAULT = new PoolSettings(0, 5, 10_000);
}
