package io.alacran.engine;

/**
 * What a driver needs to hand out a statement's rows as they come.
 *
 * @param inTransaction whether the statement must run inside a transaction
 * @param capsRows whether the driver's row limit can be set for it without changing what it does
 * @param firstFetch rows in the first round trip; small, so that the first rows come at once and large rows fit the heap
 * @param maxFetch the most rows in later round trips
 */
public record Streaming(boolean inTransaction, boolean capsRows, int firstFetch, int maxFetch) {

    /** The driver streams by itself. */
    public static final Streaming PLAIN = new Streaming(false, false, 64, 4096);

    /** As {@link #PLAIN}, and the driver's row limit is safe. */
    public static final Streaming CAPPED = new Streaming(false, true, 64, 4096);

    /** As {@link #CAPPED}, inside a transaction. */
    public static final Streaming IN_TRANSACTION = new Streaming(true, true, 64, 4096);

    /** The same with no round trip for more rows than are wanted; some drivers refuse that. */
    public Streaming atMost(long rows) {
        int most = (int) Math.clamp(rows, 1, Integer.MAX_VALUE);
        return new Streaming(inTransaction, capsRows, Math.min(firstFetch, most), Math.min(maxFetch, most));
    }
}
