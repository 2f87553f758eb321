package io.alacran.setup.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.alacran.docker.SharedNetwork;
import io.alacran.problem.ProblemException;
import io.alacran.uikit.Background;
import io.alacran.uikit.ChoiceCards;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes the one network that databases and apps share, or keeps the one that exists. */
class NetworkStep extends StepPanel {

    private final SharedNetwork network;
    private final Runnable next;
    private final ChoiceCards<SharedNetwork.Kind> kind = new ChoiceCards<>(
            "Kind of network",
            List.of(SharedNetwork.Kind.OVERLAY, SharedNetwork.Kind.BRIDGE),
            NetworkStep::title,
            NetworkStep::line);

    NetworkStep(SharedNetwork network, Runnable next) {
        super(
                "Shared network",
                "Databases and the apps attached to it reach each other here by name, with no port mapping.");
        this.network = network;
        this.next = next;
        kind.setValue(SharedNetwork.Kind.OVERLAY);
        focusTitle();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        look();
    }

    private void look() {
        wait("Looking for " + network.name() + " …");
        Background.ask(
                this,
                () -> Optional.ofNullable(network.kind()),
                found -> found.ifPresentOrElse(this::kept, this::choose),
                this::failed);
    }

    private void kept(SharedNetwork.Kind found) {
        Paragraph says = new Paragraph(new Code(network.name()));
        says.add(" exists already, as " + (found == SharedNetwork.Kind.OVERLAY ? "an overlay" : "a bridge")
                + ", and is kept as it is.");
        setBody(says);
        setActions(onward("Continue", next));
    }

    private void choose() {
        Paragraph name = new Paragraph("It will be called ");
        name.add(new Code(network.name()));
        name.addClassName("secondary");
        setBody(kind, name);
        setActions(onward("Make the network", this::make));
    }

    private void make() {
        SharedNetwork.Kind wanted = kind.getValue();
        wait("Making " + network.name() + " …");
        Background.ask(this, () -> network.ensure(wanted), made -> next.run(), this::failed);
    }

    private void failed(Exception e) {
        String remedy = e instanceof ProblemException problem ? problem.remedy() : null;
        choose();
        getChildren()
                .filter(Div.class::isInstance)
                .findFirst()
                .map(Div.class::cast)
                .ifPresent(body -> body.addComponentAsFirst(problem(String.valueOf(e.getMessage()), remedy)));
    }

    private void wait(String what) {
        ProgressBar bar = new ProgressBar();
        bar.setIndeterminate(true);
        setBody(new Span(what), bar);
        setActions();
    }

    private static String title(SharedNetwork.Kind kind) {
        String word = kind.name().toLowerCase(Locale.ROOT);
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static String line(SharedNetwork.Kind kind) {
        return switch (kind) {
            case OVERLAY ->
                "Spans all machines of a Docker swarm. If this engine is in none, a swarm of one node is started.";
            case BRIDGE ->
                "Lives on this machine alone and needs no swarm. Moving to an overlay later means making it anew.";
        };
    }
}
