package io.alacran.database.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParameters;
import io.alacran.database.DatabasePanel;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.engine.EngineCatalog;
import io.alacran.operation.Operation;
import io.alacran.operation.OperationPanel;
import io.alacran.operation.Operations;
import io.alacran.uikit.BrowserHost;
import io.alacran.uikit.EmptyState;
import io.alacran.uikit.EngineMark;
import io.alacran.uikit.LiveUpdates;
import io.alacran.uikit.PageHeader;
import io.alacran.uikit.StateBadge;
import jakarta.annotation.security.PermitAll;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/** One managed database: how it stands, how to reach it, its ports, its log, and what can be done to it. */
@Route("databases/:name")
@PermitAll
class DatabaseView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private static final String NAME = "name";

    private final transient Databases databases;
    private final transient Operations operations;
    private final transient EngineCatalog catalog;
    private final transient ObjectProvider<DatabasePanel> panels;
    private final OperationPanel operation = new OperationPanel();
    private final Button cancel = new Button("Cancel the operation", click -> cancelOperation());
    private final Div content = new Div();
    private String name = "";

    private @org.jspecify.annotations.Nullable Shown shown;

    /** The parts of the page that change with the database; made once per visit. */
    private record Shown(
            StateBadge state,
            Paragraph detail,
            DatabaseFacts facts,
            PortsPanel ports,
            SnippetsPanel snippets,
            LifecycleButtons buttons) {}

    DatabaseView(
            Databases databases, Operations operations, EngineCatalog catalog, ObjectProvider<DatabasePanel> panels) {
        this.databases = databases;
        this.operations = operations;
        this.catalog = catalog;
        this.panels = panels;
        addClassNames("page", "database-view");
        content.addClassName("database-content");
        operation.setVisible(false);
        cancel.setVisible(false);
        cancel.addClassName("operation-cancel");
        LiveUpdates.follow(this, databases::follow, events -> {
            if (events.stream().anyMatch(e -> e.name().equals(name))) {
                refresh();
            }
        });
        LiveUpdates.follow(
                this,
                operations::follow,
                pictures -> pictures.stream()
                        .filter(o -> o.target().equals(name))
                        .reduce((a, b) -> b)
                        .ifPresent(this::show));
    }

    /** The parameters of the page about the named database. */
    static RouteParameters of(String name) {
        return new RouteParameters(NAME, name);
    }

    @Override
    public String getPageTitle() {
        return name + " · Alacran";
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        name = event.getRouteParameters().get(NAME).orElse("");
        removeAll();
        shown = null;
        add(operation, cancel, content);
        Optional<Operation> newest = newest();
        boolean worthShowing =
                newest.map(o -> o.state() != Operation.State.SUCCEEDED).orElse(false);
        refresh();
        if (worthShowing || (shown == null && newest.isPresent())) {
            show(newest.orElseThrow());
        }
    }

    private Optional<Operation> newest() {
        return operations.recent(50).stream()
                .filter(o -> o.target().equals(name))
                .findFirst();
    }

    private void show(Operation picture) {
        operation.setVisible(true);
        operation.show(picture);
        cancel.setVisible(picture.cancellable());
        if (picture.ended()) {
            refresh();
        }
    }

    private void cancelOperation() {
        operations.running().stream().filter(o -> o.target().equals(name)).forEach(o -> operations.cancel(o.id()));
    }

    private void refresh() {
        Optional<ManagedDatabase> found = databases.find(name);
        if (found.isEmpty()) {
            showMissing();
            return;
        }
        ManagedDatabase d = found.get();
        if (shown == null) {
            build(d);
        }
        Shown parts = java.util.Objects.requireNonNull(shown);
        parts.state().setState(d.state().word());
        parts.detail().setText(d.stateDetail() == null ? "" : d.stateDetail());
        parts.detail().setVisible(d.stateDetail() != null);
        parts.facts().show(d);
        parts.ports().show(d);
        parts.snippets().show(d, BrowserHost.current());
        parts.buttons().show(d);
    }

    private void build(ManagedDatabase d) {
        StateBadge state = new StateBadge(d.state().word());
        Paragraph detail = new Paragraph();
        detail.addClassName("database-detail");
        LifecycleButtons buttons =
                new LifecycleButtons(databases, d, catalog.get(d.engine()).queryable(), this::query);
        String title = catalog.get(d.engine()).title();
        PageHeader header = new PageHeader(
                d.name(), d.description() == null ? title + " " + d.version() : d.description(), state, buttons);
        header.addBeforeTitle(new EngineMark(d.engine()));
        shown = new Shown(
                state,
                detail,
                new DatabaseFacts(databases),
                new PortsPanel(databases),
                new SnippetsPanel(databases),
                buttons);
        Div connecting = new Div(shown.snippets());
        panels.orderedStream().forEach(panel -> connecting.add(panel.of(d)));
        Div columns = new Div(new Div(shown.facts(), shown.ports()), connecting);
        columns.addClassName("database-columns");
        content.removeAll();
        content.add(columns, new LogsPanel(databases, name));
        Paragraph noSql = new Paragraph(title
                + " speaks no SQL: the workbench cannot query it. Its own client can; the commands are under Connect.");
        noSql.setVisible(!catalog.get(d.engine()).queryable());
        removeAll();
        add(header, detail, noSql, operation, cancel, content);
    }

    private void showMissing() {
        shown = null;
        Button again = new Button(
                "Change and try again",
                click -> getUI().ifPresent(ui -> ui.navigate(DeployView.class, DeployView.again(name))));
        again.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        Button all = new Button("All databases", click -> getUI().ifPresent(ui -> ui.navigate(DatabasesView.class)));
        Optional<Operation> last = newest();
        boolean undone = last.filter(o -> o.kind().equals("deploy") && o.state() != Operation.State.SUCCEEDED)
                .isPresent();
        again.setVisible(undone);
        removeAll();
        add(
                new PageHeader(name, "There is no database of this name."),
                operation,
                new EmptyState(
                        undone
                                ? "Its deploy did not succeed; nothing of it was left behind."
                                : last.isPresent() ? "It was removed." : "It never was here.",
                        again,
                        all));
    }

    /** By the database, since a connection of its name may be to another one. */
    private void query() {
        getUI().ifPresent(ui -> ui.navigate("workbench", QueryParameters.of("database", name)));
    }
}
