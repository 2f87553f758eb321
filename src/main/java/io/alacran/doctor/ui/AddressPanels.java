package io.alacran.doctor.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import io.alacran.database.DatabasePanel;
import io.alacran.database.ManagedDatabase;
import io.alacran.doctor.AddressDoctor;
import org.springframework.core.annotation.Order;

/** Puts an {@link AddressPanel} on the page of each database whose addresses are examined. */
@org.springframework.stereotype.Component
@Order(5)
class AddressPanels implements DatabasePanel {

    private final AddressDoctor doctor;

    AddressPanels(AddressDoctor doctor) {
        this.doctor = doctor;
    }

    @Override
    public Component of(ManagedDatabase database) {
        return doctor.example(database)
                .<Component>map(example -> new AddressPanel(doctor, database.name(), example))
                .orElseGet(() -> {
                    Div none = new Div();
                    none.setVisible(false);
                    return none;
                });
    }
}
