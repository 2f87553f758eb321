package io.alacran.connection.internal;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pools that are being opened. Of many that want one at once one connects, and all are told what came of it: a server is
 * not to see more sessions than the pool may have, nor a dead host be tried by each in turn.
 */
class Openings {

    private final ConcurrentHashMap<Way, CompletableFuture<Optional<Pool>>> opening = new ConcurrentHashMap<>();

    /**
     * The pool that is opened now, by this caller or another.
     *
     * @param opens null when the way is no more, which is what is returned then
     * @throws SQLException when the wait was interrupted; what {@code opens} throws is thrown as it is
     */
    @Nullable
    Pool open(Way way, Function<Way, @Nullable Pool> opens) throws SQLException {
        CompletableFuture<Optional<Pool>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<Pool>> others = opening.putIfAbsent(way, mine);
        if (others == null) {
            // On a thread of its own, so that an interrupt of the first who asked is not a failure for the rest
            Thread.ofVirtual().name("open-" + way.connection().reference()).start(() -> {
                try {
                    mine.complete(Optional.ofNullable(opens.apply(way)));
                } catch (Throwable e) {
                    mine.completeExceptionally(e);
                } finally {
                    opening.remove(way, mine);
                }
            });
        }
        try {
            return (others == null ? mine : others).get().orElse(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a session", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
