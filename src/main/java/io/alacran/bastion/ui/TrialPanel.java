package io.alacran.bastion.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import io.alacran.bastion.Bastion;
import io.alacran.bastion.BastionStatus;
import io.alacran.bastion.TrialList;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import java.util.List;

/** Goes the way of a client and shows how far it comes. */
class TrialPanel extends Section {

    private final transient Bastion bastion;
    private final transient Databases databases;
    private final ComboBox<String> database = new ComboBox<>("Database");
    private final Button attempt = new Button("Try it", click -> attempt());
    private final TrialList steps = new TrialList();
    private List<String> offered = List.of();
    private boolean busy;

    TrialPanel(Bastion bastion, Databases databases) {
        this.bastion = bastion;
        this.databases = databases;
        addClassNames("panel", "bastion-trial");
        Paragraph what =
                new Paragraph("Signs in with a key made for it, opens a tunnel and asks the database something,"
                        + " as a client would.");
        what.addClassName("secondary");
        database.setPlaceholder("The first that is ready");
        database.setClearButtonVisible(true);
        Div row = new Div(database, attempt);
        row.addClassName("trial-row");
        add(new H2("Try it"), what, row, steps);
    }

    void show(BastionStatus status) {
        List<String> names =
                databases.list().stream().map(ManagedDatabase::name).toList();
        if (!names.equals(offered)) {
            String chosen = database.getValue();
            database.setItems(names);
            database.setValue(names.contains(chosen) ? chosen : null);
            offered = names;
        }
        attempt.setEnabled(status.settings().enabled() && !busy);
        attempt.setTooltipText(status.settings().enabled() ? "" : "Turn the bastion on first");
    }

    private void attempt() {
        busy(true);
        steps.attempt(bastion, database.getValue(), () -> busy(false));
    }

    private void busy(boolean now) {
        busy = now;
        attempt.setEnabled(!now);
    }
}
