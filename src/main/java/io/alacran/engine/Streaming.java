package io.alacran.engine;

/**
 * What a driver needs to hand out rows as they come.
 *
 * @param inTransaction whether the statement must run inside a transaction
 * @param firstFetch rows in the first round trip; small, so that the first rows come at once and large rows fit the heap
 * @param maxFetch the most rows in later round trips
 */
public record Streaming(boolean inTransaction, int firstFetch, int maxFetch) {

    /** The driver streams by itself. */
    public static final Streaming PLAIN = new Streaming(false, 64, 4096);

    /** As {@link #PLAIN}, inside a transaction. */
    public static final Streaming IN_TRANSACTION = new Streaming(true, 64, 4096);
}
