package io.alacran.connection.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Closes pools that were replaced: idle sessions at once, the pool itself when the last session in use came back. */
class Drain {

    /** After this the sessions still in use are cut off. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    void close(Pool pool) {
        pool.evict();
        if (pool.active() == 0) {
            pool.close();
            return;
        }
        Thread.ofVirtual().name("drain").start(() -> {
            Instant end = Instant.now().plus(PATIENCE);
            while (pool.active() > 0 && Instant.now().isBefore(end)) {
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
            pool.close();
        });
    }
}
