package io.alacran.connectionfile.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.alacran.connectionfile.ConnectionFiles.Change;
import io.alacran.connectionfile.ConnectionFiles.FieldChange;
import io.alacran.connectionfile.ConnectionFiles.Thing;

/** What would become of a connection or a group: a word, its name, and what differs field by field. */
class ChangeLine extends Div {

    ChangeLine(Change change) {
        addClassNames("connection-file-change", "change-" + change.action().word());
        Span word = new Span(
                switch (change.action()) {
                    case ADD -> "Add";
                    case CHANGE -> "Change";
                    case REMOVE -> "Remove";
                    case KEEP -> "Keep";
                });
        word.addClassName("change-word");
        Span name = new Span(change.name());
        name.addClassName("change-name");
        Span environment =
                new Span(change.thing() == Thing.GROUP ? "group of " + change.environment() : change.environment());
        environment.addClassName("secondary");
        Div line = new Div(word, name, environment);
        line.addClassName("change-line");
        add(line);
        for (FieldChange field : change.fields()) {
            Div detail = new Div();
            detail.addClassName("change-field");
            String to = field.to() == null ? "not set" : field.to();
            detail.setText(field.field() + ": " + (field.from() == null ? "" : field.from() + " → ") + to);
            add(detail);
        }
    }
}
