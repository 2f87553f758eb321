package io.alacran.workbench.ui;

import io.alacran.workbench.LargeValue;
import io.alacran.workbench.Values;
import org.jspecify.annotations.Nullable;

/** A row as the grid shows it; its number is its identity. */
final class ResultRow {

    /** More of a value is only shown in full on request. */
    private static final int SHOWN = 250;

    private final long number;
    private final @Nullable Object[] values;

    ResultRow(long number, @Nullable Object[] values) {
        this.number = number;
        this.values = values;
    }

    /** Counted from 0. */
    long number() {
        return number;
    }

    boolean isNull(int column) {
        return value(column) == null;
    }

    @Nullable
    Object value(int column) {
        return column < values.length ? values[column] : null;
    }

    /** On one line and not too long. */
    String text(int column) {
        Object value = value(column);
        if (value == null) {
            return "null";
        }
        String text = value instanceof LargeValue large ? large.toString() : String.valueOf(Values.text(value));
        String shown = text.length() > SHOWN ? Values.beginning(text, SHOWN) + "…" : text;
        return shown.replace("\r\n", "⏎").replace('\n', '⏎').replace('\t', ' ');
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResultRow row && row.number == number;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }
}
