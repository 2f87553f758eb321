package io.alacran.uikit;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import java.util.List;
import java.util.function.Function;

/** A choice between a few things that differ in more than their name: each has a title and a line about it. */
public class ChoiceCards<T> extends RadioButtonGroup<T> {

    public ChoiceCards(String label, List<T> items, Function<T, String> title, Function<T, String> line) {
        super(label);
        addClassName("choice-cards");
        setItems(items);
        setItemLabelGenerator(title::apply);
        setRenderer(new ComponentRenderer<>(item -> words(title.apply(item), line.apply(item))));
    }

    private static Div words(String title, String line) {
        Span name = new Span(title);
        name.addClassName("choice-title");
        Span about = new Span(line);
        about.addClassName("secondary");
        Div words = new Div(name, about);
        words.addClassName("choice-words");
        return words;
    }
}
