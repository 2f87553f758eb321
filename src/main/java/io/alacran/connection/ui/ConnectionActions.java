package io.alacran.connection.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.router.QueryParameters;
import io.alacran.connection.Connections;
import io.alacran.connection.DiagnosisPanel;
import io.alacran.connection.Doctor;
import io.alacran.connection.NamedConnection;
import io.alacran.uikit.Notifications;
import java.util.function.Consumer;

/** What can be done with a connection from the list. */
class ConnectionActions implements ConnectionRow.Actions {

    private final Component page;
    private final Connections connections;
    private final Doctor doctor;

    ConnectionActions(Component page, Connections connections, Doctor doctor) {
        this.page = page;
        this.connections = connections;
        this.doctor = doctor;
    }

    @Override
    public void query(NamedConnection connection) {
        go(ui -> ui.navigate("workbench", QueryParameters.of("connection", connection.reference())));
    }

    @Override
    public void test(NamedConnection connection) {
        DiagnosisPanel panel = DiagnosisPanel.of(doctor, connection.reference());
        Dialog dialog = new Dialog(panel);
        dialog.addClassName("connection-test");
        dialog.setHeaderTitle("Test of " + connection.name());
        dialog.setDraggable(true);
        dialog.setResizable(true);
        Button edit = new Button("Edit", click -> {
            dialog.close();
            edit(connection);
        });
        dialog.getFooter().add(edit, new Button("Close", click -> dialog.close()));
        dialog.open();
        panel.examine();
    }

    @Override
    public void pool(NamedConnection connection) {
        go(ui -> ui.navigate(PoolView.class, connection.reference()));
    }

    @Override
    public void slow(NamedConnection connection) {
        go(ui -> ui.navigate("slow-statements/" + connection.reference()));
    }

    @Override
    public void edit(NamedConnection connection) {
        go(ui -> ui.navigate(ConnectionEditor.class, ConnectionEditor.of(connection.reference())));
    }

    @Override
    public void copy(NamedConnection connection) {
        go(ui -> ui.navigate("connections/new", ConnectionEditor.copyOf(connection.reference())));
    }

    @Override
    public void makeDefault(NamedConnection connection) {
        act(() -> {
            connections.makeDefault(connection.reference());
            Notifications.success(connection.name() + " is the default now.");
        });
    }

    @Override
    public void remove(NamedConnection connection) {
        String kept = connection.managedDatabase() != null
                ? "The database " + connection.managedDatabase() + " and its data stay as they are."
                : connection.filename() != null
                        ? "The file " + connection.filename() + " stays where it is."
                        : "The database itself is not touched.";
        ConfirmDialog dialog = new ConfirmDialog(
                "Remove the connection " + connection.name() + "?",
                kept
                        + " What goes is the name, the stored password and the pool; tabs of the workbench that use it fail.",
                "Remove",
                confirmed -> act(() -> {
                    connections.remove(connection.reference());
                    Notifications.success(connection.name() + " is removed.");
                }));
        dialog.setCancelable(true);
        dialog.setConfirmButtonTheme("error primary");
        dialog.open();
    }

    private void go(Consumer<UI> to) {
        page.getUI().ifPresent(to);
    }

    private static void act(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            Notifications.error(e);
        }
    }
}
