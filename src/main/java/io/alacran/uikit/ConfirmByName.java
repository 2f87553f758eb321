package io.alacran.uikit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;

/**
 * Asks before harm is done: says exactly what will go, offers the safe way first, and wants the name typed.
 *
 * <pre>{@code
 * new ConfirmByName("Remove shop?", "shop", "Remove", () -> databases.remove("shop", false))
 *         .saferWay("Stop it instead; nothing is lost", "Stop", () -> databases.stop("shop"))
 *         .willGo("container srv-alacran--shop")
 *         .open();
 * }</pre>
 */
public class ConfirmByName extends Dialog {

    private final Div safer = new Div();
    private final UnorderedList losses = new UnorderedList();
    private final Div extra = new Div();
    private final Button act;

    /**
     * @param name what has to be typed
     * @param action the word on the button that does the harm, such as {@code Remove}
     * @param onConfirm what it throws is shown and leaves the dialog open
     */
    public ConfirmByName(String title, String name, String action, Runnable onConfirm) {
        addClassName("confirm-by-name");
        setHeaderTitle(title);
        safer.addClassName("confirm-safer");
        safer.setVisible(false);
        losses.addClassName("confirm-losses");
        losses.setVisible(false);

        TextField typed = new TextField("Type " + name + " to go on");
        typed.addClassName("confirm-typed");
        typed.setAutocorrect(false);
        typed.setValueChangeMode(ValueChangeMode.EAGER);
        act = new Button(action, click -> confirm(onConfirm));
        act.addThemeVariants(ButtonVariant.AURA_PRIMARY, ButtonVariant.AURA_DANGER);
        act.setEnabled(false);
        act.addClickShortcut(Key.ENTER).listenOn(this);
        typed.addValueChangeListener(
                change -> act.setEnabled(change.getValue().strip().equals(name)));

        add(safer, losses, extra, typed);
        getFooter().add(new Button("Cancel", click -> close()), act);
    }

    /** Names one thing that will be lost, such as {@code volume srv-alacran--shop-data, 1.2 GB}. */
    public ConfirmByName willGo(String thing) {
        losses.setVisible(true);
        losses.add(new ListItem(thing));
        return this;
    }

    /** Offers a way to get what is wanted without the loss. */
    public ConfirmByName saferWay(String sentence, String action, Runnable instead) {
        Button button = new Button(action, click -> confirm(instead));
        safer.add(new Paragraph(sentence), button);
        safer.setVisible(true);
        return this;
    }

    /** Adds a choice, such as a checkbox or a radio group. */
    public ConfirmByName with(Component choice) {
        extra.add(choice);
        return this;
    }

    private void confirm(Runnable action) {
        // The second click of a double click arrives when all is done
        if (!isOpened()) {
            return;
        }
        try {
            action.run();
            close();
        } catch (RuntimeException e) {
            Notifications.error(e);
        }
    }
}
