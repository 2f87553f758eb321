package io.alacran.workbench.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import io.alacran.connection.ConnectionLabels;
import io.alacran.connection.Environments;
import io.alacran.connection.NamedConnection;
import io.alacran.workbench.Query;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Above a tab's editor: on which connection to run, run and cancel, and how many rows to read. */
class QueryToolbar extends Div {

    private final QueryTab tab;
    private final Select<NamedConnection> connection = new Select<>();
    private final Select<Long> limit = new Select<>();
    private final Button run = new Button("Run", VaadinIcon.PLAY.create());
    private final Button runAll = new Button("Run all");
    private final Button cancel = new Button("Cancel", VaadinIcon.STOP.create());
    private final Span environment = new Span();
    private boolean running;

    /** What its buttons do. */
    interface Actions {

        /** Another connection was chosen. */
        void connected(NamedConnection chosen);

        /** @param all the whole script, not only the statement at the cursor */
        void run(boolean all);

        void cancel();
    }

    QueryToolbar(QueryTab tab, Actions actions) {
        this.tab = tab;
        addClassName("query-toolbar");
        connection.setAriaLabel("Connection");
        connection.setPlaceholder("Choose a connection");
        connection.addClassName("connection-select");
        connection.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                tab.connectTo(change.getValue().reference());
                adapt(change.getValue());
                actions.connected(change.getValue());
            }
        });
        limit.setAriaLabel("Rows to read");
        limit.setItems(QueryTab.ALL_ROWS, 100_000L, 1_000L);
        limit.setItemLabelGenerator(
                rows -> rows == QueryTab.ALL_ROWS ? "All rows" : String.format(Locale.ROOT, "First %,d rows", rows));
        limit.setValue(tab.maxRows());
        limit.addClassName("limit-select");
        limit.addValueChangeListener(change -> tab.setMaxRows(Objects.requireNonNullElse(change.getValue(), 0L)));
        run.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        run.setTooltipText("Run the selection or the statement at the cursor (Ctrl+Enter)");
        run.addClickListener(click -> actions.run(false));
        runAll.setTooltipText("Run all statements (Ctrl+Shift+Enter)");
        runAll.addClickListener(click -> actions.run(true));
        cancel.addThemeVariants(ButtonVariant.AURA_DANGER);
        cancel.addClickListener(click -> {
            cancel.setEnabled(false);
            actions.cancel();
        });
        environment.addClassName("environment");
        add(connection, environment, run, runAll, cancel, limit);
    }

    /**
     * Takes up names that came, lets go of those that went, and gives the tab's if it is among them.
     *
     * @param here the environment that a person works in
     */
    Optional<NamedConnection> offer(List<NamedConnection> all, String here) {
        connection.setItemLabelGenerator(new ConnectionLabels(here)::of);
        connection.setItems(all);
        Optional<NamedConnection> present = tab.among(all);
        present.ifPresent(connection::setValue);
        adapt(present.orElse(null));
        return present;
    }

    /** The one chosen; empty while none is. */
    Optional<NamedConnection> chosen() {
        return connection.getOptionalValue();
    }

    void showLimit() {
        limit.setValue(tab.maxRows());
    }

    void showRunning(@Nullable Query query) {
        running = query != null && query.state() == Query.State.RUNNING;
        allowRuns();
        cancel.setVisible(running);
        cancel.setEnabled(running && !Objects.requireNonNull(query).cancelRequested());
    }

    private void allowRuns() {
        run.setEnabled(!running && chosen().isPresent());
        runAll.setEnabled(!running && chosen().isPresent());
    }

    private void adapt(@Nullable NamedConnection present) {
        allowRuns();
        environment.setVisible(present != null && !present.environment().equals(Environments.DEVELOPMENT));
        if (present != null) {
            environment.setText(present.environment() + (present.readOnly() ? " · read-only" : ""));
            environment.setClassName("production", present.isProduction());
        }
    }
}
