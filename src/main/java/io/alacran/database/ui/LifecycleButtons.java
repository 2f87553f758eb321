package io.alacran.database.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import io.alacran.database.DatabaseState;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.uikit.Background;
import io.alacran.uikit.ConfirmByName;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.Sizes;
import java.util.OptionalLong;

/** What can be done to a database, by its state. */
class LifecycleButtons extends Div {

    private final transient Databases databases;
    private final ManagedDatabase database;
    private final boolean queryable;
    private final Button query = new Button("Query", VaadinIcon.TERMINAL.create());
    private final Button start = new Button("Start");
    private final MenuItem stop;
    private final MenuItem restart;

    LifecycleButtons(Databases databases, ManagedDatabase database, boolean queryable, Runnable query) {
        this.queryable = queryable;
        this.databases = databases;
        this.database = database;
        addClassName("lifecycle");
        this.query.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        this.query.addClickListener(click -> query.run());
        start.addClickListener(click -> act(() -> databases.start(database.name())));
        MenuBar menu = new MenuBar();
        MenuItem root = menu.addItem("Actions");
        restart = root.getSubMenu().addItem("Restart…", click -> confirmRestart());
        stop = root.getSubMenu().addItem("Stop…", click -> confirmStop());
        root.getSubMenu().addItem("Rotate the password…", click -> confirmRotation());
        root.getSubMenu().addItem("Remove…", click -> confirmRemoval());
        add(menu, start, this.query);
    }

    void show(ManagedDatabase d) {
        boolean running = d.state() == DatabaseState.READY || d.state() == DatabaseState.UNHEALTHY;
        start.setVisible(d.state() == DatabaseState.STOPPED || d.state() == DatabaseState.FAILED);
        stop.setEnabled(running);
        restart.setEnabled(running);
        query.setVisible(queryable && d.state() == DatabaseState.READY);
    }

    private void confirmRestart() {
        confirm(
                "Restart " + database.name() + "?",
                "Connections to it are cut; it is back within seconds.",
                "Restart",
                () -> databases.restart(database.name()));
    }

    private void confirmStop() {
        confirm(
                "Stop " + database.name() + "?",
                "Apps cannot reach it until it is started again. Its data stay where they are.",
                "Stop",
                () -> databases.stop(database.name()));
    }

    private void confirmRotation() {
        confirm(
                "Rotate the password of " + database.name() + "?",
                "A new password is generated, in the database and here. Apps that use the old one are refused from then"
                        + " on, until you give them the new one.",
                "Rotate",
                () -> databases.rotatePassword(database.name()));
    }

    private void confirmRemoval() {
        Background.ask(this, () -> databases.dataBytes(database.name()), this::confirmRemoval);
    }

    private void confirmRemoval(OptionalLong bytes) {
        Checkbox alsoVolume = new Checkbox("Also delete the volume " + database.volume() + " with all data, for good");
        String size = bytes.isPresent() ? " (" + Sizes.human(bytes.getAsLong()) + ")" : "";
        new ConfirmByName(
                        "Remove " + database.name() + "?",
                        database.name(),
                        "Remove",
                        () -> databases.remove(database.name(), alsoVolume.getValue()))
                .willGo("container " + database.containerName() + " and its connection in this console")
                .saferWay(
                        "Stopping frees memory and CPU and keeps everything.",
                        "Stop instead",
                        () -> databases.stop(database.name()))
                .with(new Div(
                        new Paragraph("The volume " + database.volume() + size
                                + " is kept unless you say otherwise; a new database can be given it later."),
                        alsoVolume))
                .open();
    }

    private void confirm(String title, String text, String action, Runnable work) {
        ConfirmDialog dialog = new ConfirmDialog(title, text, action, event -> act(work));
        dialog.setCancelable(true);
        dialog.open();
    }

    private static void act(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            Notifications.error(e);
        }
    }
}
