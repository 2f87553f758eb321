package io.alacran.uikit;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.function.ToIntFunction;

/** Shows how hard a password is to guess, in a word and in bars, while it is typed. */
public class StrengthMeter extends Div {

    private static final String[] WORDS = {"guessed at once", "very weak", "weak", "good", "strong"};

    private final Span word = new Span();
    private final Div bars = new Div();

    public StrengthMeter() {
        addClassName("strength");
        bars.addClassName("strength-bars");
        for (int bar = 0; bar < WORDS.length - 1; bar++) {
            bars.add(new Span());
        }
        word.getElement().setAttribute("aria-live", "polite");
        add(bars, word);
        setVisible(false);
    }

    /**
     * Judges what is typed into a field.
     *
     * @param strength from 0 (at once) to 4 (not in practice)
     */
    public void follow(PasswordField field, ToIntFunction<String> strength) {
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.addValueChangeListener(change -> {
            setVisible(!change.getValue().isEmpty());
            show(strength.applyAsInt(change.getValue()));
        });
    }

    private void show(int score) {
        for (int level = 0; level < WORDS.length; level++) {
            removeClassName("strength-" + level);
        }
        addClassName("strength-" + score);
        word.setText(WORDS[score]);
    }
}
