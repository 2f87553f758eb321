package io.alacran.uikit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Paragraph;

/** The top of a page: its title, one sentence that says what the page is and what one can do there, and its actions. */
public class PageHeader extends Header {

    /** @param actions at the right, the most likely one last */
    public PageHeader(String title, String sentence, Component... actions) {
        Div words = new Div(new H1(title), new Paragraph(sentence));
        words.addClassName("page-header-words");
        Div buttons = new Div(actions);
        buttons.addClassName("page-header-actions");
        addClassName("page-header");
        add(words, buttons);
    }

    /** Puts a component, such as a mark or a state, before the title. */
    public void addBeforeTitle(Component component) {
        addComponentAsFirst(component);
    }
}
