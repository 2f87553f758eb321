package io.alacran.connection.internal;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Which leases are measured: all of them up to about a thousand a second, of more one in {@value #ONE_IN}. Threads may get
 * in each other's way here; what comes of it is that a few more or fewer are measured.
 */
class Samples {

    private static final int ONE_IN = 64;
    private static final int AT_ONCE = 64;
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(50);

    private int budget = AT_ONCE;
    private long refilled = System.nanoTime();

    /** For how many leases the next one stands; 0 when it is not to be measured. */
    int weight() {
        if (budget > 0) {
            budget--;
            return 1;
        }
        return (ThreadLocalRandom.current().nextInt() & (ONE_IN - 1)) == 0 ? ONE_IN : 0;
    }

    void refill(long now) {
        if (now - refilled > PERIOD) {
            refilled = now;
            budget = AT_ONCE;
        }
    }
}
