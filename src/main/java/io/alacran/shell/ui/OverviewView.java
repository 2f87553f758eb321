package io.alacran.shell.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.alacran.operation.Operation;
import io.alacran.shell.internal.ConcernDismissals;
import io.alacran.shell.internal.ConsoleChanges;
import io.alacran.shell.internal.Overview;
import io.alacran.shell.internal.Overview.Concern;
import io.alacran.shell.internal.OverviewSource;
import io.alacran.uikit.Background;
import io.alacran.uikit.EmptyState;
import io.alacran.uikit.LiveUpdates;
import io.alacran.uikit.PageHeader;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;

/** The health of everything at a glance. */
@Route("")
@Menu(title = "Overview", order = 0, icon = "vaadin:dashboard")
@PageTitle("Overview · Alacran")
@PermitAll
class OverviewView extends Main {

    private static final int RECENT = 5;

    private final OverviewSource source;
    private final ConcernDismissals dismissals;
    private final Section attention = section("What needs attention", "overview-attention");
    private final Section databases = section("Databases", "overview-databases");
    private final Section engine = section("Docker engine", "overview-engine");
    private final Section operations = section("Operations", "overview-operations");

    OverviewView(OverviewSource source, ConsoleChanges changes, ConcernDismissals dismissals) {
        this.source = source;
        this.dismissals = dismissals;
        addClassNames("page", "overview-view");
        attention.setVisible(false);
        Div side = new Div(engine, operations);
        side.addClassName("overview-side");
        Div columns = new Div(databases, side);
        columns.addClassName("overview-columns");
        columns.setVisible(false);
        add(
                new PageHeader("Overview", "Your databases, the engine that runs them, and what wants your attention."),
                attention,
                columns);
        LiveUpdates.follow(this, changes::follow, news -> refresh());
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        refresh();
    }

    private void refresh() {
        Background.ask(this, source::now, this::show);
    }

    private void show(Overview now) {
        getChildren().forEach(child -> child.setVisible(true));
        showConcerns(now.concerns());
        fill(engine, List.of(new EngineSummary(now)));
        fill(
                databases,
                now.databases().isEmpty()
                        ? List.of(nothingYet())
                        : now.databases().stream().map(DatabaseRow::new).toList());
        List<Operation> recent = now.operations().stream().limit(RECENT).toList();
        operations.setVisible(!recent.isEmpty());
        fill(operations, recent.stream().map(OverviewView::row).toList());
    }

    private void showConcerns(List<Concern> concerns) {
        List<Concern> open =
                concerns.stream().filter(concern -> !concern.dismissed()).toList();
        List<Concern> dismissed = concerns.stream().filter(Concern::dismissed).toList();
        attention.setVisible(!concerns.isEmpty());
        attention.setClassName("attention-none", open.isEmpty());
        List<Component> rows = new ArrayList<>(open.stream().map(this::concern).toList());
        if (!dismissed.isEmpty()) {
            rows.add(dismissed(dismissed));
        }
        fill(attention, rows);
    }

    private Component concern(Concern concern) {
        Component what = concern.database() == null
                ? new Span(concern.what())
                : link("databases/" + concern.database(), concern.what());
        Div row = new Div(what, new Span(concern.why()));
        row.addClassName("problem");
        if (concern.dismissible()) {
            Button dismiss = new Button("Dismiss", click -> act(() -> dismissals.dismiss(concern)));
            dismiss.addThemeVariants(ButtonVariant.AURA_TERTIARY);
            dismiss.setAriaLabel("Dismiss: " + concern.what());
            dismiss.setTooltipText("Do not show this again while it stays as it is");
            row.add(dismiss);
        }
        return row;
    }

    private Component dismissed(List<Concern> all) {
        Span count = new Span(all.size() == 1 ? "1 thing was dismissed." : all.size() + " things were dismissed.");
        Button restore = new Button("Show again", click -> act(() -> all.forEach(dismissals::restore)));
        restore.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        Div row = new Div(count, restore);
        row.addClassName("attention-dismissed");
        return row;
    }

    private void act(Runnable action) {
        action.run();
        refresh();
    }

    private static Component nothingYet() {
        Button deploy = new Button(
                "Deploy a database", click -> click.getSource().getUI().ifPresent(ui -> ui.navigate("databases")));
        deploy.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        return new EmptyState(
                "No database runs here yet. One takes two clicks and a name; or try the workbench on the sample data first.",
                deploy,
                link("workbench", "Open the workbench"));
    }

    private static Component row(Operation operation) {
        OperationRow row = new OperationRow();
        row.show(operation);
        return row;
    }

    static Anchor link(String path, String text) {
        Anchor anchor = new Anchor(path, text);
        anchor.getElement().setAttribute("router-link", true);
        return anchor;
    }

    private static Section section(String title, String className) {
        Section section = new Section(new H2(title));
        section.addClassNames("panel", className);
        return section;
    }

    /** Replaces all below the title. */
    private static void fill(Section section, List<? extends Component> content) {
        section.getChildren().skip(1).toList().forEach(section::remove);
        content.forEach(section::add);
    }
}
