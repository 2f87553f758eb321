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
        int from = (int) (Thread.currentThread().threadId() * 7);
        for (int i = 0; i < PLACES; i++) {
            int place = (from + i) & (PLACES - 1);
            if (places.getPlain(place) == null && places.compareAndSet(place, null, lease)) {
                return place;
            }
        }
        throw new IllegalStateException("more sessions are in use than a pool can have");
    }

    void remove(int place) {
        places.setRelease(place, null);
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
