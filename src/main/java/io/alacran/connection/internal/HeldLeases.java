package io.alacran.connection.internal;

import io.alacran.connection.PoolSettings;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The leases of a pool that were not given back: a table without locks, since each lease is in it for a short while. */
class HeldLeases {

    /** A power of two with room for the largest pool twice, so that a free place is found at once. */
    private static final int PLACES = Integer.highestOneBit(2 * PoolSettings.MAX - 1) * 2;

    private final AtomicReferenceArray<@Nullable PooledLease> places = new AtomicReferenceArray<>(PLACES);

    /** @return where it was put, for {@link #remove(int)} */
    int add(PooledLease lease) {
        // Threads that come one after the other get places that are not in the same cache line
        int from = (int) (Thread.currentThread().threadId() * 17);
        for (int i = 0; i < PLACES; i++) {
            int place = (from + i) & (PLACES - 1);
            if (places.getPlain(place) == null && places.compareAndSet(place, null, lease)) {
                return place;
            }
        }
        throw new IllegalStateException("more sessions are in use than a pool can have");
    }

    /** True for the first who removes it: a lease ends once. */
    boolean remove(int place, PooledLease lease) {
        return places.compareAndSet(place, lease, null);
    }

    void forEach(Consumer<PooledLease> consumer) {
        for (int place = 0; place < PLACES; place++) {
            PooledLease lease = places.getAcquire(place);
            if (lease != null) {
                consumer.accept(lease);
            }
        }
    }
}
