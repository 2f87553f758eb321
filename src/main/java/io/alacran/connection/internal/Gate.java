package io.alacran.connection.internal;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets as many into a pool at once as it may have sessions, in the order in which they came. HikariCP alone lets a thread
 * that has just given a session back take it again before those that wait.
 */
class Gate {

    private static final class Permits extends Semaphore {

        Permits(int permits) {
            super(permits, true);
        }

        @Override
        protected void reducePermits(int reduction) {
            super.reducePermits(reduction);
        }
    }

    private final Permits permits;
    private volatile int limit;
    private volatile boolean closed;

    Gate(int limit) {
        this.limit = limit;
        this.permits = new Permits(limit);
    }

    /**
     * Waits for its turn.
     *
     * @return false when it did not come in time, or the gate was closed
     */
    boolean enter(long timeoutMillis) throws InterruptedException {
        if (!permits.tryAcquire(timeoutMillis, TimeUnit.MILLISECONDS)) {
            return false;
        }
        if (closed) {
            permits.release();
            return false;
        }
        return true;
    }

    /** Goes in if nobody has to be waited for. */
    boolean enterNow() {
        try {
            // Without a timeout the semaphore would not look at those who wait
            return enter(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void leave() {
        permits.release();
    }

    /** Nobody who is in is put out; who comes in later is fewer or more. */
    synchronized void resize(int wanted) {
        int more = wanted - limit;
        limit = wanted;
        if (more > 0) {
            permits.release(more);
        } else {
            permits.reducePermits(-more);
        }
    }

    /** Sends those away who wait, and all who come later; each that wakes wakes the next by giving back. */
    synchronized void close() {
        if (!closed) {
            closed = true;
            limit++;
            permits.release();
        }
    }

    boolean closed() {
        return closed;
    }

    int limit() {
        return limit;
    }

    int inside() {
        return Math.max(0, limit - permits.availablePermits());
    }

    int waiting() {
        return permits.getQueueLength();
    }
}
