package io.alacran.connection;

/**
 * A pool at this moment.
 *
 * @param total open sessions
 * @param active of these in use
 * @param idle of these free
 * @param waiting threads that wait for a free one
 * @param settings in force
 */
public record PoolStats(int total, int active, int idle, int waiting, PoolSettings settings) {}
