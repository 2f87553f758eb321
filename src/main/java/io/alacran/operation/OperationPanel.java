package io.alacran.operation;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.alacran.uikit.Sizes;
import io.alacran.uikit.StateBadge;
import io.alacran.uikit.Times;
import java.time.Duration;
import java.time.Instant;

/** An operation with its steps, their times and messages, and a bar for each part of the present step. */
public class OperationPanel extends Div {

    private final Div head = new Div();
    private final ProgressBar whole = new ProgressBar();
    private final OrderedList steps = new OrderedList();
    private final Div outcome = new Div();

    public OperationPanel() {
        addClassNames("panel", "operation");
        head.addClassName("operation-head");
        steps.addClassName("operation-steps");
        outcome.addClassName("operation-outcome");
        getElement().setAttribute("aria-live", "polite");
        add(head, whole, steps, outcome);
    }

    /** Shows it as it stands now. */
    public void show(Operation operation) {
        StateBadge badge = new StateBadge(operation.state().word());
        Span title = new Span(operation.title());
        title.addClassName("operation-title");
        Instant end = operation.endedAt() == null ? Instant.now() : operation.endedAt();
        Span took = new Span(Times.length(Duration.between(operation.startedAt(), end)));
        took.addClassName("operation-time");
        head.removeAll();
        head.add(title, badge, took);
        whole.setVisible(!operation.ended());
        whole.setValue(operation.progress());
        steps.removeAll();
        operation.steps().forEach(step -> steps.add(item(step)));
        outcome.removeAll();
        outcome.setVisible(operation.outcome() != null);
        if (operation.outcome() != null) {
            String[] lines = operation.outcome().split("\n", 2);
            outcome.add(new Paragraph(lines[0]));
            if (lines.length > 1) {
                outcome.add(new Pre(lines[1]));
            }
        }
        if (operation.remedy() != null) {
            Paragraph remedy = new Paragraph(operation.remedy());
            remedy.addClassName("operation-remedy");
            outcome.add(remedy);
        }
    }

    private static ListItem item(Operation.Step step) {
        ListItem item = new ListItem();
        item.addClassNames("operation-step", "operation-step-" + step.state().word());
        Span name = new Span(step.name());
        Span time = new Span(
                step.startedAt() == null
                        ? ""
                        : Times.length(Duration.between(
                                step.startedAt(), step.endedAt() == null ? Instant.now() : step.endedAt())));
        time.addClassName("operation-time");
        item.add(name, time);
        if (step.message() != null) {
            Span message = new Span(step.message().lines().findFirst().orElse(""));
            message.addClassName("operation-message");
            item.add(message);
        }
        if (!step.parts().isEmpty()) {
            Div parts = new Div();
            parts.addClassName("operation-parts");
            step.parts().forEach(part -> parts.add(part(part)));
            item.add(parts);
        }
        return item;
    }

    private static Div part(Operation.Part part) {
        Div row = new Div();
        row.addClassName("operation-part");
        ProgressBar bar = new ProgressBar();
        boolean known = part.totalBytes() > 0;
        bar.setValue(known ? Math.clamp((double) part.doneBytes() / part.totalBytes(), 0, 1) : isThere(part) ? 1 : 0);
        Span name = new Span(part.name());
        name.addClassName("mono");
        Span size = new Span(known ? Sizes.human(part.doneBytes()) + " of " + Sizes.human(part.totalBytes()) : "");
        row.add(name, bar, new Span(part.status()), size);
        return row;
    }

    /** Docker says no size of a layer that it has, nor always of a small one. */
    private static boolean isThere(Operation.Part part) {
        return part.status().endsWith("exists") || part.status().endsWith("complete");
    }
}
