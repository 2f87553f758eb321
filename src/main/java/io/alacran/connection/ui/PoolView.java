package io.alacran.connection.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.alacran.connection.ChosenEnvironment;
import io.alacran.connection.ConnectionHealth;
import io.alacran.connection.ConnectionLabels;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.Connections;
import io.alacran.connection.Doctor;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolStats;
import io.alacran.uikit.EmptyState;
import io.alacran.uikit.LiveUpdates;
import io.alacran.uikit.PageHeader;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pool of a connection as it works: sessions, waits, who holds what, and its settings. */
@Route("pools")
@PageTitle("Pools · Alacran")
@PermitAll
class PoolView extends Main implements HasUrlParameter<String> {

    private final transient Connections connections;
    private final transient ConnectionPools pools;
    private final transient ConnectionHealth health;
    private final transient Doctor doctor;
    private final transient ChosenEnvironment chosen;
    private final Select<String> choice = new Select<>();
    private final Div content = new Div();
    private final PoolCharts charts;
    private final HeldPanel held = new HeldPanel();
    private final PoolSettingsPanel settings;
    private @Nullable PoolTrouble trouble;
    private @Nullable String shown;
    private boolean seen = true;

    PoolView(
            Connections connections,
            ConnectionPools pools,
            ConnectionHealth health,
            Doctor doctor,
            PoolTicks ticks,
            ChosenEnvironment chosen) {
        this.connections = connections;
        this.pools = pools;
        this.health = health;
        this.doctor = doctor;
        this.chosen = chosen;
        addClassNames("page", "pool-view");
        charts = new PoolCharts(visible -> seen = visible);
        settings = new PoolSettingsPanel(connections, this::refresh);
        choice.setAriaLabel("Connection");
        choice.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                UI.getCurrent().navigate(PoolView.class, change.getValue());
            }
        });
        content.addClassName("pool-content");
        add(
                new PageHeader(
                        "Pools",
                        "Each connection lends out the sessions of a pool. See how many are in use, how long people wait"
                                + " for one and who holds it, and change the pool while it works.",
                        choice),
                content);
        LiveUpdates.follow(this, ticks::follow, news -> tick());
        LiveUpdates.<Boolean>follow(
                this, sink -> connections.follow(() -> sink.accept(true)), changes -> showConnections());
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable String name) {
        Optional<NamedConnection> wanted = name == null ? usual() : connections.find(name);
        shown = wanted.map(NamedConnection::reference).orElse(null);
        charts.clear();
        content.removeAll();
        trouble = null;
        if (shown == null) {
            content.add(new EmptyState(
                    name == null
                            ? "There is no connection yet. Each database that is deployed gets one."
                            : "There is no connection named '" + name + "'; choose another above."));
        } else {
            trouble = new PoolTrouble(pools, health, doctor, shown);
            content.add(charts, trouble, held, settings);
            refresh();
        }
        showConnections();
    }

    /** The one with the most sessions, else the default one, else the first. */
    private Optional<NamedConnection> usual() {
        List<NamedConnection> all = connections.list();
        return all.stream()
                .filter(c -> pools.stats(c.reference()).isPresent())
                .max((a, b) -> Integer.compare(total(a), total(b)))
                .or(() -> chosen.usual(all));
    }

    private int total(NamedConnection connection) {
        return pools.stats(connection.reference()).map(PoolStats::total).orElse(0);
    }

    private void showConnections() {
        List<NamedConnection> all = chosen.first(connections.list());
        choice.setItemLabelGenerator(new ConnectionLabels(chosen.word())::of);
        choice.setItems(all.stream().map(NamedConnection::reference).toList());
        if (shown != null) {
            choice.setValue(shown);
        }
    }

    private void refresh() {
        if (shown != null) {
            connections.find(shown).ifPresent(connection -> {
                PoolStats stats = stats(connection);
                charts.show(stats);
                held.show(stats);
                settings.show(connection);
            });
        }
    }

    private void tick() {
        if (shown != null && seen) {
            connections.find(shown).ifPresent(connection -> {
                PoolStats stats = stats(connection);
                charts.push(stats);
                held.show(stats);
            });
            if (trouble != null) {
                trouble.look();
            }
        }
    }

    private PoolStats stats(NamedConnection connection) {
        return pools.stats(connection.reference()).orElseGet(() -> PoolStats.none(connection.pool()));
    }
}
