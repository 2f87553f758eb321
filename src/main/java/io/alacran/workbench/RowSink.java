package io.alacran.workbench;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes the rows of one result as they come from the driver. */
@FunctionalInterface
public interface RowSink {

    /**
     * Takes a row.
     *
     * @param values null, {@link Boolean}, {@link Long}, {@link Double}, {@link String} or {@code byte[]}; the array is
     *     used again for the next row
     * @return null to go on, or why no more rows are wanted, as a sentence for people
     */
    @Nullable
    String add(@Nullable Object[] values) throws IOException;

    /** How long it has waited so far for whoever reads the rows, which is not the database's time. */
    default long waitedNanos() {
        return 0;
    }
}
