package io.alacran.workbench.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes with the encodings that rows are made of. */
class RowBuffer {

    private byte[] bytes;
    private int length;

    RowBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /** Also lets go of an array that a large row made grow. */
    void clear(int keep) {
        length = 0;
        if (bytes.length > keep) {
            bytes = new byte[keep];
        }
    }

    void put(byte b) {
        ensure(1);
        bytes[length++] = b;
    }

    void put(byte[] from, int count) {
        ensure(count);
        System.arraycopy(from, 0, bytes, length, count);
        length += count;
    }

    /** Seven bits a byte, lowest first, the eighth says that more follow. */
    void putVarLong(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** Negative numbers stay short. */
    void putZigZag(long value) {
        putVarLong(value << 1 ^ value >> 63);
    }

    void putFixedLong(long value) {
        ensure(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    void putText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        putVarLong(utf8.length);
        put(utf8, utf8.length);
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
