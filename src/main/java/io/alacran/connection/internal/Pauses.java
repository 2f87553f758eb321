package io.alacran.connection.internal;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The pauses before a session is tried to be opened again, drawn by lot, so that many consoles do not come all at once. */
class Pauses {

    /** How much is taken of a pause, from half of it to all of it. */
    double part() {
        return ThreadLocalRandom.current().nextDouble(0.5, 1);
    }

    void pause(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos);
    }
}
