package io.alacran.bastion.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.PasswordField;
import io.alacran.bastion.BastionAccount;
import io.alacran.secret.Passwords;
import io.alacran.uikit.StrengthMeter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether an account has a password, and where that comes from. */
class PasswordChoice extends Div {

    private enum Way {
        KEEP("Keep the present one"),
        GENERATE("Generate one"),
        TYPE("Choose one"),
        NONE("None, keys only");

        private final String label;

        Way(String label) {
            this.label = label;
        }
    }

    private final RadioButtonGroup<Way> way = new RadioButtonGroup<>("Password");
    private final PasswordField typed = new PasswordField("New password");

    /** @param before whose password it is; null for a new account */
    PasswordChoice(@Nullable BastionAccount before) {
        addClassName("password-choice");
        boolean kept = before != null && before.hasPassword();
        List<Way> ways = new ArrayList<>(List.of(Way.GENERATE, Way.TYPE, Way.NONE));
        if (kept) {
            ways.addFirst(Way.KEEP);
        }
        way.setItems(ways);
        way.setItemLabelGenerator(w -> w.label);
        way.addValueChangeListener(change -> typed.setVisible(change.getValue() == Way.TYPE));
        typed.setVisible(false);
        typed.setHelperText("At least " + Passwords.MIN_LENGTH + " characters, and not easy to guess");
        typed.getElement().setAttribute("autocomplete", "new-password");
        StrengthMeter strength = new StrengthMeter();
        strength.follow(typed, password -> Passwords.strength(password, "alacran", "bastion"));
        way.setValue(kept ? Way.KEEP : before == null ? Way.GENERATE : Way.NONE);
        add(way, typed, strength);
    }

    /** Where what is wrong with the password is said. */
    PasswordField typed() {
        return typed;
    }

    /** Whether one was to be typed and is not there. */
    boolean isMissing() {
        return way.getValue() == Way.TYPE && typed.isEmpty();
    }

    boolean isGenerated() {
        return way.getValue() == Way.GENERATE;
    }

    /** For a draft: null keeps it, an empty one takes it away; generated ones are new at every call. */
    @Nullable
    String chosen() {
        return switch (way.getValue()) {
            case KEEP -> null;
            case GENERATE -> Passwords.generate();
            // What is empty would take the password away; a blank is refused as too short
            case TYPE -> typed.getValue().isEmpty() ? " " : typed.getValue();
            case NONE -> "";
        };
    }
}
