package io.alacran.connection;

import java.time.Instant;
import java.util.Optional;

/**
 * One pool of sessions per named connection, made at first use. A connection is named by its reference; a bare name does
 * too, at the cost of a look into the store.
 */
public interface ConnectionPools {

    /**
     * Borrows a session; give it back by closing the lease.
     *
     * @throws io.alacran.problem.ProblemException {@code UNAVAILABLE} when no session can be made, at once and with the
     *     database's own cause, or when the pool stayed full, with its numbers; {@code NOT_FOUND} for an unknown name
     */
    Lease lease(String connection);

    /** A session for metadata: from the pool when it has room, otherwise a spare one, so that it never waits. */
    Lease spare(String connection);

    /** A session that is idle now; empty where none is, or others wait for one. Never waits, and opens none. */
    Optional<Lease> idle(String connection);

    /** The pool as it stands, empty while there is none. */
    Optional<PoolStats> stats(String connection);

    /**
     * What was last said to somebody who got no session; empty where one was opened or lent since, or {@link #reload} or
     * {@link #close} called. That a pool stayed full is no failure, nor that no spare session could be opened beside it.
     */
    Optional<Failure> lastFailure(String connection);

    /**
     * Why somebody got no session.
     *
     * @param why as it was said
     * @param at when it was said
     */
    record Failure(String why, Instant at) {}

    /**
     * Takes up a change of the connection: sizes and times in the open pool, without touching a session in use; for
     * whatever else a new pool takes the place of the open one, as with {@link #close}.
     */
    void reload(String connection);

    /** Ends idle sessions now and those in use when they are given back, so that all are opened anew. */
    void evict(String connection);

    /** Closes the pool, if there is one: idle sessions now, those in use when they are given back. */
    void close(String connection);
}
