package io.alacran.slow;

/**
 * How long slow runs took, in milliseconds.
 *
 * @param count how many there were
 * @param totalMs of all together
 * @param p50Ms half of them took at most this, right to about 3%
 * @param p95Ms 19 of 20, right to about 3%
 * @param maxMs the longest, exact
 */
public record SlowTimes(long count, long totalMs, long p50Ms, long p95Ms, long maxMs) {}
