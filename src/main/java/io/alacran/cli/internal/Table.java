package io.alacran.cli.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Aligned columns of text. What a cell holds is made safe to print, and cut where it is very long. */
public final class Table {

    /** The widest cell that is printed whole. */
    public static final int WIDEST = 100;

    private final List<String> header;
    private final List<Boolean> right;
    private final List<List<String>> rows = new ArrayList<>();
    private boolean cut;

    /** @param header a name that ends with {@code >} heads a column of figures, which are right-aligned */
    public Table(String... header) {
        this(
                IntStream.range(0, header.length)
                        .mapToObj(i -> header[i].replaceAll(">$", ""))
                        .toList(),
                IntStream.range(0, header.length)
                        .mapToObj(i -> header[i].endsWith(">"))
                        .toList());
    }

    /** @param right which columns are right-aligned */
    public Table(List<String> header, List<Boolean> right) {
        this.header = header.stream().map(this::cell).toList();
        this.right = right;
    }

    /** Adds a row. */
    public Table row(String... cells) {
        return row(List.of(cells));
    }

    /** Adds a row. */
    public Table row(List<String> cells) {
        rows.add(cells.stream().map(this::cell).toList());
        return this;
    }

    /** Whether a cell was too long. */
    public boolean cut() {
        return cut;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Prints the header and the rows, with no blanks at the ends of lines. */
    public void print(Terminal terminal) {
        List<Integer> widths = new ArrayList<>(Collections.nCopies(header.size(), 0));
        for (List<String> row : rows) {
            widen(widths, row);
        }
        widen(widths, header);
        terminal.println(terminal.bold(line(header, widths)));
        rows.forEach(row -> terminal.println(line(row, widths)));
    }

    private static void widen(List<Integer> widths, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            widths.set(i, Math.max(widths.get(i), Text.width(cells.get(i))));
        }
    }

    private String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String blanks = " ".repeat(widths.get(i) - Text.width(cell));
            line.append(i == 0 ? "" : "  ").append(right.get(i) ? blanks + cell : cell + blanks);
        }
        return line.toString().stripTrailing();
    }

    private String cell(String text) {
        String safe = Text.safe(text);
        if (safe.codePointCount(0, safe.length()) <= WIDEST) {
            return safe;
        }
        cut = true;
        return safe.substring(0, safe.offsetByCodePoints(0, WIDEST - 1)) + "…";
    }
}
