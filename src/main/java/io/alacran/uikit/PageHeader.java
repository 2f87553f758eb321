package io.alacran.uikit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Paragraph;

/** The top of a page: its title, one sentence that says what the page is and what one can do there, and its actions. */
public class PageHeader extends Header {

    private final H1 title;
    private final Paragraph sentence;
    private final Div actions = new Div();

    /** @param actions at the right, the most likely one last */
    public PageHeader(String title, String sentence, Component... actions) {
        this.title = new H1(title);
        this.sentence = new Paragraph(sentence);
        this.actions.addClassName("page-header-actions");
        this.actions.add(actions);
        Div words = new Div(this.title, this.sentence);
        words.addClassName("page-header-words");
        addClassName("page-header");
        add(words, this.actions);
    }

    /** For pages about one thing, whose name is known only once it was looked up. */
    public void setTitle(String title) {
        this.title.setText(title);
    }

    public void setSentence(String sentence) {
        this.sentence.setText(sentence);
    }

    /** Puts a component, such as a mark or a state, before the title. */
    public void addBeforeTitle(Component component) {
        addComponentAsFirst(component);
    }

    public void addAction(Component action) {
        actions.add(action);
    }
}
