package io.alacran.slow.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.alacran.connection.ChosenEnvironment;
import io.alacran.connection.ConnectionLabels;
import io.alacran.connection.ConnectionReference;
import io.alacran.connection.Connections;
import io.alacran.connection.NamedConnection;
import io.alacran.problem.ProblemException;
import io.alacran.slow.SlowStatement;
import io.alacran.slow.SlowStatements;
import io.alacran.uikit.EmptyState;
import io.alacran.uikit.LiveUpdates;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.PageHeader;
import io.alacran.uikit.Times;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which statements of a connection were slow, live, and what is known of the one that is chosen. */
@Route("slow-statements")
@PageTitle("Slow statements · Alacran")
@PermitAll
class SlowStatementsView extends Main implements HasUrlParameter<String> {

    private final transient Connections connections;
    private final transient SlowStatements slow;
    private final transient ChosenEnvironment chosen;
    private final Select<String> choice = new Select<>();
    private final Select<SlowRange> range = new Select<>();
    private final Button forgetAll = new Button("Forget all…", click -> askForgetAll());
    private final Paragraph rule = new Paragraph();
    private final Button change = new Button("Change", click -> edit());
    private final Div content = new Div();
    private final SlowGrid grid = new SlowGrid(this::showChosen);
    private final Section list = new Section(grid);
    private final SlowDetails details;
    private @Nullable String shown;

    SlowStatementsView(Connections connections, SlowStatements slow, ChosenEnvironment chosen) {
        this.connections = connections;
        this.slow = slow;
        this.chosen = chosen;
        addClassNames("page", "page-wide", "slow-view");
        details = new SlowDetails(slow);
        choice.setAriaLabel("Connection");
        choice.addValueChangeListener(picked -> {
            if (picked.isFromClient() && picked.getValue() != null) {
                UI.getCurrent().navigate(SlowStatementsView.class, picked.getValue());
            }
        });
        range.setAriaLabel("How far back");
        range.setItems(SlowRange.values());
        range.setItemLabelGenerator(SlowRange::title);
        range.setValue(SlowRange.WEEK);
        range.addValueChangeListener(picked -> refresh());
        forgetAll.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        change.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        list.addClassNames("panel", "slow-list");
        content.addClassName("slow-content");
        Div line = new Div(rule, change, forgetAll);
        line.addClassName("slow-rule");
        add(
                new PageHeader(
                        "Slow statements",
                        "Which statements of a connection took long, how often and when. Find the one that costs the"
                                + " most time, and see how the database runs it.",
                        choice,
                        range),
                line,
                content);
        LiveUpdates.<String>follow(this, slow::follow, changed -> {
            if (shown != null && changed.contains(shown)) {
                refresh();
            }
        });
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable String name) {
        List<NamedConnection> all = chosen.first(connections.list());
        Optional<NamedConnection> wanted = name == null ? chosen.usual(all) : connections.find(name);
        shown = wanted.map(NamedConnection::reference).orElse(null);
        choice.setItemLabelGenerator(new ConnectionLabels(chosen.word())::of);
        choice.setItems(all.stream().map(NamedConnection::reference).toList());
        choice.setValue(shown);
        details.clear();
        refresh();
        if (wanted.isEmpty()) {
            content.removeAll();
            content.add(new EmptyState(
                    name == null
                            ? "There is no connection yet. Each database that is deployed gets one."
                            : "There is no connection named '" + name + "'; choose another above."));
        }
    }

    private void refresh() {
        Optional<NamedConnection> present = shown == null ? Optional.empty() : connections.find(shown);
        change.setVisible(present.isPresent());
        rule.setVisible(present.isPresent());
        forgetAll.setVisible(false);
        present.ifPresent(this::show);
    }

    private void show(NamedConnection connection) {
        List<SlowStatement> found =
                slow.list(connection.reference(), range.getValue().from());
        forgetAll.setVisible(!found.isEmpty());
        rule.setText(rule(connection, found.size()));
        if (found.isEmpty()) {
            content.removeAll();
            content.add(new EmptyState(
                    connection.slow().thresholdMillis() == 0
                            ? "No slow statements are kept for " + connection.name()
                                    + ". Set from how long on a statement is slow."
                            : "No statement of " + connection.name() + " took "
                                    + length(connection.slow().thresholdMillis()) + " or more in "
                                    + range.getValue().words() + ".",
                    new Button("Change the threshold", click -> edit())));
            details.clear();
            return;
        }
        if (list.getParent().isEmpty()) {
            content.removeAll();
            content.add(list, details);
        }
        grid.show(found);
    }

    private static String rule(NamedConnection connection, int found) {
        long threshold = connection.slow().thresholdMillis();
        String rule = threshold == 0
                ? "No more slow statements are kept for this connection."
                : "Statements that take " + length(threshold) + " or more are kept for " + SlowStatements.KEPT.toDays()
                        + " days, without their values.";
        return found < SlowStatements.MOST
                ? rule
                : rule + " There are " + SlowStatements.MOST
                        + ", the most that are kept: each new one takes the place of the one that was slow longest ago.";
    }

    private static String length(long millis) {
        return Times.length(Duration.ofMillis(millis));
    }

    private void showChosen(@Nullable SlowStatement chosen) {
        if (chosen == null || shown == null) {
            details.clear();
        } else {
            details.show(shown, chosen, range.getValue());
        }
    }

    private void edit() {
        if (shown != null) {
            UI.getCurrent().navigate("connections/" + shown + "/edit");
        }
    }

    private void askForgetAll() {
        String connection = shown;
        if (connection == null) {
            return;
        }
        ConfirmDialog dialog = new ConfirmDialog(
                "Forget the slow statements of " + ConnectionReference.nameOf(connection) + "?",
                "All texts, times and plans of this connection go, also those from before "
                        + range.getValue().words() + ". The database is not touched, and new ones are kept as before.",
                "Forget all",
                confirmed -> {
                    try {
                        int gone = slow.forgetAll(connection);
                        Notifications.success(
                                gone == 1 ? "One statement is forgotten." : gone + " statements are forgotten.");
                        refresh();
                    } catch (ProblemException e) {
                        Notifications.error(e);
                    }
                });
        dialog.setCancelable(true);
        dialog.setConfirmButtonTheme("error primary");
        dialog.open();
    }
}
