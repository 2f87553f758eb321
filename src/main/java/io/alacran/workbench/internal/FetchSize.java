package io.alacran.workbench.internal;

import io.alacran.engine.Streaming;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fits the rows of a round trip to their size and to their speed: small rows that come fast in large batches, large rows
 * in small ones to spare the heap, and slow ones in small ones to be shown as they come.
 */
class FetchSize {

    private static final int BATCH_CHARS = 2 * 1024 * 1024;
    private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int SAMPLE_EVERY = 64;
    private static final int SMALLEST = 8;

    private final ResultSet rows;
    private final Streaming streaming;
    private final long started = System.nanoTime();
    private long sampled;
    private long samples;
    private int present;

    FetchSize(ResultSet rows, Streaming streaming) {
        this.rows = rows;
        this.streaming = streaming;
        this.present = streaming.firstFetch();
    }

    /** @param statementNanos what passed before the first row */
    void adapt(long count, @Nullable Object[] row, long statementNanos) throws SQLException {
        if (count > streaming.firstFetch() && count % SAMPLE_EVERY != 0) {
            return;
        }
        sampled += size(row);
        samples++;
        if (count >= streaming.firstFetch()) {
            long bySize = BATCH_CHARS / Math.max(1, sampled / samples);
            long bySpeed = BATCH_NANOS * count / Math.max(1, System.nanoTime() - started + statementNanos);
            int smallest = Math.min(SMALLEST, streaming.maxFetch());
            int fitting = Math.clamp(Math.min(bySize, bySpeed), smallest, streaming.maxFetch());
            if (fitting > present * 2 || fitting < present / 2) {
                present = fitting;
                rows.setFetchSize(fitting);
            }
        }
    }

    private static long size(@Nullable Object[] row) {
        long size = 0;
        for (Object value : row) {
            size += switch (value) {
                case String s -> s.length();
                case byte[] bytes -> bytes.length;
                case null, default -> 8;
            };
        }
        return size;
    }
}
