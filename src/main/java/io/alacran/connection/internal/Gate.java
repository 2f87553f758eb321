package io.alacran.connection.internal;

import io.alacran.connection.PoolSettings;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets as many into a pool at once as it may have sessions, in the order in which they came. HikariCP alone lets a thread
 * that has just given a session back take it again before those that wait.
 *
 * <p>While nobody waits each who comes takes a place that is free, and threads begin to look at different ones. So they
 * write nothing that the others write: that costs more than all else that is done for a lease.
 */
class Gate {

    /** How long to wait at first for one who perhaps leaves without seeing that somebody waits. */
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long LONGEST_MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(256);

    private final Place[] places = new Place[PoolSettings.MAX];
    /** Taken by the gate itself, so that nobody else can. The one to be given out next is the first. */
    private final Deque<Place> shut = new ArrayDeque<>();
    /** How many places, as soon as they are free, are to be shut. Written with the lock held. */
    private volatile int owed;

    private volatile int limit;
    /** The places that were ever open are before this one. */
    private volatile int reach;
    /** By how many places threads begin: a power of two, less one. */
    private volatile int spread;

    private volatile boolean closed;

    private final AtomicInteger waiting = new AtomicInteger();
    /** Held by the first of those who wait. It is fair, so the next one to get it is the next who came. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private volatile @Nullable Thread first;

    Gate(int limit) {
        for (int number = places.length - 1; number >= 0; number--) {
            places[number] = new Place(number);
            places[number].take();
            shut.push(places[number]);
        }
        resize(limit);
    }

    /** Goes in if nobody has to be waited for; else null. */
    @Nullable
    Place enterNow() {
        return waiting.get() > 0 || owed > 0 ? null : unlessClosed(take());
    }

    /**
     * Waits for its turn.
     *
     * @return null when it did not come in time, or the gate was closed
     */
    @Nullable
    Place enter(long timeoutMillis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        waiting.incrementAndGet();
        try {
            if (!turn.tryLock(timeoutMillis, TimeUnit.MILLISECONDS)) {
                return null;
            }
            try {
                first = Thread.currentThread();
                return unlessClosed(awaited(end));
            } finally {
                first = null;
                turn.unlock();
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    private @Nullable Place awaited(long end) throws InterruptedException {
        long moment = MOMENT_NANOS;
        while (!closed) {
            // Looked at before the places are: whoever begins to end a lease after this sees that somebody waits
            boolean untold = anyEnding();
            settle();
            Place found = owed > 0 ? null : take();
            long left = end - System.nanoTime();
            if (found != null || left <= 0) {
                return found;
            }
            LockSupport.parkNanos(this, untold ? Math.min(left, moment) : left);
            moment = Math.min(2 * moment, LONGEST_MOMENT_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return null;
    }

    private boolean anyEnding() {
        for (int i = 0; i < reach; i++) {
            if (places[i].ending()) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Place take() {
        int all = reach;
        int from = (int) Thread.currentThread().threadId() & spread;
        for (int i = from; i < all; i++) {
            if (places[i].take()) {
                return places[i];
            }
        }
        for (int i = 0; i < from; i++) {
            if (places[i].take()) {
                return places[i];
            }
        }
        return null;
    }

    private @Nullable Place unlessClosed(@Nullable Place place) {
        if (place != null && closed) {
            place.free();
            return null;
        }
        return place;
    }

    /** Frees the place of a lease that has ended. */
    void leave(Place place) {
        place.free();
        if (waiting.get() > 0 || owed > 0) {
            settle();
            wake();
        }
    }

    /** Frees a place of which no lease was made. */
    void giveUp(Place place) {
        place.free();
        // No lease was ended, which is what makes sure that those who wait are seen
        VarHandle.fullFence();
        settle();
        wake();
    }

    private void wake() {
        Thread who = first;
        if (who != null) {
            LockSupport.unpark(who);
        }
    }

    /** Nobody who is in is put out; who comes in later is fewer or more. */
    synchronized void resize(int wanted) {
        owed += limit - wanted;
        limit = wanted;
        reach = Math.max(reach, wanted);
        spread = Integer.highestOneBit(wanted) - 1;
        while (owed < 0) {
            shut.pop().free();
            owed++;
        }
        settle();
        wake();
    }

    /** Shuts places that are free, the last first, as long as there are too many. */
    private void settle() {
        if (owed > 0) {
            synchronized (this) {
                for (int i = reach - 1; i >= 0 && owed > 0; i--) {
                    if (places[i].take()) {
                        shut.push(places[i]);
                        owed--;
                    }
                }
            }
        }
    }

    /** Sends those away who wait, one after the other, and all who come later. */
    void close() {
        closed = true;
        wake();
    }

    boolean closed() {
        return closed;
    }

    int limit() {
        return limit;
    }

    synchronized int inside() {
        int taken = -shut.size();
        for (Place place : places) {
            taken += place.taken() ? 1 : 0;
        }
        return taken;
    }

    int waiting() {
        return waiting.get();
    }

    void forEach(Consumer<Place> consumer) {
        for (int i = 0; i < reach; i++) {
            consumer.accept(places[i]);
        }
    }
}
