package io.alacran.connection;

/**
 * Which of a connection's statements are kept as slow ones.
 *
 * @param thresholdMillis from how long on a statement is slow; 0 for never, up to a day
 * @param plans whether the database's plan of a slow statement that only reads is looked up by itself
 */
public record SlowStatementSettings(long thresholdMillis, boolean plans) {

    /** What a connection has unless it says otherwise. */
    public static final SlowStatementSettings DEFAULT = new SlowStatementSettings(1_000, false);

    /** Whether a statement that took this long is slow. */
    public boolean covers(long tookMillis) {
        return thresholdMillis > 0 && tookMillis >= thresholdMillis;
    }
}
