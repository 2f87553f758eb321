package io.alacran.bastion.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.alacran.bastion.Bastion;
import io.alacran.bastion.BastionStatus;
import io.alacran.bastion.TrialStep;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.uikit.Background;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.Times;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Goes the way of a client and shows how far it comes. */
class TrialPanel extends Section {

    private static final Map<String, String> STATES = Map.of(
            TrialStep.PASS, "succeeded",
            TrialStep.FAIL, "failed",
            TrialStep.SKIPPED, "pending");

    private final transient Bastion bastion;
    private final transient Databases databases;
    private final ComboBox<String> database = new ComboBox<>("Database");
    private final Button attempt = new Button("Try it", click -> attempt());
    private final ProgressBar busy = new ProgressBar();
    private final OrderedList steps = new OrderedList();

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
        busy.setIndeterminate(true);
        busy.setVisible(false);
        steps.addClassName("operation-steps");
        steps.getElement().setAttribute("aria-live", "polite");
        add(new H2("Try it"), what, row, busy, steps);
    }

    void show(BastionStatus status) {
        List<String> names =
                databases.list().stream().map(ManagedDatabase::name).toList();
        String chosen = database.getValue();
        database.setItems(names);
        if (chosen != null && names.contains(chosen)) {
            database.setValue(chosen);
        }
        attempt.setEnabled(status.settings().enabled() && !busy.isVisible());
        attempt.setTooltipText(status.settings().enabled() ? "" : "Turn the bastion on first");
    }

    private void attempt() {
        String wanted = database.getValue();
        steps.removeAll();
        busy.setVisible(true);
        attempt.setEnabled(false);
        Background.ask(this, () -> bastion.tryOut(wanted), this::show, failure -> {
            show(List.of());
            Notifications.error(failure);
        });
    }

    private void show(List<TrialStep> result) {
        busy.setVisible(false);
        attempt.setEnabled(true);
        result.forEach(step -> steps.add(item(step)));
    }

    private static ListItem item(TrialStep step) {
        Span time = new Span(Times.length(Duration.ofMillis(step.tookMs())));
        time.addClassName("operation-time");
        Span found = new Span(step.found());
        found.addClassName("operation-message");
        ListItem item = new ListItem(new Span(step.title()), time, found);
        item.addClassNames("operation-step", "operation-step-" + STATES.getOrDefault(step.result(), "pending"));
        if (step.remedy() != null) {
            Span remedy = new Span(step.remedy());
            remedy.addClassName("operation-message");
            item.add(remedy);
        }
        return item;
    }
}
