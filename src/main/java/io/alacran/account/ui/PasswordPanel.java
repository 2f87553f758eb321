package io.alacran.account.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.textfield.PasswordField;
import io.alacran.account.Users;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.secret.Passwords;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.StrengthMeter;

/** Changes one's own password. */
class PasswordPanel extends Section {

    private final Users users;
    private final PasswordField current = new PasswordField("Present password");
    private final PasswordField fresh = new PasswordField("New password");
    private final StrengthMeter strength = new StrengthMeter();

    PasswordPanel(Users users) {
        this.users = users;
        addClassNames("panel", "password-panel");
        current.getElement().setAttribute("autocomplete", "current-password");
        fresh.getElement().setAttribute("autocomplete", "new-password");
        fresh.setHelperText("At least " + Passwords.MIN_LENGTH + " characters, and not easy to guess");
        strength.follow(fresh, password -> Passwords.strength(password, "alacran"));
        Button change = new Button("Change password", click -> change());
        change.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        add(new H2("Password"), current, fresh, strength, change);
    }

    private void change() {
        current.setInvalid(false);
        fresh.setInvalid(false);
        try {
            users.changePassword(current.getValue(), fresh.getValue());
            current.clear();
            fresh.clear();
            Notifications.success("The password is changed; other browsers are signed out.");
        } catch (InvalidInputException e) {
            e.errors().reversed().forEach(this::mark);
        } catch (RuntimeException e) {
            Notifications.error(e);
        }
    }

    private void mark(FieldError error) {
        PasswordField field = error.field().equals("currentPassword") ? current : fresh;
        field.setErrorMessage("This " + error.message());
        field.setInvalid(true);
        field.focus();
    }
}
