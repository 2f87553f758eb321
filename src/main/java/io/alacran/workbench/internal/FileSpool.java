package io.alacran.workbench.internal;

import io.alacran.workbench.LargeValue;
import io.alacran.workbench.Spool;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A spool in one file: pages of rows, each about 64 KiB, and large values between them. Memory holds the last page and,
 * for each page, its first row and its place, which is what makes any row two steps away. The file is made when there is
 * something to put into it: most results are a few rows.
 */
class FileSpool implements Spool {

    private static final int PAGE = 64 * 1024;

    /** Makes the file, without a name that others see. */
    @FunctionalInterface
    interface NewFile {
        FileChannel open() throws IOException;
    }

    private final NewFile newFile;
    private @Nullable FileChannel file;
    private final int columns;
    private final long maxBytes;

    private final RowBuffer row = new RowBuffer(128);
    private final RowBuffer tail = new RowBuffer(256);
    private long end;

    private long[] firstRows = new long[4];
    private long[] places = new long[4];
    private int[] sizes = new int[4];
    private int pages;
    private long tailFirstRow;
    private volatile long rowCount;
    private volatile boolean closed;

    /** @param maxBytes the most it may take on disk */
    FileSpool(NewFile newFile, int columns, long maxBytes) {
        this.newFile = newFile;
        this.columns = columns;
        this.maxBytes = maxBytes;
    }

    @Override
    public @Nullable String add(@Nullable Object[] values) throws IOException {
        row.clear(PAGE);
        RowCodec.encode(values, row, this::keep);
        synchronized (this) {
            if (closed) {
                return "The result was closed.";
            }
            tail.put(row.array(), row.length());
            rowCount++;
            if (tail.length() >= PAGE) {
                flush();
            }
        }
        return end + tail.length() < maxBytes
                ? null
                : "The result reached the most it may take on disk, " + (maxBytes >> 20) + " MiB.";
    }

    @Override
    public long rowCount() {
        return rowCount;
    }

    @Override
    public synchronized long bytes() {
        return end + tail.length();
    }

    @Override
    public List<@Nullable Object[]> rows(long from, int count) throws IOException {
        List<@Nullable Object[]> found = new ArrayList<>(Math.min(count, 1000));
        long next = Math.max(0, from);
        long stop = Math.min(from + count, rowCount);
        while (next < stop) {
            Page page = page(next);
            RowCodec.Reader reader = new RowCodec.Reader(page.bytes(), columns);
            reader.skip((int) (next - page.firstRow()));
            long pageEnd = Math.min(stop, page.firstRow() + page.rows());
            for (; next < pageEnd; next++) {
                found.add(reader.row());
            }
        }
        return found;
    }

    @Override
    public @Nullable Object full(@Nullable Object value) throws IOException {
        if (value instanceof LargeValue large) {
            byte[] bytes = read(large.position(), large.bytes());
            return large.binary() ? bytes : new String(bytes, StandardCharsets.UTF_8);
        }
        return value;
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                if (file != null) {
                    file.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Rows that lie together, with the number of the first. */
    private record Page(byte[] bytes, long firstRow, long rows) {}

    private Page page(long number) throws IOException {
        long firstRow;
        long place;
        int size;
        long next;
        synchronized (this) {
            if (closed) {
                throw new ClosedChannelException();
            }
            if (number >= tailFirstRow) {
                return new Page(Arrays.copyOf(tail.array(), tail.length()), tailFirstRow, rowCount - tailFirstRow);
            }
            int found = Arrays.binarySearch(firstRows, 0, pages, number);
            int page = found >= 0 ? found : -found - 2;
            firstRow = firstRows[page];
            place = places[page];
            size = sizes[page];
            next = page + 1 < pages ? firstRows[page + 1] : tailFirstRow;
        }
        return new Page(read(place, size), firstRow, next - firstRow);
    }

    private void flush() throws IOException {
        if (pages == firstRows.length) {
            firstRows = Arrays.copyOf(firstRows, pages * 2);
            places = Arrays.copyOf(places, pages * 2);
            sizes = Arrays.copyOf(sizes, pages * 2);
        }
        firstRows[pages] = tailFirstRow;
        places[pages] = end;
        sizes[pages] = tail.length();
        write(ByteBuffer.wrap(tail.array(), 0, tail.length()));
        pages++;
        tailFirstRow = rowCount;
        tail.clear(PAGE + 4096);
    }

    private long keep(byte[] value) throws IOException {
        synchronized (this) {
            if (closed) {
                throw new ClosedChannelException();
            }
            long place = end;
            write(ByteBuffer.wrap(value));
            return place;
        }
    }

    private void write(ByteBuffer from) throws IOException {
        FileChannel to = file;
        if (to == null) {
            to = newFile.open();
            file = to;
        }
        while (from.hasRemaining()) {
            end += to.write(from, end);
        }
    }

    private byte[] read(long place, int size) throws IOException {
        FileChannel from;
        synchronized (this) {
            from = file;
        }
        if (from == null) {
            throw new ClosedChannelException();
        }
        ByteBuffer to = ByteBuffer.allocate(size);
        while (to.hasRemaining()) {
            if (from.read(to, place + to.position()) < 0) {
                throw new EOFException("the spool ends at " + from.size() + ", a page at " + (place + size));
            }
        }
        return to.array();
    }
}
