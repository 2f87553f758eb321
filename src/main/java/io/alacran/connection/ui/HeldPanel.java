package io.alacran.connection.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.alacran.connection.HeldLease;
import io.alacran.connection.PoolStats;
import io.alacran.uikit.EmptyState;
import io.alacran.uikit.StateBadge;
import io.alacran.uikit.Times;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Who holds sessions, the longest first; those held for too long are marked. */
class HeldPanel extends Section {

    private static final int MOST = 10;

    private final Grid<Row> grid = new Grid<>();
    private final EmptyState none = new EmptyState("No session is in use.");
    private List<HeldLease> last = List.of();

    /** Two leases may look the same, rows of a grid may not. */
    private record Row(int number, HeldLease held) {}

    HeldPanel() {
        addClassNames("panel", "pool-held");
        grid.setAllRowsVisible(true);
        grid.addThemeVariants(GridVariant.AURA_NO_BORDER);
        grid.addComponentColumn(row -> time(row.held()))
                .setHeader("In use for")
                .setWidth("11rem")
                .setFlexGrow(0);
        grid.addColumn(row -> Objects.requireNonNullElse(row.held().by(), "–"))
                .setHeader("By")
                .setWidth("8rem")
                .setFlexGrow(0);
        grid.addComponentColumn(row -> statement(row.held()))
                .setHeader("Statement")
                .setWidth("16rem")
                .setFlexGrow(1);
        add(new H2("Sessions in use"), grid, none);
    }

    void show(PoolStats now) {
        List<HeldLease> longest = now.held().stream().limit(MOST).toList();
        if (!longest.equals(last)) {
            last = longest;
            grid.setItems(IntStream.range(0, longest.size())
                    .mapToObj(i -> new Row(i, longest.get(i)))
                    .toList());
        }
        grid.setVisible(!longest.isEmpty());
        none.setVisible(longest.isEmpty());
    }

    private static Component time(HeldLease held) {
        String length = Times.length(Duration.ofMillis(held.heldMs()));
        if (!held.leak()) {
            return new Span(length);
        }
        StateBadge badge = new StateBadge("unhealthy");
        badge.setText("forgotten? " + length);
        badge.setTitle("Longer than leakDetectionThreshold");
        return badge;
    }

    private static Component statement(HeldLease held) {
        Span sql = new Span(Objects.requireNonNullElse(held.sql(), "–"));
        sql.addClassName("mono");
        sql.setTitle(sql.getText());
        return sql;
    }
}
