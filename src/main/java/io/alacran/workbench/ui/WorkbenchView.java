package io.alacran.workbench.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.splitlayout.SplitLayout;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.alacran.connection.ChosenEnvironment;
import io.alacran.connection.ConnectionReference;
import io.alacran.connection.Environments;
import io.alacran.problem.ProblemException;
import io.alacran.uikit.LiveUpdates;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.SqlEditor;
import jakarta.annotation.security.PermitAll;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where people query: schema tree at the left, tabs with an editor and results at the right. */
@Route("workbench")
@PageTitle("Workbench · Alacran")
@Menu(order = 6, title = "Workbench", icon = "vaadin:code")
@PermitAll
class WorkbenchView extends Div implements AfterNavigationObserver {

    private static final long PREVIEW_ROWS = 1_000;
    private static final String SCHEMA_SHOWN = "schema-shown";

    private final WorkbenchServices services;
    private final OpenTabs session;
    private final transient ChosenEnvironment chosen;
    private final transient MeantConnection meant;
    private final SchemaTree tree;
    private final Tabs tabs = new Tabs();
    private final Div content = new Div();
    private final Map<QueryTab, QueryPanel> panels = new HashMap<>();
    private final Map<Tab, QueryTab> byTab = new HashMap<>();
    private final Button left = new Button(VaadinIcon.ARCHIVE.create(), click -> takeUp());
    private @Nullable WindowTabs entered;

    WorkbenchView(WorkbenchServices services, OpenTabs session, ChosenEnvironment chosen) {
        this.services = services;
        this.session = session;
        this.chosen = chosen;
        meant = new MeantConnection(services.connections(), services.groups(), chosen);
        addClassName("workbench");
        tree = new SchemaTree(services, this::insert, this::preview, names -> panel().complete(names));
        Button reload = new Button(VaadinIcon.REFRESH.create(), click -> tree.reload());
        reload.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        reload.setAriaLabel("Read the schema again");
        reload.setTooltipText("Read the schema again");
        Div head = new Div(new H2("Schema"), reload);
        head.addClassName("schema-head");
        Div side = new Div(head, tree);
        side.addClassName("workbench-side");

        Button add = new Button(
                VaadinIcon.PLUS.create(),
                click -> openTab(meant.hereOr(open().selected(null).connection())));
        add.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        add.setAriaLabel("New query");
        add.setTooltipText("New query");
        tabs.setAutoselect(false);
        tabs.addSelectedChangeListener(change -> {
            QueryTab picked = byTab.get(change.getSelectedTab());
            if (change.isFromClient() && picked != null) {
                open().select(picked);
                showSelected();
            }
        });
        Button schema = new Button(VaadinIcon.FILE_TREE.create(), click -> showSchema(!hasClassName(SCHEMA_SHOWN)));
        schema.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        schema.addClassName("schema-toggle");
        schema.setAriaLabel("Schema");
        schema.setTooltipText("Schema");
        left.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        left.addClassName("tabs-left");
        Div bar = new Div(schema, tabs, add, left);
        bar.addClassName("query-tabs");
        content.addClassName("query-content");
        Div main = new Div(bar, content);
        main.addClassName("workbench-main");
        SplitLayout split = new SplitLayout(side, main);
        split.setSplitterPosition(22);
        split.setSizeFull();
        add(split);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        entered = session.of(UI.getCurrent());
        QueryParameters asked = event.getLocation().getQueryParameters();
        asked.getSingleParameter("connection")
                .flatMap(this::called)
                .or(() -> asked.getSingleParameter("database").flatMap(this::leadingTo))
                .ifPresent(name ->
                        asked.getSingleParameter("sql").ifPresentOrElse(sql -> goTo(name, sql), () -> goTo(name)));
        open().selected(meant.usual());
        showTabs();
        panel().focusEditor();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        LiveUpdates.<Boolean>follow(
                this, sink -> services.connections().follow(() -> sink.accept(true)), changes -> showConnections());
        LiveUpdates.<Boolean>follow(
                this, sink -> services.groups().follow(() -> sink.accept(true)), changes -> showConnections());
        LiveUpdates.<String>follow(this, chosen::follow, changes -> goToChosen());
    }

    private void showConnections() {
        panels.values().forEach(QueryPanel::showConnections);
        markProduction();
    }

    /** A tab that holds nothing yet goes along to the environment that was chosen; what was typed stays where it is. */
    private void goToChosen() {
        QueryTab present = open().selected(null);
        String before = present.connection();
        if (present.untouched()) {
            String there = meant.namesakeHere(before).orElseGet(meant::usual);
            if (there != null && !there.equals(before)) {
                panels.remove(present);
                present.connectTo(there);
                open().connected(present);
                showTabs();
            }
        }
        showConnections();
    }

    /** A bar of colour above everything while statements would run in production. */
    private void markProduction() {
        setClassName(
                "on-production",
                Optional.ofNullable(open().selected(null).connection())
                        .flatMap(ConnectionReference::of)
                        .filter(of -> Environments.isProduction(of.environment()))
                        .isPresent());
    }

    private Optional<String> called(String name) {
        try {
            return Optional.of(meant.called(name)
                    .orElseGet(() -> services.connections().get(name).reference()));
        } catch (ProblemException unclear) {
            Notifications.error(unclear);
            return Optional.empty();
        }
    }

    private Optional<String> leadingTo(String database) {
        Optional<String> found = meant.leadingTo(database);
        if (found.isEmpty()) {
            Notifications.error(
                    "No connection leads to the database " + database + ".",
                    "Make one on the page Connections, to a database of this console.");
        }
        return found;
    }

    /** Opens a text once: whoever loads the page again finds it in its tab. */
    private void goTo(String connection, String sql) {
        open().open(connection, sql);
        UI.getCurrent().getPage().getHistory().replaceState(null, "workbench");
    }

    private void goTo(String connection) {
        QueryTab present = open().selected(connection);
        if (connection.equals(present.connection())) {
            return;
        }
        if (present.untouched()) {
            panels.remove(present);
            present.connectTo(connection);
            open().connected(present);
        } else {
            open().all().stream()
                    .filter(tab -> connection.equals(tab.connection()))
                    .findFirst()
                    .ifPresentOrElse(open()::select, () -> open().open(connection));
        }
    }

    private void openTab(@Nullable String connection) {
        open().open(connection);
        showTabs();
        panel().focusEditor();
    }

    private void closeTab(QueryTab tab) {
        WindowTabs own = open();
        own.close(tab);
        panels.remove(tab);
        QueryTab next = own.selected(Objects.requireNonNullElseGet(tab.connection(), () -> meant.usual()));
        showTabs();
        if (!tab.sql().isBlank()) {
            Notifications.undoable("Closed '" + tab.title() + "'.", () -> {
                if (next.untouched() && own.all().equals(List.of(next))) {
                    own.close(next);
                }
                own.reopen(tab);
                showTabs();
            });
        }
    }

    private void takeUp() {
        open().takeUp();
        showTabs();
    }

    /** The tabs of this window, from the first navigation on. */
    private WindowTabs open() {
        return Objects.requireNonNull(entered);
    }

    private final class PanelActions implements QueryPanel.Actions {

        @Override
        public void connectionChanged(QueryTab tab) {
            open().connected(tab);
            tree.show(tab.connection());
            markProduction();
        }

        @Override
        public void schemaChanged() {
            tree.reload();
        }

        @Override
        public void succeeded() {
            tree.recover();
        }

        @Override
        public void typed(QueryTab tab, String sql) {
            if (!open().write(tab, sql)) {
                panels.remove(tab);
                open().read();
                openWith(
                        tab,
                        sql,
                        "'" + tab.title() + "' was changed in another window. What you typed here is in '%s'.");
            }
        }

        @Override
        public void found(QueryTab tab, String sql, int revision) {
            if (sql.equals(tab.sql())) {
                return;
            }
            if (revision == tab.revision() || tab.sql().isBlank()) {
                panel(tab).show(sql);
            } else {
                openWith(tab, sql, "What you typed in '" + tab.title() + "' while the console was away is in '%s'.");
            }
        }

        private void openWith(QueryTab tab, String sql, String news) {
            QueryTab fresh = open().open(tab.connection(), sql);
            showTabs();
            getUI().ifPresent(ui -> SqlEditor.forgetDraft(ui.getPage(), tab.id(), sql));
            Notifications.success(String.format(news, fresh.title()));
        }
    }

    /** On a narrow screen the schema lies over the editor, and only while it is wanted. */
    private void showSchema(boolean shown) {
        setClassName(SCHEMA_SHOWN, shown);
    }

    private void insert(String name) {
        showSchema(false);
        panel().insert(name);
    }

    private void preview(String table) {
        showSchema(false);
        QueryTab from = open().selected(null);
        if (!from.untouched()) {
            open().open(from.connection());
            showTabs();
        }
        panel().runNow("select * from " + table + ";\n", PREVIEW_ROWS);
    }

    private void showTabs() {
        tabs.removeAll();
        byTab.clear();
        int others = open().left();
        left.setVisible(others > 0);
        left.setText(others + (others == 1 ? " query" : " queries") + " of a closed window");
        for (QueryTab each : open().all()) {
            Button close = new Button(VaadinIcon.CLOSE_SMALL.create(), click -> closeTab(each));
            close.addThemeVariants(ButtonVariant.AURA_TERTIARY);
            close.addClassName("tab-close");
            close.setAriaLabel("Close " + each.title());
            Tab tab = new Tab(new Span(each.title()), close);
            byTab.put(tab, each);
            tabs.add(tab);
            if (each == open().selected(null)) {
                tabs.setSelectedTab(tab);
            }
        }
        showSelected();
    }

    private void showSelected() {
        QueryPanel panel = panel();
        if (content.getChildren().noneMatch(shown -> shown == panel)) {
            content.removeAll();
            content.add(panel);
        }
        tree.show(open().selected(null).connection());
        markProduction();
    }

    private QueryPanel panel() {
        return panel(open().selected(null));
    }

    private QueryPanel panel(QueryTab tab) {
        return panels.computeIfAbsent(tab, fresh -> new QueryPanel(fresh, services, chosen, new PanelActions()));
    }
}
