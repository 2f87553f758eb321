package io.alacran.shell.ui;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.alacran.docker.EngineStatus;
import io.alacran.docker.SharedNetwork;
import io.alacran.shell.internal.Overview;
import io.alacran.uikit.StateBadge;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The Docker engine and the shared network in a few facts. */
class EngineSummary extends Div {

    EngineSummary(Overview now) {
        addClassName("engine-facts");
        EngineStatus engine = now.engine();
        StateBadge state = new StateBadge(engine.reachable() ? "ready" : "failed");
        if (!engine.reachable()) {
            state.setText("not reachable");
        }
        fact("State", state);
        fact("Address", new Code(engine.host()));
        if (engine.reachable()) {
            fact("Version", new Span(engine.version() + ", API " + engine.apiVersion()));
            fact("Swarm", new Span(engine.swarm() ? "active" : "not in use"));
            fact("Network", network(now.networkName(), now.networkKind()));
        }
    }

    private static Span network(String name, SharedNetwork.@Nullable Kind kind) {
        Span shown = new Span(new Code(name));
        shown.add(
                kind == null
                        ? " is made with the first database"
                        : ", " + kind.name().toLowerCase(Locale.ROOT));
        return shown;
    }

    private void fact(String label, com.vaadin.flow.component.Component value) {
        Span name = new Span(label);
        name.addClassName("fact-name");
        Div row = new Div(name, value);
        row.addClassName("fact");
        add(row);
    }
}
