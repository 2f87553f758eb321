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
import io.alacran.shell.internal.ConsoleChanges;
import io.alacran.shell.internal.Overview;
import io.alacran.shell.internal.OverviewSource;
import io.alacran.uikit.Background;
import io.alacran.uikit.EmptyState;
import io.alacran.uikit.LiveUpdates;
import io.alacran.uikit.PageHeader;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.util.List;

/** The health of everything at a glance. */
@Route("")
@Menu(title = "Overview", order = 0, icon = "vaadin:dashboard")
@PageTitle("Overview · Alacran")
@PermitAll
class OverviewView extends Main {

    private static final int RECENT = 5;

    private final OverviewSource source;
    private final Section attention = section("What needs attention", "overview-attention");
    private final Section databases = section("Databases", "overview-databases");
    private final Section engine = section("Docker engine", "overview-engine");
    private final Section operations = section("Operations", "overview-operations");

    OverviewView(OverviewSource source, ConsoleChanges changes) {
        this.source = source;
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
        showConcerns(now.concerns(Instant.now()));
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

    private void showConcerns(List<Overview.Concern> concerns) {
        attention.setVisible(!concerns.isEmpty());
        fill(attention, concerns.stream().map(OverviewView::concern).toList());
    }

    private static Component concern(Overview.Concern concern) {
        Component what = concern.database() == null
                ? new Span(concern.what())
                : link("databases/" + concern.database(), concern.what());
        Div row = new Div(what, new Span(concern.why()));
        row.addClassName("problem");
        return row;
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
