package io.alacran.connection.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dependency.Uses;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.alacran.connection.ChosenEnvironment;
import io.alacran.connection.ConnectionHealth;
import io.alacran.connection.ConnectionHealth.Health;
import io.alacran.connection.ConnectionLint;
import io.alacran.connection.ConnectionLint.Finding;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.Connections;
import io.alacran.connection.ConnectionsTool;
import io.alacran.connection.Doctor;
import io.alacran.connection.Groups;
import io.alacran.connection.NamedConnection;
import io.alacran.uikit.Background;
import io.alacran.uikit.EmptyState;
import io.alacran.uikit.LiveUpdates;
import io.alacran.uikit.PageHeader;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** All named connections: where each leads, whether it answers, and what to think about. */
@Route("connections")
@PageTitle("Connections · Alacran")
@Menu(order = 5, title = "Connections", icon = "vaadin:plug")
@PermitAll
// Of a tool that is found as a bean, where the build does not look for what a page needs
@Uses(Upload.class)
class ConnectionsView extends Div implements AfterNavigationObserver {

    /** A search is offered from here on. */
    private static final int MANY = 8;

    /** Rows that a browser shows without growing slow; the search finds the others. */
    private static final int MOST_ROWS = 100;

    private final transient Connections connections;
    private final transient ConnectionPools pools;
    private final transient ConnectionHealth health;
    private final transient ConnectionLint lint;
    private final transient ConnectionActions actions;
    private final transient ChosenEnvironment chosen;
    private final TextField search = new TextField();
    private final Span count = new Span();
    private final Checkbox only = new Checkbox();
    private final UnorderedList list = new UnorderedList();
    private final EmptyState empty;
    private final GroupsSection groups;
    private final transient List<ConnectionRow> rows = new ArrayList<>();
    private transient List<NamedConnection> shown = List.of();
    private transient @Nullable Map<String, Health> known;
    private transient Map<String, List<Finding>> findings = Map.of();

    ConnectionsView(
            Connections connections,
            ConnectionPools pools,
            ConnectionHealth health,
            ConnectionLint lint,
            Doctor doctor,
            Groups groups,
            PoolTicks ticks,
            ChosenEnvironment chosen,
            ObjectProvider<ConnectionsTool> tools) {
        this.connections = connections;
        this.pools = pools;
        this.health = health;
        this.lint = lint;
        this.chosen = chosen;
        this.groups = new GroupsSection(groups, connections, chosen);
        this.actions = new ConnectionActions(this, connections, doctor);
        addClassNames("page", "connections-view");
        search.setPlaceholder("Search name, place, tag");
        search.setAriaLabel("Search the connections");
        search.setPrefixComponent(VaadinIcon.SEARCH.create());
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> filter());
        count.addClassName("secondary");
        only.addValueChangeListener(change -> filter());
        Div searching = new Div(search, only, count);
        searching.addClassName("connections-tools");
        list.addClassName("connections-list");
        list.getElement().setAttribute("aria-label", "Connections");
        empty = new EmptyState(
                "No connection yet. A connection gives a database a name, and keeps how to sign in to it and a pool of"
                        + " sessions; each database that is deployed here gets one by itself.",
                newButton("Make a connection"));
        add(
                new PageHeader(
                        "Connections",
                        "Databases by name, here or anywhere else: query them, see whether they answer and how their"
                                + " pools are used.",
                        Stream.concat(
                                        tools.orderedStream().map(ConnectionsTool::component),
                                        Stream.of(newButton("New connection")))
                                .toArray(Component[]::new)),
                searching,
                list,
                empty,
                this.groups);
        LiveUpdates.<Boolean>follow(this, sink -> connections.follow(() -> sink.accept(true)), changes -> refresh());
        LiveUpdates.<String>follow(this, chosen::follow, changes -> {
            refresh();
            filter();
        });
        LiveUpdates.<String>follow(this, health::follow, names -> checkHealth());
        LiveUpdates.follow(this, ticks::follow, news -> showPools());
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        refresh();
    }

    private static Button newButton(String text) {
        Button button = new Button(text, VaadinIcon.PLUS.create());
        button.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        button.addClickListener(click -> button.getUI().ifPresent(ui -> ui.navigate(ConnectionEditor.class)));
        return button;
    }

    private void refresh() {
        List<NamedConnection> all = chosen.first(connections.list());
        only.setLabel("Only " + chosen.word());
        only.setVisible(
                all.stream().map(NamedConnection::environment).distinct().count() > 1);
        if (!all.equals(shown)) {
            shown = all;
            rows.clear();
            all.forEach(c -> rows.add(new ConnectionRow(c, actions, lint, this::look)));
            filter();
        }
        empty.setVisible(all.isEmpty());
        groups.refresh();
        groups.setVisible(all.size() > 1);
        list.setVisible(!all.isEmpty());
        search.setVisible(all.size() >= MANY);
        showHealth();
        showFindings();
        showPools();
        checkHealth();
        look();
    }

    private void filter() {
        String typed = search.getValue().strip();
        List<ConnectionRow> wanted = rows.stream()
                .filter(row -> typed.isEmpty() || row.matches(typed))
                .filter(row -> !only.isVisible()
                        || !only.getValue()
                        || row.connection().environment().equals(chosen.word()))
                .toList();
        list.removeAll();
        wanted.stream().limit(MOST_ROWS).forEach(list::add);
        count.setText(
                wanted.size() > MOST_ROWS
                        ? "The first " + MOST_ROWS + " of " + wanted.size() + "; search to find the others."
                        : typed.isEmpty()
                                ? wanted.isEmpty() && !rows.isEmpty() ? "None in " + chosen.word() + "." : ""
                                : wanted.isEmpty()
                                        ? "None of " + rows.size() + " has \"" + typed + "\"."
                                        : wanted.size() + " of " + rows.size());
    }

    /** Looks at them with an experienced eye, away from the page: it may have to ask the engine. */
    private void look() {
        if (isAttached()) {
            Background.ask(this, lint::findings, found -> {
                findings = found;
                showFindings();
            });
        }
    }

    private void showFindings() {
        rows.forEach(row -> row.show(findings.getOrDefault(row.connection().reference(), List.of())));
    }

    private void checkHealth() {
        if (isAttached()) {
            Background.ask(this, health::all, all -> {
                known = all;
                showHealth();
            });
        }
    }

    private void showHealth() {
        Map<String, Health> now = known;
        rows.forEach(
                row -> row.show(now == null ? null : now.get(row.connection().reference()), now != null));
    }

    private void showPools() {
        rows.stream()
                .filter(row -> row.getParent().isPresent())
                .forEach(row ->
                        row.show(pools.stats(row.connection().reference()).orElse(null)));
    }
}
