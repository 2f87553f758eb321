package io.alacran.workbench.internal;

import io.alacran.engine.Streaming;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Fits the rows of a round trip to their size: small rows in large batches, large rows in small ones. */
class FetchSize {

    private static final int BATCH_CHARS = 2 * 1024 * 1024;
    private static final int SAMPLE_EVERY = 256;

    private final ResultSet rows;
    private final Streaming streaming;
    private long sampled;
    private long samples;
    private int present;

    FetchSize(ResultSet rows, Streaming streaming) {
        this.rows = rows;
        this.streaming = streaming;
        this.present = streaming.firstFetch();
    }

    void adapt(long count, @Nullable Object[] row) throws SQLException {
        if (count > streaming.firstFetch() && count % SAMPLE_EVERY != 0) {
            return;
        }
        sampled += size(row);
        samples++;
        if (count >= streaming.firstFetch()) {
            int fitting = Math.clamp(
                    BATCH_CHARS / Math.max(1, sampled / samples),
                    Math.min(8, streaming.maxFetch()),
                    streaming.maxFetch());
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
