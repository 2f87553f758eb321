package io.alacran.workbench.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.splitlayout.SplitLayout;
import io.alacran.connection.NamedConnection;
import io.alacran.engine.Dialect;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.uikit.EmptyState;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.SqlEditor;
import io.alacran.workbench.Query;
import io.alacran.workbench.QueryRequest;
import io.alacran.workbench.ScriptSplitter;
import io.alacran.workbench.SqlStatement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One tab: what to run on which connection, and what came of it. */
class QueryPanel extends Div {

    private static final String EXAMPLE = """
            -- What each category earned, without what came back
            select p.category,
                   count(distinct o.id) as orders,
                   round(sum(i.quantity * i.unit_price), 2) as revenue
            from order_items i
            join products p on p.id = i.product_id
            join orders o on o.id = i.order_id
            where o.status <> 'returned'
            group by p.category
            order by revenue desc;
            """;

    private static final Set<String> CHANGES_SCHEMA = Set.of("CREATE", "ALTER", "DROP", "RENAME");

    private final QueryTab tab;
    private final WorkbenchServices services;
    private final Runnable connectionChanged;
    private final Runnable schemaChanged;
    private final Select<NamedConnection> connection = new Select<>();
    private final Select<Long> limit = new Select<>();
    private final Button run = new Button("Run", VaadinIcon.PLAY.create());
    private final Button runAll = new Button("Run all");
    private final Button cancel = new Button("Cancel", VaadinIcon.STOP.create());
    private final Span environment = new Span();
    private final SqlEditor editor = new SqlEditor("SQL");
    private final ResultArea results;
    private @Nullable QueryFollower follower;
    private @Nullable Query ended;

    /**
     * @param connectionChanged called when another connection was chosen
     * @param schemaChanged called when a statement ended that may have made or dropped tables
     */
    QueryPanel(QueryTab tab, WorkbenchServices services, Runnable connectionChanged, Runnable schemaChanged) {
        this.tab = tab;
        this.services = services;
        this.connectionChanged = connectionChanged;
        this.schemaChanged = schemaChanged;
        this.results = new ResultArea(tab);
        addClassName("query-panel");
        editor.setPlaceholder("select … — Ctrl+Enter runs the statement at the cursor, Ctrl+Shift+Enter runs all");
        editor.setSizeFull();
        editor.setValue(tab.sql());
        editor.addValueChangeListener(change -> tab.setSql(change.getValue()));
        editor.addRunListener(this::run);
        SplitLayout split = new SplitLayout(editor, results, SplitLayout.Orientation.VERTICAL);
        split.setSplitterPosition(38);
        split.addClassName("query-split");
        add(toolbar(), split);
        showConnections();
    }

    /** Takes up names that came, and lets go of those that went. */
    final void showConnections() {
        List<NamedConnection> all = services.connections().list();
        connection.setItems(all);
        NamedConnection present = all.stream()
                .filter(c -> c.name().equals(tab.connection()))
                .findFirst()
                .orElse(null);
        if (present != null) {
            connection.setValue(present);
        }
        adapt(present);
    }

    /** Puts a name at the cursor. */
    void insert(String name) {
        editor.insert(name);
    }

    /** Offers names while typing. */
    void complete(Map<String, List<String>> columnsByTable) {
        editor.setSchema(columnsByTable);
    }

    /** Replaces the text and runs it. */
    void runNow(String sql, long maxRows) {
        editor.setValue(sql);
        tab.setSql(sql);
        tab.setMaxRows(maxRows);
        limit.setValue(maxRows);
        start(statements(sql));
    }

    void focusEditor() {
        editor.focus();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        Query present = tab.query();
        if (present == null) {
            results.teach(emptyState());
        } else {
            follow(event.getUI(), present);
        }
        showRunning(present);
    }

    @Override
    protected void onDetach(DetachEvent event) {
        super.onDetach(event);
        unfollow();
    }

    private Div toolbar() {
        connection.setAriaLabel("Connection");
        connection.setItemLabelGenerator(NamedConnection::name);
        connection.setPlaceholder("Choose a connection");
        connection.addClassName("connection-select");
        connection.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                tab.connectTo(change.getValue().name());
                adapt(change.getValue());
                connectionChanged.run();
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
        run.addClickListener(click -> editor.requestRun(false));
        runAll.setTooltipText("Run all statements (Ctrl+Shift+Enter)");
        runAll.addClickListener(click -> editor.requestRun(true));
        cancel.addThemeVariants(ButtonVariant.AURA_DANGER);
        cancel.addClickListener(click -> cancel());
        environment.addClassName("environment");
        Div bar = new Div(connection, environment, run, runAll, cancel, limit);
        bar.addClassName("query-toolbar");
        return bar;
    }

    private void adapt(@Nullable NamedConnection present) {
        run.setEnabled(present != null);
        runAll.setEnabled(present != null);
        environment.setVisible(present != null && !present.environment().equals("development"));
        if (present != null) {
            environment.setText(present.environment() + (present.readOnly() ? " · read-only" : ""));
            environment.setClassName("production", present.environment().equals("production"));
            services.dialects().of(present.client()).map(Dialect::editorDialect).ifPresent(editor::setDialect);
        }
        if (tab.query() == null && isAttached()) {
            results.teach(emptyState());
        }
    }

    private EmptyState emptyState() {
        if ("sample".equals(tab.connection()) && connection.getValue() != null) {
            Button example = new Button("Run an example", click -> runNow(EXAMPLE, QueryTab.ALL_ROWS));
            return new EmptyState(
                    "This is a small shop with made-up data. Rows appear here as they come from the database.",
                    example);
        }
        return new EmptyState("Rows appear here as they come from the database, however many there are.");
    }

    private void run(SqlEditor.RunEvent event) {
        tab.setSql(event.text());
        if (!event.all() && event.from() < event.to()) {
            String selected = event.text().substring(event.from(), event.to());
            start(statements(selected).stream()
                    .map(s -> new SqlStatement(
                            s.text(), s.start() + event.from(), s.from() + event.from(), s.to() + event.from()))
                    .toList());
        } else if (event.all()) {
            start(statements(event.text()));
        } else {
            start(ScriptSplitter.at(event.text(), client(), event.cursor()).stream()
                    .toList());
        }
    }

    private List<SqlStatement> statements(String sql) {
        return ScriptSplitter.split(sql, client());
    }

    private String client() {
        return connection.getValue() == null ? "" : connection.getValue().client();
    }

    private void start(List<SqlStatement> statements) {
        String name = tab.connection();
        if (name == null || connection.getValue() == null || statements.isEmpty()) {
            return;
        }
        UI ui = getUI().orElseThrow();
        try {
            unfollow();
            tab.close();
            editor.clearError();
            Query query = services.queries()
                    .start(new QueryRequest(null, name, statements, List.of(), tab.maxRows(), 0), done -> {});
            tab.ran(query);
            results.refresh(query);
            showRunning(query);
            follow(ui, query);
        } catch (ProblemException | InvalidInputException e) {
            Notifications.error(e);
        }
    }

    private void cancel() {
        Query running = tab.query();
        if (running != null) {
            running.cancel();
            cancel.setEnabled(false);
        }
    }

    private void follow(UI ui, Query query) {
        refresh(query);
        if (query.state() == Query.State.RUNNING) {
            follower = new QueryFollower(ui, query, () -> refresh(query));
        }
    }

    private void unfollow() {
        QueryFollower old = follower;
        if (old != null) {
            old.close();
            follower = null;
        }
    }

    private void refresh(Query query) {
        results.refresh(query);
        showRunning(query);
        if (query.state() == Query.State.RUNNING || ended == query) {
            return;
        }
        ended = query;
        if (query.request().statements().stream().anyMatch(s -> CHANGES_SCHEMA.contains(s.firstWord()))) {
            schemaChanged.run();
        }
        if (query.state() == Query.State.FAILED) {
            query.error().ifPresent(error -> error.position().ifPresent(at -> editor.showError(at, error.message())));
        }
    }

    private void showRunning(@Nullable Query query) {
        boolean running = query != null && query.state() == Query.State.RUNNING;
        cancel.setVisible(running);
        cancel.setEnabled(running && !Objects.requireNonNull(query).cancelRequested());
    }
}
