package io.alacran.uikit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;

/** What a page shows while it has nothing to show: one line that teaches, and the next action. */
public class EmptyState extends Div {

    /** @param actions what to do next, the likeliest first; may be none */
    public EmptyState(String line, Component... actions) {
        addClassName("empty-state");
        add(new Paragraph(line));
        if (actions.length > 0) {
            Div row = new Div(actions);
            row.addClassName("empty-state-actions");
            add(row);
        }
    }
}
