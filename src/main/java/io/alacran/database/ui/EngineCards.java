package io.alacran.database.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.alacran.engine.DatabaseEngine;
import io.alacran.uikit.EngineMark;
import java.util.List;

/** The catalog as cards to choose from, one at a time, by mouse or arrow keys. */
class EngineCards extends RadioButtonGroup<DatabaseEngine> {

    EngineCards(List<DatabaseEngine> engines) {
        addClassName("engine-cards");
        setLabel("Engine");
        setItems(engines);
        setRenderer(new ComponentRenderer<>(EngineCards::card));
        setValue(engines.getFirst());
    }

    private static Div card(DatabaseEngine engine) {
        Span title = new Span(engine.title());
        title.addClassName("engine-card-title");
        Span note = new Span(engine.queryable() ? "SQL workbench" : "No SQL workbench");
        note.addClassName("secondary");
        Div words = new Div(title, note);
        words.addClassName("name-words");
        Div card = new Div(new EngineMark(engine.id()), words);
        card.addClassName("engine-card");
        return card;
    }
}
