package io.alacran.workbench.internal;

import io.alacran.workbench.LargeValue;
import io.alacran.workbench.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows as bytes: each value is a tag and, for most, what it holds. */
class RowCodec {

    /** From this size on a value is kept outside its row, so that pages of rows stay small. */
    static final int LARGE = 16 * 1024;

    private static final int PREVIEW = 256;

    private static final byte NULL = 0;
    private static final byte FALSE = 1;
    private static final byte TRUE = 2;
    private static final byte LONG = 3;
    private static final byte DOUBLE = 4;
    private static final byte TEXT = 5;
    private static final byte BINARY = 6;
    private static final byte LARGE_TEXT = 7;
    private static final byte LARGE_BINARY = 8;

    private RowCodec() {}

    /** Keeps a large value somewhere and tells where. */
    @FunctionalInterface
    interface LargeStore {
        long keep(byte[] value) throws IOException;
    }

    static void encode(@Nullable Object[] row, RowBuffer to, LargeStore large) throws IOException {
        for (Object value : row) {
            switch (value) {
                case null -> to.put(NULL);
                case String s -> text(s, to, large);
                case Long l -> {
                    to.put(LONG);
                    to.putZigZag(l);
                }
                case Boolean b -> to.put(b ? TRUE : FALSE);
                case Double d -> {
                    to.put(DOUBLE);
                    to.putFixedLong(Double.doubleToRawLongBits(d));
                }
                case byte[] bytes
                when bytes.length < LARGE -> {
                    to.put(BINARY);
                    to.putVarLong(bytes.length);
                    to.put(bytes, bytes.length);
                }
                case byte[] bytes -> {
                    to.put(LARGE_BINARY);
                    to.putText("binary, " + bytes.length + " bytes");
                    to.putVarLong(large.keep(bytes));
                    to.putVarLong(bytes.length);
                }
                default -> text(value.toString(), to, large);
            }
        }
    }

    private static void text(String text, RowBuffer to, LargeStore large) throws IOException {
        if (text.length() < LARGE) {
            to.put(TEXT);
            to.putText(text);
        } else {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            to.put(LARGE_TEXT);
            to.putText(Values.beginning(text, PREVIEW));
            to.putVarLong(large.keep(utf8));
            to.putVarLong(utf8.length);
        }
    }

    /** Reads rows one after the other from a page. */
    static class Reader {

        private final byte[] bytes;
        private final int columns;
        private int at;

        Reader(byte[] bytes, int columns) {
            this.bytes = bytes;
            this.columns = columns;
        }

        @Nullable
        Object[] row() {
            Object[] row = new Object[columns];
            for (int i = 0; i < columns; i++) {
                row[i] = value();
            }
            return row;
        }

        void skip(int rows) {
            for (int i = 0; i < rows * columns; i++) {
                skipValue();
            }
        }

        private @Nullable Object value() {
            byte tag = bytes[at++];
            return switch (tag) {
                case NULL -> null;
                case FALSE -> Boolean.FALSE;
                case TRUE -> Boolean.TRUE;
                case LONG -> {
                    long v = varLong();
                    yield v >>> 1 ^ -(v & 1);
                }
                case DOUBLE -> {
                    long bits = 0;
                    for (int i = 0; i < 8; i++) {
                        bits = bits << 8 | bytes[at++] & 0xFF;
                    }
                    yield Double.longBitsToDouble(bits);
                }
                case TEXT -> text();
                case BINARY -> {
                    int length = (int) varLong();
                    at += length;
                    yield Arrays.copyOfRange(bytes, at - length, at);
                }
                case LARGE_TEXT, LARGE_BINARY ->
                    new LargeValue(text(), varLong(), (int) varLong(), tag == LARGE_BINARY);
                default -> throw new IllegalStateException("a page holds an unknown tag, " + tag);
            };
        }

        private void skipValue() {
            byte tag = bytes[at++];
            switch (tag) {
                case LONG -> varLong();
                case DOUBLE -> at += 8;
                case TEXT, BINARY -> skipText();
                case LARGE_TEXT, LARGE_BINARY -> {
                    skipText();
                    varLong();
                    varLong();
                }
                default -> {}
            }
        }

        private void skipText() {
            int length = (int) varLong();
            at += length;
        }

        private String text() {
            int length = (int) varLong();
            at += length;
            return new String(bytes, at - length, length, StandardCharsets.UTF_8);
        }

        private long varLong() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte b = bytes[at++];
                value |= (long) (b & 0x7F) << shift;
                if (b >= 0) {
                    return value;
                }
            }
        }
    }
}
