package io.alacran.connection.internal;

import java.util.concurrent.TimeUnit;

/**
 * Which leases are measured: all of them up to about a thousand a second, of more one in {@value #ONE_IN}. Threads may get
 * in each other's way here; what comes of it is that a few more or fewer are measured.
 */
class Samples {

    /** So few that the compiler keeps what is done for them apart from what is done for each. */
    private static final int ONE_IN = 128;

    private static final int AT_ONCE = 64;
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(50);

    private int budget = AT_ONCE;
    private long refilled = System.nanoTime();

    /**
     * For how many leases the one that took the place stands; 0 when it is not to be measured. It is drawn by lot, since
     * what comes in turns would be counted wrong by turns.
     */
    int weight(Place place) {
        if (budget > 0) {
            budget--;
            return 1;
        }
        return place.draw() % ONE_IN == 0 ? ONE_IN : 0;
    }

    void refill(long now) {
        if (now - refilled > PERIOD) {
            refilled = now;
            budget = AT_ONCE;
        }
    }
}
