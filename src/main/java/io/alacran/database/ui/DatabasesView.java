package io.alacran.database.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.alacran.database.DatabaseState;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.docker.DockerEngine;
import io.alacran.engine.EngineCatalog;
import io.alacran.uikit.Background;
import io.alacran.uikit.CopyButton;
import io.alacran.uikit.EmptyState;
import io.alacran.uikit.EngineMark;
import io.alacran.uikit.LiveUpdates;
import io.alacran.uikit.PageHeader;
import io.alacran.uikit.Sizes;
import io.alacran.uikit.StateBadge;
import io.alacran.uikit.Times;
import jakarta.annotation.security.PermitAll;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** All managed databases. */
@Route("databases")
@PageTitle("Databases · Alacran")
@Menu(order = 1, title = "Databases", icon = "vaadin:database")
@PermitAll
class DatabasesView extends Div implements AfterNavigationObserver {

    private final transient Databases databases;
    private final transient DockerEngine engine;
    private final transient EngineCatalog catalog;
    private final EngineNotice notice = new EngineNotice(this::checkEngine);
    private final Grid<ManagedDatabase> grid = new Grid<>();
    private final EmptyState empty;
    private final OrphanedVolumesPanel volumes;
    private final transient Map<String, OptionalLong> sizes = new HashMap<>();

    DatabasesView(Databases databases, DockerEngine engine, EngineCatalog catalog) {
        this.databases = databases;
        this.engine = engine;
        this.catalog = catalog;
        addClassNames("page", "databases-view");
        empty = new EmptyState(
                "No database yet. Deploy one: it gets a name on the shared network, a volume of its own and a strong"
                        + " password.",
                deployButton("Deploy a database"));
        empty.setVisible(false);
        volumes = new OrphanedVolumesPanel(databases, this::refresh);
        columns();
        add(
                new PageHeader(
                        "Databases",
                        "Databases that this console deployed: reach them by name on the shared network, from outside"
                                + " by a port mapping.",
                        deployButton("Deploy")),
                notice,
                grid,
                empty,
                volumes);
        LiveUpdates.follow(this, databases::follow, events -> refresh());
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        refresh();
        checkEngine();
    }

    private Button deployButton(String text) {
        Button deploy = new Button(text, VaadinIcon.PLUS.create());
        deploy.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        deploy.addClickListener(click -> deploy.getUI().ifPresent(ui -> ui.navigate(DeployView.class)));
        return deploy;
    }

    private void columns() {
        grid.addThemeVariants(GridVariant.AURA_ROW_STRIPES);
        grid.setAllRowsVisible(true);
        grid.addColumn(new ComponentRenderer<>(this::nameCell))
                .setHeader("Name")
                .setFlexGrow(3)
                .setAutoWidth(true);
        grid.addColumn(new ComponentRenderer<>(d -> new StateBadge(d.state().word())))
                .setHeader("State")
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(DatabasesView::addressCell))
                .setHeader("Internal address")
                .setFlexGrow(2)
                .setAutoWidth(true);
        grid.addColumn(new ComponentRenderer<>(DatabasesView::portsCell))
                .setHeader("Host ports")
                .setAutoWidth(true);
        grid.addColumn(d -> size(d.name()))
                .setHeader("Size")
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("6.5rem")
                .setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(d -> Times.since(d.startedAt())))
                .setHeader("Uptime")
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("7.5rem")
                .setFlexGrow(0);
        grid.addItemClickListener(click -> click.getColumn()
                .getUI()
                .ifPresent(ui -> ui.navigate(
                        DatabaseView.class, DatabaseView.of(click.getItem().name()))));
    }

    private void refresh() {
        List<ManagedDatabase> all = databases.list();
        grid.setItems(all);
        grid.setVisible(!all.isEmpty());
        empty.setVisible(all.isEmpty());
        for (ManagedDatabase d : all) {
            boolean ready = d.state() == DatabaseState.READY;
            if (ready && !sizes.containsKey(d.name())) {
                sizes.put(d.name(), OptionalLong.empty());
                Background.ask(this, () -> databases.dataBytes(d.name()), size -> {
                    sizes.put(d.name(), size);
                    grid.getDataProvider().refreshAll();
                });
            }
        }
        volumes.refresh();
    }

    private String size(String name) {
        OptionalLong bytes = sizes.getOrDefault(name, OptionalLong.empty());
        return bytes.isPresent() ? Sizes.human(bytes.getAsLong()) : "–";
    }

    private void checkEngine() {
        Background.ask(this, engine::status, notice::show);
    }

    private Div nameCell(ManagedDatabase d) {
        RouterLink link = new RouterLink(d.name(), DatabaseView.class, DatabaseView.of(d.name()));
        Span version = new Span(catalog.get(d.engine()).title() + " " + d.version());
        version.addClassName("secondary");
        Div words = new Div(link, version);
        words.addClassName("name-words");
        Div cell = new Div(new EngineMark(d.engine()), words);
        cell.addClassName("name-cell");
        return cell;
    }

    private static Div addressCell(ManagedDatabase d) {
        Span address = new Span(d.internalAddress());
        address.addClassName("mono");
        CopyButton copy = new CopyButton(d.internalAddress());
        copy.setLabel("Copy the internal address");
        Div cell = new Div(address, copy);
        cell.addClassName("address-cell");
        return cell;
    }

    private static Div portsCell(ManagedDatabase d) {
        Div cell = new Div();
        cell.addClassName("ports-cell");
        d.ports().forEach(p -> {
            Span port = new Span((p.exposed() ? p.bindAddress() : "127.0.0.1") + ":" + p.hostPort());
            port.addClassNames("mono", p.exposed() ? "port-exposed" : "port-loopback");
            port.getElement()
                    .setAttribute("title", p.exposed() ? "Other machines reach it" : "Only this machine reaches it");
            cell.add(port);
        });
        if (d.ports().isEmpty()) {
            cell.setText("none");
            cell.addClassName("secondary");
        }
        return cell;
    }
}
