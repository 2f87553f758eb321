package io.alacran.health.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.alacran.connection.ConnectionHealth;
import io.alacran.connection.ConnectionHealth.Health;
import io.alacran.connection.Connections;
import io.alacran.connection.DiagnosisPanel;
import io.alacran.connection.Doctor;
import io.alacran.connection.HealthStrip;
import io.alacran.connection.NamedConnection;
import io.alacran.uikit.LiveUpdates;
import io.alacran.uikit.StateBadge;
import io.alacran.uikit.Times;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a database answers and did in the last day, seen from its connection; hidden while it has none. */
class HealthPanel extends Section {

    private final transient Connections connections;
    private final transient ConnectionHealth health;
    private final transient Doctor doctor;
    private final String database;
    private final Div state = new Div();
    private final Div history = new Div();
    private @Nullable String connection;

    HealthPanel(Connections connections, ConnectionHealth health, Doctor doctor, String database) {
        this.connections = connections;
        this.health = health;
        this.doctor = doctor;
        this.database = database;
        addClassNames("panel", "health-panel");
        setVisible(false);
        state.addClassName("health-state");
        add(new H2("Health"), state, history);
        LiveUpdates.<Boolean>follow(this, sink -> connections.follow(() -> sink.accept(true)), changes -> show());
        // Of any connection, since another console may have given this one a name that is not known here
        LiveUpdates.<String>follow(this, health::follow, checked -> show());
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        show();
    }

    private void show() {
        Optional<NamedConnection> leading = connections.list().stream()
                .filter(c -> database.equals(c.managedDatabase()))
                .findFirst();
        setVisible(leading.isPresent());
        leading.ifPresent(c -> {
            if (!c.reference().equals(connection)) {
                connection = c.reference();
                history.removeAll();
                Span caption = new Span("The last day, half an hour to a cell");
                caption.addClassName("secondary");
                history.add(
                        new HealthStrip(health, c.reference()),
                        caption,
                        DiagnosisPanel.of(doctor, c.reference()).called("Examine it"));
            }
            show(health.known(c.reference()));
        });
    }

    private void show(Optional<Health> found) {
        state.removeAll();
        if (found.isEmpty()) {
            state.add(new Span("Not checked"));
            return;
        }
        Health now = found.get();
        Span since = new Span(Times.relative(now.since()));
        state.add(new StateBadge(now.healthy() ? "ready" : "unhealthy"), new Span("since "), since);
        String error = now.error();
        Span said = new Span(error == null ? "answered in " + Times.length(Duration.ofMillis(now.tookMs())) : error);
        said.addClassName("secondary");
        state.add(said);
    }
}
