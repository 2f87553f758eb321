package io.alacran.database.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.alacran.database.DatabaseState;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.database.PortMapping;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.Times;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The port mappings of a database, and their change. */
class PortsPanel extends Div {

    private final transient Databases databases;
    private final Div list = new Div();
    private final Div editing = new Div();
    private final Button edit = new Button("Edit", click -> edit());
    private final PortMappingsEditor editor;
    private final Paragraph warning = new Paragraph();
    private @Nullable ManagedDatabase shown;

    PortsPanel(Databases databases) {
        this.databases = databases;
        addClassNames("panel", "ports");
        editor = new PortMappingsEditor(
                () -> databases.freePort(shown == null ? 0 : shown.port(), PortMapping.LOOPBACK));
        list.addClassName("ports-list");
        warning.addClassName("secondary");
        Button save = new Button("Save and restart", click -> save());
        save.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        Button cancel = new Button("Cancel", click -> stopEditing());
        Div actions = new Div(save, cancel);
        actions.addClassName("form-actions");
        editing.add(editor, warning, actions);
        editing.setVisible(false);
        add(new H2("Port mappings"), list, edit, editing);
    }

    void show(ManagedDatabase d) {
        shown = d;
        list.removeAll();
        if (d.ports().isEmpty()) {
            list.add(new Paragraph(
                    "None: it is reached on the shared network only. A mapping makes a port of this machine"
                            + " lead to " + d.port() + "."));
        }
        for (PortMapping p : d.ports()) {
            Span mapping = new Span(p.bindAddress() + ":" + p.hostPort() + " → " + d.port());
            mapping.addClassName("mono");
            Span who = new Span(p.exposed() ? "Other machines reach it" : "This machine only");
            who.addClassName(p.exposed() ? "port-exposed" : "port-loopback");
            Div row = new Div(mapping, who);
            row.addClassName("ports-mapping");
            list.add(row);
        }
    }

    private void edit() {
        ManagedDatabase d = shown;
        if (d != null) {
            editor.setMappings(d.ports());
            warning.setText(warning(d));
            editing.setVisible(true);
            edit.setVisible(false);
            list.setVisible(false);
        }
    }

    private String warning(ManagedDatabase d) {
        String what = "Saving puts a new container in the place of " + d.containerName() + ", on the same volume. ";
        if (d.state() == DatabaseState.STOPPED) {
            return what + "It is stopped and stays so.";
        }
        String forHowLong = databases
                .lastInterruption(d.name())
                .map(time -> "until it answers: " + Times.length(time) + " when its ports were last changed")
                .orElse("for some seconds, until it answers");
        return what + "The database restarts: apps are cut off " + forHowLong
                + ". They find it again under the same name; if it does not come back, the old mappings do.";
    }

    private void stopEditing() {
        editing.setVisible(false);
        edit.setVisible(true);
        list.setVisible(true);
    }

    private void save() {
        ManagedDatabase d = shown;
        if (d == null) {
            return;
        }
        editor.clearErrors();
        List<PortMapping> wanted = editor.mappings();
        if (wanted.equals(d.ports())) {
            stopEditing();
            return;
        }
        try {
            databases.changePorts(d.name(), wanted);
            stopEditing();
        } catch (InvalidInputException e) {
            for (FieldError error : e.errors()) {
                editor.show(error);
            }
        } catch (RuntimeException e) {
            Notifications.error(e);
        }
    }
}
