package io.alacran.setup.ui;

import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.secret.Passwords;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.StrengthMeter;
import java.util.function.BiConsumer;

/** Names the administrator. */
class AdministratorStep extends StepPanel {

    private final TextField username = new TextField("Name");
    private final PasswordField password = new PasswordField("Password");
    private final BiConsumer<String, String> create;

    /** @param create gets name and password; what it throws is shown at the fields */
    AdministratorStep(BiConsumer<String, String> create) {
        super("Make the administrator", "This account may do everything. You can change its password later.");
        this.create = create;
        username.setValue("admin");
        username.setAutoselect(true);
        username.setMaxLength(64);
        username.getElement().setAttribute("autocomplete", "username");
        // Else the field that loses the focus to the first bad one is taken for valid by that
        username.setManualValidation(true);
        password.setManualValidation(true);
        username.addValueChangeListener(change -> username.setInvalid(false));
        password.setHelperText("At least " + Passwords.MIN_LENGTH + " characters; a few unusual words do well");
        password.getElement().setAttribute("autocomplete", "new-password");
        password.addValueChangeListener(change -> password.setInvalid(false));
        StrengthMeter strength = new StrengthMeter();
        strength.follow(password, typed -> Passwords.strength(typed, username.getValue(), "alacran"));
        setBody(username, password, strength);
        setActions(onward("Create the administrator", this::submit));
        password.focus();
    }

    private void submit() {
        try {
            create.accept(username.getValue(), password.getValue());
        } catch (InvalidInputException e) {
            // In reverse, so that the focus ends on the first
            e.errors().reversed().forEach(this::mark);
        } catch (ProblemException e) {
            Notifications.error(e);
        }
    }

    private void mark(FieldError error) {
        if (error.field().equals("password")) {
            password.setErrorMessage("The password " + error.message());
            password.setInvalid(true);
            password.focus();
        } else {
            username.setErrorMessage("The name " + error.message());
            username.setInvalid(true);
            username.focus();
        }
    }
}
