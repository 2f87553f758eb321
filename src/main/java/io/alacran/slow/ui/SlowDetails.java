package io.alacran.slow.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.QueryParameters;
import io.alacran.slow.SlowStatement;
import io.alacran.slow.SlowStatements;
import io.alacran.slow.SlowTimes;
import io.alacran.uikit.CopyButton;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.TimeChart;
import io.alacran.uikit.Times;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One slow statement: its text, how slow it was by time, its plan, and what can be done. */
class SlowDetails extends Section {

    private final transient SlowStatements slow;
    private final Pre text = new Pre();
    private final Div copy = new Div();
    private final Span seen = new Span();
    private final TimeChart chart = new TimeChart("Slow runs by time");
    private final Div plan = new Div();
    private final Button take = new Button("Take the plan", VaadinIcon.SITEMAP.create(), click -> takePlan());
    private @Nullable String connection;
    private transient @Nullable SlowStatement shown;

    SlowDetails(SlowStatements slow) {
        this.slow = slow;
        addClassNames("panel", "slow-details");
        setVisible(false);
        Button open = new Button("Open in the workbench", VaadinIcon.CODE.create(), click -> openInWorkbench());
        Button forget = new Button("Forget…", click -> askForget());
        forget.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        Div actions = new Div(open, take, forget);
        actions.addClassName("slow-actions");
        Div head = new Div(new H2("Statement"), copy);
        head.addClassName("slow-head");
        seen.addClassName("secondary");
        plan.addClassName("slow-plan");
        text.addClassName("slow-text");
        add(head, text, seen, actions, new H3("By time"), chart, new H3("Plan"), plan);
    }

    void clear() {
        shown = null;
        setVisible(false);
    }

    void show(String of, SlowStatement statement, SlowRange range) {
        SlowStatement before = shown;
        boolean other = before == null || !before.id().equals(statement.id()) || !of.equals(connection);
        connection = of;
        shown = statement;
        setVisible(true);
        if (other) {
            text.setText(statement.sql());
            copy.removeAll();
            CopyButton button = new CopyButton(statement.sql());
            button.setLabel("Copy the statement");
            copy.add(button);
        }
        seen.removeAll();
        seen.add(new Span("Last run by " + statement.lastUser() + " "), Times.relative(statement.lastSeen()));
        Instant from = range.from();
        chart.show(
                from,
                Instant.now(),
                range.stretch(),
                slow.history(of, statement.id(), from, range.stretch()).stream()
                        .map(s -> point(s.from(), s.times()))
                        .toList());
        show(statement.plan());
    }

    private static TimeChart.Point point(Instant from, SlowTimes t) {
        return new TimeChart.Point(from, t.count(), t.p50Ms(), t.p95Ms(), t.maxMs());
    }

    private void show(SlowStatement.@Nullable Plan now) {
        plan.removeAll();
        if (now == null) {
            plan.add(
                    new Paragraph("None was taken yet. It is asked for by EXPLAIN, which does not run the statement."));
            return;
        }
        if (now.problem() != null) {
            Paragraph problem = new Paragraph(now.problem());
            problem.addClassName("slow-problem");
            plan.add(problem);
        }
        if (now.text() != null) {
            Span taken = new Span(new Span("Taken "), Times.relative(now.takenAt()));
            taken.addClassName("secondary");
            Pre lines = new Pre(now.text());
            lines.addClassName("slow-text");
            CopyButton button = new CopyButton(now.text());
            button.setLabel("Copy the plan");
            Div head = new Div(taken, button);
            head.addClassName("slow-head");
            plan.add(head, lines);
        }
    }

    private void takePlan() {
        SlowStatement of = shown;
        if (of == null || connection == null) {
            return;
        }
        try {
            show(slow.takePlan(connection, of.id()));
        } catch (RuntimeException e) {
            Notifications.error(e);
        }
    }

    private void openInWorkbench() {
        SlowStatement of = shown;
        String on = connection;
        if (of != null && on != null) {
            getUI().ifPresent(ui ->
                    ui.navigate("workbench", QueryParameters.simple(Map.of("connection", on, "sql", of.sql()))));
        }
    }

    private void askForget() {
        SlowStatement of = shown;
        String on = connection;
        if (of == null || on == null) {
            return;
        }
        ConfirmDialog dialog = new ConfirmDialog(
                "Forget this statement?",
                "Its times and its plan go. When it is slow again, it is kept anew.",
                "Forget",
                confirmed -> {
                    try {
                        clear();
                        slow.forget(on, of.id());
                        Notifications.success("The statement is forgotten.");
                    } catch (RuntimeException e) {
                        Notifications.error(e);
                    }
                });
        dialog.setCancelable(true);
        dialog.setConfirmButtonTheme("error primary");
        dialog.open();
    }
}
