package io.alacran.connection.internal;

import java.util.concurrent.atomic.LongAdder;

/** What is counted of a name's pools, one after the other. */
class PoolMeter {

    final LatencyWindow waits = new LatencyWindow();
    final LatencyWindow usage = new LatencyWindow();
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder opened = new LongAdder();
    private final LongAdder notOpened = new LongAdder();

    void timedOut() {
        timeouts.increment();
    }

    void opened() {
        opened.increment();
    }

    void notOpened() {
        notOpened.increment();
    }

    long timeouts() {
        return timeouts.sum();
    }

    long openedCount() {
        return opened.sum();
    }

    long notOpenedCount() {
        return notOpened.sum();
    }
}
