package io.alacran.activity.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.alacran.activity.ActivityEntry;
import io.alacran.activity.ActivityFilter;
import io.alacran.activity.internal.ActivityStore;
import io.alacran.activity.internal.StoredActivityLog;
import io.alacran.uikit.LiveUpdates;
import io.alacran.uikit.PageHeader;
import io.alacran.uikit.StateBadge;
import io.alacran.uikit.Times;
import jakarta.annotation.security.PermitAll;
import java.util.stream.Collectors;

/** The audit log, live. */
@Route("activity")
@Menu(title = "Activity", order = 7, icon = "vaadin:list-ul")
@PageTitle("Activity · Alacran")
@PermitAll
class ActivityView extends Main implements AfterNavigationObserver {

    private final ActivityStore store;
    private final Grid<ActivityEntry> grid = new Grid<>();
    private final ComboBox<String> action = new ComboBox<>();
    private final TextField target = new TextField();
    private final TextField user = new TextField();

    ActivityView(ActivityStore store, StoredActivityLog log) {
        this.store = store;
        addClassNames("page", "page-wide", "page-full", "activity-view");
        action.setPlaceholder("Any action");
        action.setAriaLabel("Action");
        action.setClearButtonVisible(true);
        action.addValueChangeListener(change -> grid.getDataProvider().refreshAll());
        filter(target, "Any target", "Target");
        filter(user, "Anybody", "Person");
        Div filters = new Div(action, target, user);
        filters.addClassName("filters");
        columns();
        add(
                new PageHeader(
                        "Activity", "Who did what to which thing, from where, with what result; the newest first."),
                filters,
                grid);
        LiveUpdates.follow(this, log::follow, news -> grid.getDataProvider().refreshAll());
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        action.setItems(store.actions());
        grid.setItems(
                query -> store.page(filter(), query.getOffset(), query.getLimit()).stream(),
                query -> store.count(filter()));
    }

    private ActivityFilter filter() {
        return new ActivityFilter(action.getValue(), target.getValue(), user.getValue());
    }

    private void filter(TextField field, String placeholder, String label) {
        field.setPlaceholder(placeholder);
        field.setAriaLabel(label);
        field.setClearButtonVisible(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.addValueChangeListener(change -> grid.getDataProvider().refreshAll());
    }

    private void columns() {
        grid.addThemeVariants(GridVariant.AURA_NO_BORDER, GridVariant.WRAP_CELL_CONTENT);
        grid.addComponentColumn(entry -> Times.relative(entry.time()))
                .setHeader("When")
                .setWidth("8.5rem")
                .setFlexGrow(0);
        grid.addColumn(ActivityEntry::user).setHeader("Who").setWidth("6.5rem").setFlexGrow(0);
        grid.addColumn(ActivityEntry::action)
                .setHeader("Did what")
                .setWidth("10.5rem")
                .setFlexGrow(0);
        grid.addColumn(ActivityEntry::target).setHeader("To what").setWidth("7rem");
        grid.addComponentColumn(entry -> new StateBadge(entry.result()))
                .setHeader("Result")
                .setWidth("6.5rem")
                .setFlexGrow(0);
        grid.addColumn(ActivityEntry::source)
                .setHeader("From")
                .setWidth("7.5rem")
                .setFlexGrow(0);
        grid.addComponentColumn(ActivityView::details)
                .setHeader("Details")
                .setWidth("14rem")
                .setFlexGrow(3);
    }

    private static Span details(ActivityEntry entry) {
        String text = entry.details().entrySet().stream()
                .map(detail -> detail.getKey() + ": " + detail.getValue())
                .collect(Collectors.joining(", "));
        Span shown = new Span(text);
        shown.getElement().setAttribute("title", text);
        return shown;
    }
}
