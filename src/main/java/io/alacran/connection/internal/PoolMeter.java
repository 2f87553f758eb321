package io.alacran.connection.internal;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What is counted of a name's pools, one after the other. */
class PoolMeter {

    final LatencyWindow waits = new LatencyWindow();
    final LatencyWindow usage = new LatencyWindow();
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder opened = new LongAdder();
    private final LongAdder notOpened = new LongAdder();
    private volatile @Nullable String failure;

    void timedOut() {
        timeouts.increment();
    }

    void opened() {
        opened.increment();
        failure = null;
    }

    void notOpened() {
        notOpened.increment();
    }

    /** Somebody was told that there is no session. */
    void failed(String why) {
        failure = why;
    }

    /** What was said then; null when a session was opened since. */
    @Nullable
    String failure() {
        return failure;
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
