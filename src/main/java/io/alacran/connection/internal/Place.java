package io.alacran.connection.internal;

import io.alacran.connection.HeldLease;
import io.alacran.engine.Dialect;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A place in a pool, for one lease after the other. Each lease has a ticket of its own for it, so that one that is over
 * cannot end the next. Lending takes two atomic steps here and no other: one to take the place, one to end the lease.
 */
class Place {

    private static final int SHOWN = 200;

    /** What a ticket says of the place, by its last bits. A place that is free again goes on with the next tickets. */
    private static final int STATE = 3;

    private static final int FREE = 0;
    private static final int TAKEN = 1;
    private static final int HELD = 2;
    private static final int ENDING = 3;

    private static final VarHandle TICKET;

    static {
        try {
            TICKET = MethodHandles.lookup().findVarHandle(Place.class, "ticket", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What runs on the session of whoever has the ticket. */
    private record Running(long ticket, long since, String by, String sql) {}

    /** Since when somebody who looks knows of whoever has the ticket. */
    private record Seen(long ticket, long since, boolean warned) {}

    private volatile long ticket;
    private long since;
    private int lot;
    private volatile @Nullable Running running;
    private @Nullable Seen seen;

    /** So that threads with a place each do not write to one line of the processors' caches. */
    @SuppressWarnings("unused")
    private long apart1, apart2, apart3, apart4, apart5, apart6, apart7, apart8;

    Place(int number) {
        lot = number;
    }

    /** False when it is not free. */
    boolean take() {
        long now = ticket;
        return (now & STATE) == FREE && TICKET.compareAndSet(this, now, now + TAKEN);
    }

    boolean taken() {
        return (ticket & STATE) != FREE;
    }

    /** Whether its lease is over and the place about to be free. */
    boolean ending() {
        return (ticket & STATE) == ENDING;
    }

    /**
     * Begins a lease, by the one who took the place.
     *
     * @param start by {@link System#nanoTime()}; 0 when it is not measured
     * @return the lease's ticket
     */
    long hold(long start) {
        since = start;
        long held = (long) TICKET.get(this) - TAKEN + HELD;
        TICKET.setRelease(this, held);
        return held;
    }

    /** True for the first who ends the lease, who then frees the place. */
    boolean end(long held) {
        return TICKET.compareAndSet(this, held, held - HELD + ENDING);
    }

    /** By the one who took it or ended its lease. */
    void free() {
        if (running != null) {
            running = null;
        }
        TICKET.setRelease(this, ((long) TICKET.get(this) | STATE) + 1);
    }

    /** A number by lot, for the one who took the place: as nobody else is here, it takes no time to speak of. */
    int draw() {
        lot = lot * 1_664_525 + 1_013_904_223;
        return lot >>> 16;
    }

    /** Its time begins with its first statement when it was not measured. */
    void runs(long held, String by, String sql) {
        Running before = running;
        long began = before != null && before.ticket() == held ? before.since() : System.nanoTime();
        if (ticket == held) {
            running = new Running(held, began, by, sql);
        }
    }

    /** Who holds it, with a statement shortened and without its values; null when nobody does. */
    synchronized @Nullable HeldLease held(long now, long leakNanos, Dialect dialect) {
        long held = ticket;
        long began = since;
        Running last = running;
        VarHandle.acquireFence();
        if ((held & STATE) != HELD || held != ticket) {
            return null;
        }
        Running how = last != null && last.ticket() == held ? last : null;
        if (seen == null || seen.ticket() != held) {
            seen = new Seen(held, began != 0 ? began : how != null ? how.since() : now, false);
        }
        long nanos = Math.max(0, now - seen.since());
        return new HeldLease(
                nanos / 1_000_000,
                how == null ? null : how.by(),
                how == null ? null : Masks.statement(how.sql(), dialect.client(), SHOWN),
                leakNanos > 0 && nanos > leakNanos);
    }

    /** True the first time that it is asked of the lease that {@link #held} told of last. */
    synchronized boolean warnsFirst() {
        if (seen == null || seen.warned()) {
            return false;
        }
        seen = new Seen(seen.ticket(), seen.since(), true);
        return true;
    }
}
