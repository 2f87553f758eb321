package io.alacran.workbench.rest;

import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import io.alacran.workbench.Queries;
import io.alacran.workbench.RowSink;
import io.alacran.workbench.StatementResult;
import io.alacran.workbench.internal.RowWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the rows of a query's only result as they come. A slow reader holds up the writing, and so the reading from the
 * database.
 */
class StreamTarget implements Queries.Target {

    private static final long FLUSH_EVERY = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int LOOK_EVERY = 64;

    /** Makes a writer for a format. */
    @FunctionalInterface
    interface Format {
        RowWriter writer(OutputStream out) throws IOException;
    }

    private final HttpServletResponse response;
    private final Format format;
    private @Nullable RowWriter writer;
    private boolean readerGone;
    private long lastFlush;
    private long rows;

    StreamTarget(HttpServletResponse response, Format format) {
        this.response = response;
        this.format = format;
    }

    @Override
    public RowSink open(StatementResult result) throws IOException {
        if (writer != null) {
            throw new ProblemException(
                    Kind.REFUSED,
                    "A stream carries one result, and the statements give more than one.",
                    "Send one statement, or ask for application/json.");
        }
        WaitingOutput out = new WaitingOutput(response.getOutputStream());
        RowWriter opened = format.writer(out);
        writer = opened;
        lastFlush = System.nanoTime();
        opened.begin(result.columns());
        return new Sink(opened, out);
    }

    /** Rows that are written where a reader may be slow. */
    private final class Sink implements RowSink {

        private final RowWriter opened;
        private final WaitingOutput out;

        Sink(RowWriter opened, WaitingOutput out) {
            this.opened = opened;
            this.out = out;
        }

        @Override
        public @Nullable String add(@Nullable Object[] row) throws IOException {
            try {
                opened.row(row);
                if (++rows % LOOK_EVERY == 1 && (rows == 1 || System.nanoTime() - lastFlush > FLUSH_EVERY)) {
                    opened.flush();
                    lastFlush = System.nanoTime();
                }
                return null;
            } catch (IOException e) {
                readerGone = true;
                throw e;
            }
        }

        @Override
        public long waitedNanos() {
            return out.waitedNanos();
        }
    }

    /** Takes back what was not sent yet. */
    boolean takeBack() {
        if (response.isCommitted()) {
            return false;
        }
        response.resetBuffer();
        return true;
    }

    /** Whether nobody reads any more. */
    boolean readerGone() {
        return readerGone;
    }

    void finish() throws IOException {
        if (writer != null) {
            writer.flush();
        }
    }
}
