package io.alacran.connection.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import org.jspecify.annotations.Nullable;

/** What the parts of the form have in common. */
final class Inputs {

    private Inputs() {}

    /** The text that was typed; null when there is none. */
    static @Nullable String text(String typed) {
        String stripped = typed.strip();
        return stripped.isEmpty() ? null : stripped;
    }

    static String shown(@Nullable String text) {
        return text == null ? "" : text;
    }

    static @Nullable Long number(@Nullable Integer typed) {
        return typed == null ? null : typed.longValue();
    }

    static @Nullable Integer shown(@Nullable Long number) {
        return number == null ? null : Math.toIntExact(number);
    }

    /** A part of what is folded, with its heading. */
    static Div group(String title, com.vaadin.flow.component.Component... fields) {
        H3 heading = new H3(title);
        Div grid = new Div(fields);
        grid.addClassName("connection-grid");
        Div group = new Div(heading, grid);
        group.addClassName("connection-group");
        return group;
    }
}
