package io.alacran.setup.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.alacran.docker.DockerEngine;
import io.alacran.docker.EngineStatus;
import io.alacran.uikit.Background;
import io.alacran.uikit.StateBadge;

/** Looks for the Docker engine; says what it found, or how to mend it. */
class EngineStep extends StepPanel {

    private final DockerEngine engine;
    private final Runnable next;
    private final Runnable without;

    /** @param without goes on where there is no engine */
    EngineStep(DockerEngine engine, Runnable next, Runnable without) {
        super("Docker engine", "It runs the databases that you deploy. Connections to other databases do without it.");
        this.engine = engine;
        this.next = next;
        this.without = without;
        focusTitle();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        check();
    }

    private void check() {
        ProgressBar asking = new ProgressBar();
        asking.setIndeterminate(true);
        setBody(new Span("Asking the engine …"), asking);
        setActions();
        Background.ask(this, engine::status, this::show);
    }

    private void show(EngineStatus status) {
        if (status.reachable()) {
            Div facts = new Div();
            facts.addClassName("setup-facts");
            fact(facts, "State", new StateBadge("ready"));
            fact(facts, "Address", new Code(status.host()));
            fact(facts, "Version", new Span(status.version() + ", API " + status.apiVersion()));
            fact(facts, "System", new Span(String.valueOf(status.operatingSystem())));
            // Docker's API knows no rights within itself: whom it answers, it lets do everything.
            fact(facts, "Rights", new Span("the console may use it"));
            fact(facts, "Swarm", new Span(status.swarm() ? "active" : "not in use"));
            setBody(facts);
            setActions(aside("Check again", this::check), onward("Continue", next));
        } else {
            setBody(problem(String.valueOf(status.found()), status.remedy()));
            setActions(aside("Continue without an engine", without), onward("Check again", this::check));
        }
    }

    private static void fact(Div facts, String label, com.vaadin.flow.component.Component value) {
        Span name = new Span(label);
        name.addClassName("secondary");
        facts.add(name, value);
    }
}
