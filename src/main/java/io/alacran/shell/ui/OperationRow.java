package io.alacran.shell.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.alacran.operation.Operation;
import io.alacran.uikit.StateBadge;
import io.alacran.uikit.Times;
import java.time.Duration;
import java.time.Instant;

/** One operation in two lines: what and how it stands, and the step it is at. */
class OperationRow extends Div {

    private final Span what = new Span();
    private final StateBadge state = new StateBadge("pending");
    private final Span step = new Span();
    private final Span time = new Span();
    private final ProgressBar bar = new ProgressBar();

    OperationRow() {
        addClassName("task-row");
        what.addClassName("task-what");
        step.addClassName("task-step");
        time.addClassName("time");
        Div first = new Div(what, state);
        first.addClassName("task-line");
        Div second = new Div(step, time);
        second.addClassName("task-line");
        add(first, bar, second);
    }

    void show(Operation operation) {
        what.setText(operation.title());
        state.setState(operation.state().word());
        bar.setVisible(!operation.ended());
        bar.setValue(Math.clamp(operation.progress(), 0, 1));
        step.setText(operation.ended() ? text(operation.outcome()) : presentStep(operation));
        Instant end = operation.endedAt() == null ? Instant.now() : operation.endedAt();
        time.setText(Times.length(Duration.between(operation.startedAt(), end)));
    }

    private static String presentStep(Operation operation) {
        return operation.steps().stream()
                .filter(s -> s.state() == Operation.State.RUNNING)
                .findFirst()
                .map(s -> s.message() == null ? s.name() : s.name() + ": " + s.message())
                .orElse("");
    }

    private static String text(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
