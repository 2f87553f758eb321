package io.alacran.workbench.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.splitlayout.SplitLayout;
import io.alacran.connection.ChosenEnvironment;
import io.alacran.connection.NamedConnection;
import io.alacran.engine.Dialect;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.SqlEditor;
import io.alacran.workbench.Query;
import io.alacran.workbench.QueryRequest;
import io.alacran.workbench.ScriptSplitter;
import io.alacran.workbench.SqlError;
import io.alacran.workbench.SqlStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One tab: what to run on which connection, and what came of it. */
class QueryPanel extends Div {

    /** The keys or the button pressed twice by mistake. */
    private static final Duration TWICE = Duration.ofMillis(500);

    private static final Set<String> CHANGES_SCHEMA = Set.of("CREATE", "ALTER", "DROP", "RENAME");

    private final QueryTab tab;
    private final WorkbenchServices services;
    private final transient ChosenEnvironment chosen;
    private final Actions actions;
    private final SqlEditor editor = new SqlEditor("SQL");
    private final ResultArea results;
    private final QueryToolbar toolbar;
    private @Nullable QueryFollower follower;
    private @Nullable Query ended;
    private @Nullable Notification refusal;

    /** What it asks of the workbench around it. */
    interface Actions {

        /** Another connection was chosen. */
        void connectionChanged(QueryTab tab);

        /** A statement ended that may have made or dropped tables. */
        void schemaChanged();

        /** All statements ended well. */
        void succeeded();

        /** Text was typed: keeps it, in this tab or, where that was changed elsewhere meanwhile, in another. */
        void typed(QueryTab tab, String sql);

        /** The browser has text that did not reach the console when it was typed, on top of that revision. */
        void found(QueryTab tab, String sql, int revision);
    }

    QueryPanel(QueryTab tab, WorkbenchServices services, ChosenEnvironment chosen, Actions actions) {
        this.tab = tab;
        this.services = services;
        this.chosen = chosen;
        this.actions = actions;
        this.results = new ResultArea(tab, services);
        this.toolbar = new QueryToolbar(tab, new ToolbarActions());
        addClassName("query-panel");
        editor.setPlaceholder("select … — Ctrl+Enter runs the statement at the cursor, Ctrl+Shift+Enter runs all");
        editor.setSizeFull();
        editor.setValue(tab.sql());
        editor.addValueChangeListener(change -> {
            if (!change.isFromClient()) {
                typed(change.getValue());
            }
        });
        editor.addSentListener(() -> typed(editor.getValue()));
        editor.addDraftListener(draft -> {
            actions.found(tab, draft.text(), draft.revision());
            editor.confirm(tab.revision());
        });
        editor.keepDraft(tab.id(), tab.revision());
        editor.addRunListener(this::run);
        SplitLayout split = new SplitLayout(editor, results, SplitLayout.Orientation.VERTICAL);
        split.setSplitterPosition(38);
        split.addClassName("query-split");
        add(toolbar, split);
        showConnections();
    }

    /** Takes up names that came, and lets go of those that went. */
    final void showConnections() {
        adapt(toolbar.offer(chosen.first(services.groups().offered()), chosen.word()));
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
        tab.setMaxRows(maxRows);
        show(sql);
        toolbar.showLimit();
        start(ScriptSplitter.split(sql, client()));
    }

    /** Replaces the text. */
    void show(String sql) {
        editor.setValue(sql);
    }

    private void typed(String sql) {
        if (!sql.equals(tab.sql())) {
            actions.typed(tab, sql);
        }
        editor.confirm(tab.revision());
    }

    void focusEditor() {
        editor.focus();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        Query present = tab.query();
        if (present == null) {
            results.teach(hint());
        } else {
            follow(event.getUI(), present);
        }
        toolbar.showRunning(present);
    }

    @Override
    protected void onDetach(DetachEvent event) {
        super.onDetach(event);
        unfollow();
    }

    private void adapt(Optional<NamedConnection> present) {
        present.flatMap(c -> services.dialects().of(c.client()))
                .map(Dialect::editorDialect)
                .ifPresent(editor::setDialect);
        if (tab.query() == null && isAttached()) {
            results.teach(hint());
        }
    }

    private class ToolbarActions implements QueryToolbar.Actions {

        @Override
        public void connected(NamedConnection chosen) {
            adapt(Optional.of(chosen));
            actions.connectionChanged(tab);
        }

        @Override
        public void run(boolean all) {
            editor.requestRun(all);
        }

        @Override
        public void cancel() {
            Query running = tab.query();
            if (running != null) {
                running.cancel();
            }
        }
    }

    private FirstHint hint() {
        boolean sample = toolbar.chosen().filter(c -> c.name().equals("sample")).isPresent();
        return sample ? FirstHint.sample(sql -> runNow(sql, QueryTab.ALL_ROWS)) : FirstHint.usual();
    }

    private void run(SqlEditor.RunEvent event) {
        typed(event.text());
        if (isAttached()) {
            start(RunChoice.of(event, client()));
        }
    }

    private String client() {
        return toolbar.chosen().map(NamedConnection::client).orElse("");
    }

    private void start(List<SqlStatement> statements) {
        Optional<NamedConnection> chosen = toolbar.chosen();
        if (tab.connection() == null || chosen.isEmpty()) {
            return;
        }
        Query before = tab.query();
        if (before != null
                && sameTexts(before.request().statements(), statements)
                && before.startedAt().plus(TWICE).isAfter(Instant.now())) {
            return;
        }
        if (before != null && before.state() == Query.State.RUNNING) {
            refuse("A query still runs in this tab.", "Cancel it first, or open another tab for this one.");
            return;
        }
        if (statements.isEmpty()) {
            refuse("There is no statement to run here.", "Put the cursor into one, or write one.");
            return;
        }
        String name = chosen.get().reference();
        ProductionQuestion.before(statements, chosen.get(), services, () -> startNow(name, statements));
    }

    private static boolean sameTexts(List<SqlStatement> one, List<SqlStatement> other) {
        return one.stream()
                .map(SqlStatement::text)
                .toList()
                .equals(other.stream().map(SqlStatement::text).toList());
    }

    private void startNow(String name, List<SqlStatement> statements) {
        UI ui = getUI().orElseThrow();
        closeRefusal();
        try {
            unfollow();
            tab.close();
            editor.clearError();
            Query query = services.queries()
                    .start(
                            new QueryRequest(null, name, statements, List.of(), tab.maxRows(), 0, "tab " + tab.id()),
                            done -> {});
            tab.ran(query);
            results.refresh(query);
            toolbar.showRunning(query);
            follow(ui, query);
        } catch (ProblemException | InvalidInputException e) {
            refusal = Notifications.error(e);
        }
    }

    /** Says why nothing was run, until something is. */
    private void refuse(String message, String remedy) {
        closeRefusal();
        refusal = Notifications.error(message, remedy);
    }

    private void closeRefusal() {
        Notification old = refusal;
        if (old != null) {
            old.close();
            refusal = null;
        }
    }

    private void follow(UI ui, Query query) {
        // Asked before the first look: a query that ends between the two is looked at once more.
        boolean running = query.state() == Query.State.RUNNING;
        refresh(query);
        if (running) {
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

    /** Where the error is: as the database says, else the statement of the script that it refused. */
    private static OptionalInt place(Query query, SqlError error) {
        List<SqlStatement> all = query.request().statements();
        boolean known = error.position().isPresent();
        return known || all.size() == 1 || !(query.failure().orElse(null) instanceof SQLException)
                ? error.position()
                : OptionalInt.of(all.get(query.statementsDone()).start());
    }

    private void refresh(Query query) {
        results.refresh(query);
        toolbar.showRunning(query);
        if (query.state() == Query.State.RUNNING || ended == query) {
            return;
        }
        ended = query;
        if (query.request().statements().stream().anyMatch(s -> CHANGES_SCHEMA.contains(s.firstWord()))) {
            actions.schemaChanged();
        } else if (query.state() == Query.State.SUCCEEDED) {
            actions.succeeded();
        }
        if (query.state() == Query.State.FAILED) {
            query.error()
                    .ifPresent(error -> place(query, error).ifPresent(at -> editor.showError(at, error.message())));
        }
    }
}
