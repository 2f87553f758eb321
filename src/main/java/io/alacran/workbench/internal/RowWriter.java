package io.alacran.workbench.internal;

import io.alacran.workbench.ResultColumn;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the rows of one result in some format. */
public interface RowWriter {

    void begin(List<ResultColumn> columns) throws IOException;

    void row(@Nullable Object[] values) throws IOException;

    /** Hands on what is buffered. */
    void flush() throws IOException;
}
