package io.alacran.connection.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Closes pools that were replaced: idle sessions at once, the pool itself when the last session in use came back, or
 * when its limit for that is over.
 */
class Drain {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    void close(Pool pool) {
        pool.closeGate();
        pool.evict();
        if (pool.inside() == 0) {
            pool.close();
            return;
        }
        Thread.ofVirtual().name("drain").start(() -> {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pool.drainMillis());
            while (pool.inside() > 0 && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
            pool.close();
        });
    }
}
