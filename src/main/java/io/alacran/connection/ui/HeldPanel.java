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

/** Who holds sessions, the longest first; those held for too long are marked. */
class HeldPanel extends Section {

    private static final int MOST = 10;

    private final Grid<HeldLease> grid = new Grid<>();
    private final EmptyState none = new EmptyState("No session is in use.");
    private List<HeldLease> last = List.of();

    HeldPanel() {
        addClassNames("panel", "pool-held");
        grid.setAllRowsVisible(true);
        grid.addThemeVariants(GridVariant.AURA_NO_BORDER);
        grid.addComponentColumn(HeldPanel::time)
                .setHeader("In use for")
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(held -> Objects.requireNonNullElse(held.by(), "–"))
                .setHeader("By")
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addComponentColumn(HeldPanel::statement).setHeader("Statement").setFlexGrow(1);
        add(new H2("Sessions in use"), grid, none);
    }

    void show(PoolStats now) {
        List<HeldLease> longest = now.held().stream().limit(MOST).toList();
        if (!longest.equals(last)) {
            last = longest;
            grid.setItems(longest);
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
