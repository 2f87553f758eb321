package io.alacran.connection;

import java.util.List;

/**
 * A pool at this moment. Times and counts go on when the pool is replaced by another of the same name.
 *
 * @param total open sessions
 * @param active of these in use
 * @param idle of these free
 * @param waiting threads that wait for a free one
 * @param settings in force
 * @param waits how long those who got a session waited
 * @param usage how long sessions were in use
 * @param timeouts how often nobody gave a session back in time, since the console started
 * @param opened how many sessions were opened, since the console started
 * @param notOpened how many attempts to open one failed, since the console started
 * @param held the sessions in use, the longest first
 */
public record PoolStats(
        int total,
        int active,
        int idle,
        int waiting,
        PoolSettings settings,
        Percentiles waits,
        Percentiles usage,
        long timeouts,
        long opened,
        long notOpened,
        List<HeldLease> held) {

    /** A pool that was not made yet. */
    public static PoolStats none(PoolSettings settings) {
        return new PoolStats(0, 0, 0, 0, settings, Percentiles.NONE, Percentiles.NONE, 0, 0, 0, List.of());
    }
}
