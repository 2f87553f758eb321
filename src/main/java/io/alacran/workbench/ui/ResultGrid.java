package io.alacran.workbench.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.grid.ColumnRendering;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.provider.DataProvider;
import io.alacran.uikit.Notifications;
import io.alacran.workbench.ResultColumn;
import io.alacran.workbench.Spool;
import io.alacran.workbench.StatementResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of one result, read from its spool as they come into sight. The query is never run again. */
class ResultGrid extends Grid<ResultRow> {

    private static final int SAMPLE = 50;
    private static final int MIN_CHARS = 6;

    /** Numbers tend to grow down the rows, past those that the width is taken from. */
    private static final int MIN_DIGITS = 11;

    private static final int MAX_CHARS = 48;
    private static final String[] NO_VALUES = {};

    private final StatementResult result;
    private final Spool spool;
    private long shown;
    private @Nullable ResultRow focusedRow;
    private int focusedColumn = -1;

    ResultGrid(StatementResult result, Spool spool) {
        this.result = result;
        this.spool = spool;
        this.shown = spool.rowCount();
        addClassName("result-grid");
        addThemeVariants(GridVariant.NO_BORDER, GridVariant.COLUMN_BORDERS);
        setSelectionMode(SelectionMode.NONE);
        setColumnRendering(ColumnRendering.LAZY);
        setPageSize(100);
        setSizeFull();
        getElement().setAttribute("aria-label", "Rows");
        addRowNumbers();
        addColumns();
        setEmptyStateText("No rows.");
        setItems(DataProvider.fromCallbacks(
                query -> rows(query.getOffset(), query.getLimit()), query -> (int) Math.min(shown, Integer.MAX_VALUE)));
        addItemDoubleClickListener(click -> show(click.getItem(), index(click.getColumn())));
        addCellFocusListener(focus -> {
            focusedRow = focus.getItem().orElse(null);
            focusedColumn = focus.getColumn().map(ResultGrid::index).orElse(-1);
        });
        Shortcuts.addShortcutListener(this, this::showFocused, Key.ENTER).listenOn(this);
    }

    /** Shows the rows that came since. */
    void refresh() {
        long now = spool.rowCount();
        if (now != shown) {
            shown = now;
            getDataProvider().refreshAll();
        }
    }

    StatementResult result() {
        return result;
    }

    private void addRowNumbers() {
        addColumn(row -> String.format(Locale.ROOT, "%,d", row.number() + 1))
                .setHeader("#")
                .setKey("number")
                .setFrozen(true)
                .setResizable(false)
                .setFlexGrow(0)
                .setWidth("6.5rem")
                .setTextAlign(ColumnTextAlign.END)
                .setPartNameGenerator(row -> "row-number");
    }

    private void addColumns() {
        List<ResultColumn> columns = result.columns();
        List<ResultRow> sample = rows(0, SAMPLE).toList();
        for (int i = 0; i < columns.size(); i++) {
            int index = i;
            ResultColumn column = columns.get(i);
            Span header = new Span(column.name());
            header.setTitle(column.name() + ": " + column.type());
            addColumn(row -> row.text(index))
                    .setHeader(header)
                    .setKey("c" + i)
                    .setResizable(true)
                    .setFlexGrow(0)
                    .setWidth(width(column, sample, i))
                    .setTextAlign(numeric(column, sample, i) ? ColumnTextAlign.END : ColumnTextAlign.START)
                    .setPartNameGenerator(row -> row.isNull(index) ? "null-value" : null);
        }
    }

    private static boolean numeric(ResultColumn column, List<ResultRow> sample, int i) {
        return column.kind().numeric()
                || (!sample.isEmpty()
                        && sample.stream().allMatch(row -> row.isNull(i) || row.value(i) instanceof Number)
                        && sample.stream().anyMatch(row -> !row.isNull(i)));
    }

    private static String width(ResultColumn column, List<ResultRow> sample, int i) {
        int chars = column.name().length() + 1;
        for (ResultRow row : sample) {
            chars = Math.max(chars, row.text(i).length());
        }
        int least = numeric(column, sample, i) ? MIN_DIGITS : MIN_CHARS;
        // 13 px monospace is about 7.9 px wide; the rest is the cell's padding
        return Math.clamp(chars, least, MAX_CHARS) * 8 + 26 + "px";
    }

    private Stream<ResultRow> rows(int from, int count) {
        List<ResultRow> rows = new ArrayList<>(count);
        try {
            for (@Nullable Object[] values : spool.rows(from, count)) {
                rows.add(new ResultRow(from + rows.size(), values));
            }
        } catch (IOException e) {
            if (!spool.closed()) {
                Notifications.error(e);
            }
            for (long i = rows.size(); i < Math.min(count, shown - from); i++) {
                rows.add(new ResultRow(from + i, NO_VALUES));
            }
        }
        return rows.stream();
    }

    private void showFocused() {
        if (focusedRow != null) {
            show(focusedRow, focusedColumn);
        }
    }

    private void show(ResultRow row, int column) {
        if (column < 0) {
            return;
        }
        try {
            ResultColumn about = result.columns().get(column);
            new ValueDialog(about, row.number(), spool.full(row.value(column))).open();
        } catch (IOException e) {
            Notifications.error(e);
        }
    }

    private static int index(Grid.Column<ResultRow> column) {
        String key = column.getKey();
        return key != null && key.startsWith("c") ? Integer.parseInt(key.substring(1)) : -1;
    }
}
