package io.alacran.doctor.ui;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.alacran.connection.DiagnosisPanel;
import io.alacran.doctor.AddressDoctor;
import io.alacran.uikit.FieldErrors;

/** Takes the address by which an application does not get in, and says why. */
class AddressPanel extends Section {

    private final PasswordField address = new PasswordField("The address that your application uses");

    AddressPanel(AddressDoctor doctor, String database, String example) {
        addClassNames("panel", "address-panel");
        Span hint = new Span("Your application does not get in? Paste what it connects by. It is read, compared"
                + " with where this database is, and its sign-in is tried in the container. Nothing of it is kept.");
        hint.addClassName("secondary");
        // It has a password in it
        address.setAutocomplete(Autocomplete.NEW_PASSWORD);
        address.setPlaceholder(example);
        address.setWidthFull();
        address.setValueChangeMode(ValueChangeMode.EAGER);
        FieldErrors errors = new FieldErrors().at("address", address, "The address");
        DiagnosisPanel diagnosis = DiagnosisPanel.of(() -> {
                    String asked = address.getValue();
                    return ended -> doctor.examine(database, asked, ended);
                })
                .called("Test it")
                .praising("All of it that can be looked at from here is right.")
                .onEnterIn(address)
                .refusing(errors::show);
        address.addValueChangeListener(change -> {
            errors.clear();
            diagnosis.outdate();
        });
        add(new H2("An application's address"), hint, address, diagnosis);
    }
}
