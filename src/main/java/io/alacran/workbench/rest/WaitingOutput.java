package io.alacran.workbench.rest;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Knows how long its writes took: a reader who is slow, or the network, holds them up. */
class WaitingOutput extends FilterOutputStream {

    private long waitedNanos;

    WaitingOutput(OutputStream out) {
        super(out);
    }

    long waitedNanos() {
        return waitedNanos;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        long start = System.nanoTime();
        try {
            out.write(bytes, from, length);
        } finally {
            waitedNanos += System.nanoTime() - start;
        }
    }

    @Override
    public void flush() throws IOException {
        long start = System.nanoTime();
        try {
            out.flush();
        } finally {
            waitedNanos += System.nanoTime() - start;
        }
    }
}
