package io.alacran.uikit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Paragraph;

/** The top of a page: its title, one sentence that says what the page is and what one can do there, and its actions. */
public class PageHeader extends Header {

    private final H1 heading;

    /** @param actions at the right, the most likely one last */
    public PageHeader(String title, String sentence, Component... actions) {
        heading = new H1(title);
        Div words = new Div(heading, new Paragraph(sentence));
        words.addClassName("page-header-words");
        Div buttons = new Div(actions);
        buttons.addClassName("page-header-actions");
        addClassName("page-header");
        add(words, buttons);
    }

    /** Puts a component, such as a badge, after the title. */
    public void addAfterTitle(Component component) {
        heading.add(new Text(" "), component);
    }

    /** Puts a component, such as a mark or a state, before the title. */
    public void addBeforeTitle(Component component) {
        addComponentAsFirst(component);
    }
}
