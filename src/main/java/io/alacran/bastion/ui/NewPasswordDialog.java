package io.alacran.bastion.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import io.alacran.uikit.CopyField;

/** Shows a generated password, once. */
class NewPasswordDialog extends Dialog {

    NewPasswordDialog(String account, String password) {
        addClassName("new-password");
        setHeaderTitle("The password of " + account);
        setCloseOnOutsideClick(false);
        Button done = new Button("I have it", click -> close());
        done.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        add(
                new Paragraph(
                        "Copy it now. It is shown this once and cannot be read again; a new one can be made at any"
                                + " time."),
                new CopyField("Password", password));
        getFooter().add(done);
    }
}
