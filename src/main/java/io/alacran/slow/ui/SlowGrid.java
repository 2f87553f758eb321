package io.alacran.slow.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSingleSelectionModel;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Span;
import io.alacran.slow.SlowStatement;
import io.alacran.uikit.Times;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Statements by the time that they took together; the one that is chosen stays so while others come. */
class SlowGrid extends Grid<SlowStatement> {

    private static final int MOST_ROWS_IN_SIGHT = 8;

    private final transient Consumer<@Nullable SlowStatement> chosen;

    SlowGrid(Consumer<@Nullable SlowStatement> chosen) {
        this.chosen = chosen;
        addThemeVariants(GridVariant.AURA_NO_BORDER);
        addComponentColumn(SlowGrid::statement)
                .setHeader("Statement")
                .setWidth("14rem")
                .setFlexGrow(1);
        addNumber(
                "Slow runs",
                s -> String.format(Locale.ROOT, "%,d", s.times().count()),
                s -> s.times().count());
        addTime("Total", s -> s.times().totalMs());
        addTime("p50", s -> s.times().p50Ms());
        addTime("p95", s -> s.times().p95Ms());
        addTime("Max", s -> s.times().maxMs());
        addComponentColumn(s -> Times.relative(s.lastSeen()))
                .setHeader("Last seen")
                .setComparator(SlowStatement::lastSeen)
                .setWidth("9rem")
                .setFlexGrow(0);
        // A click on the one that is shown would hide it
        ((GridSingleSelectionModel<SlowStatement>) getSelectionModel()).setDeselectAllowed(false);
        asSingleSelect().addValueChangeListener(change -> chosen.accept(change.getValue()));
    }

    private void addTime(String header, ToLongFunction<SlowStatement> millis) {
        addNumber(header, s -> Times.length(Duration.ofMillis(millis.applyAsLong(s))), millis);
    }

    private void addNumber(
            String header,
            com.vaadin.flow.function.ValueProvider<SlowStatement, String> text,
            ToLongFunction<SlowStatement> value) {
        addColumn(text)
                .setHeader(header)
                .setComparator((a, b) -> Long.compare(value.applyAsLong(a), value.applyAsLong(b)))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("6.5rem")
                .setFlexGrow(0);
    }

    private static Component statement(SlowStatement s) {
        Span sql = new Span(s.sql());
        sql.addClassNames("mono", "slow-sql");
        sql.setTitle(s.sql());
        return sql;
    }

    void show(List<SlowStatement> found) {
        SlowStatement before = asSingleSelect().getValue();
        setItems(found);
        setAllRowsVisible(found.size() <= MOST_ROWS_IN_SIGHT);
        SlowStatement now = before == null
                ? found.getFirst()
                : found.stream()
                        .filter(s -> s.id().equals(before.id()))
                        .findFirst()
                        .orElse(found.getFirst());
        asSingleSelect().setValue(now);
        chosen.accept(now);
    }
}
