package io.alacran.setup.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;

/** What the steps of the wizard have in common: a title, a sentence, a body, and actions with the way on at the end. */
abstract class StepPanel extends Section {

    private final H1 heading = new H1();
    private final Div body = new Div();
    private final Div actions = new Div();
    private @Nullable Button back;

    StepPanel(String title, String sentence) {
        addClassName("setup-step");
        body.addClassName("setup-body");
        actions.addClassName("setup-actions");
        heading.setText(title);
        heading.getElement().setAttribute("tabindex", "-1");
        add(heading, new Paragraph(sentence), body, actions);
    }

    /** Where no field has the focus, so that it is not lost with the step before, and the new step is read out. */
    final void focusTitle() {
        heading.getElement().executeJs("this.focus()");
    }

    final void setBody(Component... content) {
        body.removeAll();
        body.add(content);
    }

    final void addToBody(Component... content) {
        body.add(content);
    }

    final void setActions(Component... buttons) {
        actions.removeAll();
        if (back != null && buttons.length > 0) {
            actions.add(back);
        }
        actions.add(buttons);
    }

    /** Offers the way back to the step before, wherever there is a way on. */
    final void setBack(Runnable action) {
        boolean waits = actions.getComponentCount() == 0;
        Button added = aside("Back", action);
        added.addClassName("setup-back");
        back = added;
        if (!waits) {
            actions.addComponentAsFirst(added);
        }
    }

    /** The way on; Enter takes it too. */
    static Button onward(String label, Runnable action) {
        Button button = new Button(label, click -> action.run());
        button.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        button.addClickShortcut(Key.ENTER);
        return button;
    }

    static Button aside(String label, Runnable action) {
        Button button = new Button(label, click -> action.run());
        button.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        return button;
    }

    /** What was found and what to do about it. */
    static Div problem(String found, @Nullable String remedy) {
        Span what = new Span(found);
        what.addClassName("problem-found");
        Div problem = new Div(what);
        problem.addClassName("problem");
        problem.getElement().setAttribute("role", "alert");
        if (remedy != null) {
            problem.add(new Span(remedy));
        }
        return problem;
    }
}
