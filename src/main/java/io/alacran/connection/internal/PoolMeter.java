package io.alacran.connection.internal;

import io.alacran.connection.ConnectionPools.Failure;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What is counted of a name's pools, one after the other. */
class PoolMeter {

    final LatencyWindow waits = new LatencyWindow();
    final LatencyWindow usage = new LatencyWindow();
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder opened = new LongAdder();
    private final LongAdder notOpened = new LongAdder();
    private volatile @Nullable Failure failure;

    void timedOut() {
        timeouts.increment();
    }

    void opened() {
        opened.increment();
        forgetFailure();
    }

    void notOpened() {
        notOpened.increment();
    }

    /** Somebody was told that there is no session. */
    void failed(String why) {
        failure = new Failure(why, Instant.now());
    }

    /** What was said then says nothing any more. Each lease comes here, so nearly always this only looks. */
    void forgetFailure() {
        if (failure != null) {
            failure = null;
        }
    }

    /** What was said then; null when it was forgotten since. */
    @Nullable
    Failure failure() {
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
