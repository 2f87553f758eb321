package io.alacran.workbench;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one result, mostly on disk. One thread writes; any number may read at the same time, also rows that were
 * written a moment ago. Memory stays bounded whatever the size. Row numbers count from 0.
 */
public interface Spool extends RowSink, AutoCloseable {

    /** How many rows can be read now; grows while the result is being read. */
    long rowCount();

    /** Its size on disk so far. */
    long bytes();

    /**
     * Reads rows by number; those beyond the end are left out.
     *
     * @return rows whose values are null, {@link Boolean}, {@link Long}, {@link Double}, {@link String}, {@code byte[]} or
     *     {@link LargeValue}
     * @throws IOException when the disk fails or the spool is closed
     */
    List<@Nullable Object[]> rows(long from, int count) throws IOException;

    /** A value in full: itself, or what a {@link LargeValue} stands for. */
    @Nullable
    Object full(@Nullable Object value) throws IOException;

    /** Whether it was closed. */
    boolean closed();

    /** Frees the disk; reading fails afterwards. */
    @Override
    void close();
}
