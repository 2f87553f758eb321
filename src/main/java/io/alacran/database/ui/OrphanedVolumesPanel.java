package io.alacran.database.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.alacran.database.Databases;
import io.alacran.database.OrphanedVolume;
import io.alacran.uikit.Background;
import io.alacran.uikit.ConfirmByName;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.Times;
import java.util.List;

/** Volumes whose databases were removed: deploy a database on one, or remove it for good. */
class OrphanedVolumesPanel extends Div {

    private final transient Databases databases;
    private final transient Runnable changed;
    private final Div rows = new Div();
    private final Details details = new Details("Kept volumes", rows);

    OrphanedVolumesPanel(Databases databases, Runnable changed) {
        this.databases = databases;
        this.changed = changed;
        addClassName("volumes");
        rows.addClassName("volumes-rows");
        details.setVisible(false);
        add(details);
    }

    /** Asks the engine; without one the panel is simply not there. */
    void refresh() {
        Background.ask(this, databases::orphanedVolumes, this::show, failure -> details.setVisible(false));
    }

    private void show(List<OrphanedVolume> volumes) {
        details.setVisible(!volumes.isEmpty());
        details.setSummaryText("Kept volumes (" + volumes.size() + ")");
        rows.removeAll();
        rows.add(new Paragraph(
                "Data of databases that were removed. A new database of the same engine and version can have one,"
                        + " with its data and its login."));
        volumes.forEach(v -> rows.add(row(v)));
    }

    private Div row(OrphanedVolume v) {
        Span name = new Span(v.name());
        name.addClassName("mono");
        Span what = new Span(v.engine() + " " + v.version() + ", from \"" + v.formerName() + "\"");
        what.addClassName("secondary");
        Div row = new Div(new Div(name, what));
        row.addClassName("volumes-row");
        if (v.retainedAt() != null) {
            row.add(Times.relative(v.retainedAt()));
        }
        Button use = new Button(
                "Deploy on it",
                click -> getUI().ifPresent(ui -> ui.navigate(DeployView.class, DeployView.onVolume(v))));
        use.setEnabled(v.loginKnown());
        use.setTooltipText(
                v.loginKnown() ? "" : "Its login is not known to this console, so it cannot be given to a database");
        Button remove = new Button("Remove", click -> confirm(v));
        remove.addThemeVariants(ButtonVariant.AURA_TERTIARY, ButtonVariant.AURA_DANGER);
        row.add(use, remove);
        return row;
    }

    private void confirm(OrphanedVolume v) {
        new ConfirmByName("Remove the volume " + v.name() + "?", v.name(), "Remove for good", () -> {
                    databases.removeVolume(v.name());
                    Notifications.success("The volume " + v.name() + " was removed.");
                    changed.run();
                })
                .willGo("volume " + v.name() + " with all data of \"" + v.formerName() + "\"; there is no way back")
                .open();
    }
}
