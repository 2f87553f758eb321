package io.alacran.workbench.internal;

import io.alacran.connection.Lease;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cancelling of one run. Asking for it never waits for the network; the server is told again and again until the run
 * ends, and a session that does not end in time is cut off.
 */
class Cancellation {

    /** How long a cancel may take before the session is cut off. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(Cancellation.class);
    /** A cancel that reaches the server just before its statement does nothing, so it is said again. */
    private static final long AGAIN_MS = 250;

    private final String query;
    private final CountDownLatch ended;
    private final Duration patience;
    private final AtomicReference<@Nullable String> because = new AtomicReference<>();
    /** Held while the server is told, which may take as long as the network does: only by threads of the run. */
    private final ReentrantLock telling = new ReentrantLock();

    private @Nullable Thread waiting;
    private @Nullable Statement executing;
    private volatile @Nullable Lease session;

    /**
     * Begins without one being asked for.
     *
     * @param query its id, for the log
     * @param ended reaches zero when the run ended
     */
    Cancellation(String query, CountDownLatch ended, Duration patience) {
        this.query = query;
        this.ended = ended;
        this.patience = patience;
    }

    /** Asks for it, unless somebody did before or the run ended; returns at once. */
    void request(String sentence) {
        if (ended.getCount() > 0 && because.compareAndSet(null, sentence)) {
            Thread.ofVirtual().name("cancel-" + query).start(this::tellUntilEnded);
            Thread.ofVirtual().name("cut-off-" + query).start(this::cutOffUnlessEnded);
        }
    }

    /** Asks for it if the run does not end in time. */
    void limit(long timeoutMs) {
        Thread.ofVirtual().name("timeout-" + query).start(() -> {
            if (!endedWithin(Duration.ofMillis(timeoutMs))) {
                request("It was cancelled after its time limit of " + timeoutMs + " ms.");
            }
        });
    }

    /** Asks for it if the returned limit is not closed in time; 0 is no limit. */
    Limit limitStatement(long timeoutMs) {
        if (timeoutMs == 0) {
            return () -> {};
        }
        CountDownLatch done = new CountDownLatch(1);
        Thread.ofVirtual().name("statement-timeout-" + query).start(() -> {
            try {
                if (!done.await(timeoutMs, TimeUnit.MILLISECONDS)) {
                    request("It was cancelled after " + timeoutMs
                            + " ms, the time that the connection gives one statement.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return done::countDown;
    }

    /** The time that one statement has; closed when it ended. */
    @FunctionalInterface
    interface Limit extends AutoCloseable {
        @Override
        void close();
    }

    /** Why it was asked for, as a sentence for people; null while it was not. */
    @Nullable
    String because() {
        return because.get();
    }

    void stopIfRequested() throws SQLException {
        String sentence = because.get();
        if (sentence != null) {
            throw new SQLException(sentence, "57014");
        }
    }

    /** The present thread waits for a session from now on. */
    void waits() {
        telling.lock();
        try {
            waiting = Thread.currentThread();
        } finally {
            telling.unlock();
        }
    }

    /** The wait is over, whatever came of it. */
    void waited() {
        telling.lock();
        try {
            waiting = null;
            Thread.interrupted();
        } finally {
            telling.unlock();
        }
    }

    /** The statement to cancel from now on. */
    void executes(Statement statement, Lease lease) throws SQLException {
        telling.lock();
        try {
            executing = statement;
            session = lease;
        } finally {
            telling.unlock();
        }
        stopIfRequested();
    }

    /**
     * Nothing is to be cancelled any more; a cancel that is under way is waited for, lest it hit the next statement. When
     * that takes too long the session is cut off.
     */
    void executed() {
        boolean calm = false;
        try {
            calm = telling.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (calm) {
            executing = null;
            telling.unlock();
        } else {
            cutOff();
        }
    }

    private void tellUntilEnded() {
        do {
            tell();
        } while (!endedWithin(Duration.ofMillis(AGAIN_MS)));
    }

    private void tell() {
        telling.lock();
        try {
            Lease of = session;
            if (waiting != null) {
                waiting.interrupt();
            } else if (executing != null && of != null) {
                of.dialect().cancel(executing);
            }
        } catch (SQLException | RuntimeException e) {
            log.debug("{} - the database did not take the cancel, trying again", query, e);
        } finally {
            telling.unlock();
        }
    }

    private void cutOffUnlessEnded() {
        if (!endedWithin(patience)) {
            cutOff();
        }
    }

    /** Ends the session from this side, whatever the server does. */
    private void cutOff() {
        Lease of = session;
        if (of != null) {
            log.warn("{} - did not end within {} of its cancel, its session is cut off", query, patience);
            of.discard();
            try {
                of.connection().abort(Runnable::run);
            } catch (SQLException | RuntimeException e) {
                log.debug("{} - its session could not be cut off", query, e);
            }
        }
    }

    /** True also when this thread was interrupted, which nobody does but to end it. */
    private boolean endedWithin(Duration time) {
        try {
            return ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
