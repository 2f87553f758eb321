package io.alacran.connection.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.function.ValueProvider;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.alacran.connection.ChosenEnvironment;
import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.Connections;
import io.alacran.connection.Doctor;
import io.alacran.connection.GroupMember;
import io.alacran.connection.Groups;
import io.alacran.uikit.EmptyState;
import io.alacran.uikit.LiveUpdates;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.PageHeader;
import io.alacran.uikit.StateBadge;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A group as it works: which members are fit, how far behind, who waits, and who answered how much. */
@Route("groups")
@PageTitle("Group · Alacran")
@PermitAll
class GroupView extends Main implements HasUrlParameter<String> {

    private final transient Groups groups;
    private final transient Connections connections;
    private final transient ChosenEnvironment chosen;
    private final Div content = new Div();
    private final Paragraph rules = new Paragraph();
    private final Grid<GroupMember> members = new Grid<>();
    private final UnfitMembers unfit;
    private @Nullable String shown;
    private transient List<GroupMember> last = List.of();

    GroupView(Groups groups, Connections connections, Doctor doctor, ChosenEnvironment chosen, PoolTicks ticks) {
        this.groups = groups;
        this.connections = connections;
        this.chosen = chosen;
        unfit = new UnfitMembers(doctor);
        addClassNames("page", "group-view");
        members.setAllRowsVisible(true);
        members.addThemeVariants(GridVariant.AURA_NO_BORDER);
        members.addColumn(GroupMember::connection).setHeader("Member").setWidth("9rem");
        members.addColumn(m -> m.primary() ? "primary" : "replica").setHeader("Role");
        members.addComponentColumn(GroupView::state).setHeader("Fit").setWidth("8rem");
        number("Lag", m -> m.lagMs() == null ? "–" : m.lagMs() + " ms");
        number("In use", m -> String.valueOf(m.active()));
        number("Waiting", m -> String.valueOf(m.waiting()));
        number("Reads", m -> String.valueOf(m.reads()));
        number("Writes", m -> String.valueOf(m.writes()));
        members.addComponentColumn(m -> new Span(m.why()))
                .setHeader("Why")
                .setWidth("16rem")
                .setFlexGrow(4);
        content.addClassName("group-content");
        add(content);
        LiveUpdates.follow(this, ticks::follow, news -> tick());
        LiveUpdates.<Boolean>follow(this, sink -> groups.follow(() -> sink.accept(true)), changes -> refresh());
    }

    private void number(String header, ValueProvider<GroupMember, String> value) {
        members.addColumn(value)
                .setHeader(header)
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("6rem");
    }

    private static Component state(GroupMember member) {
        return new StateBadge(member.fit() ? "ready" : "unhealthy");
    }

    @Override
    public void setParameter(BeforeEvent event, String name) {
        shown = name;
        refresh();
    }

    private void refresh() {
        Optional<ConnectionGroup> found = shown == null ? Optional.empty() : groups.find(shown);
        content.removeAll();
        last = List.of();
        unfit.clear();
        if (found.isEmpty()) {
            content.add(new EmptyState("There is no group named '" + shown + "' any more."));
            return;
        }
        ConnectionGroup group = found.get();
        shown = group.reference();
        Button query = new Button(
                "Query",
                click -> UI.getCurrent().navigate("workbench", QueryParameters.of("connection", group.reference())));
        Button edit = new Button("Edit", click -> new GroupDialog(groups, connections, chosen, group).open());
        Button remove = new Button("Remove…", click -> remove(group));
        Div actions = new Div(query, edit, remove);
        actions.addClassName("group-actions");
        rules.setText(rules(group));
        Section panel = new Section(new H2("Members"), rules, members, unfit);
        panel.addClassName("panel");
        content.add(
                new PageHeader(
                        "Group " + group.name(),
                        group.description() == null
                                ? "What is proved to only read goes to its replicas, all else to its primary."
                                : group.description(),
                        actions),
                panel);
        tick();
    }

    private static String rules(ConnectionGroup group) {
        return "Reads " + group.balance().word() + ", "
                + (group.maxLagMs() == null ? "whatever the lag" : "up to " + group.maxLagMs() + " ms behind")
                + "; who wrote reads from the primary for " + group.stickyMs() + " ms; when no replica is fit: "
                + (group.fallback().isEmpty()
                        ? "nobody"
                        : String.join(
                                ", then ",
                                group.fallback().stream().map(f -> f.word()).toList()))
                + ".";
    }

    private void remove(ConnectionGroup group) {
        ConfirmDialog dialog = new ConfirmDialog(
                "Remove the group " + group.name() + "?",
                "Its connections stay as they are; tabs of the workbench that use the group fail.",
                "Remove",
                confirmed -> {
                    try {
                        groups.remove(group.reference());
                        Notifications.success("The group " + group.name() + " is removed.");
                        UI.getCurrent().navigate(ConnectionsView.class);
                    } catch (RuntimeException e) {
                        Notifications.error(e);
                    }
                });
        dialog.setCancelable(true);
        dialog.setConfirmButtonTheme("error primary");
        dialog.open();
    }

    private void tick() {
        Optional<ConnectionGroup> group = shown == null ? Optional.empty() : groups.find(shown);
        if (group.isPresent()) {
            List<GroupMember> now = groups.members(group.get().reference());
            if (!now.equals(last)) {
                last = now;
                members.setItems(now);
                unfit.show(group.get(), now);
            }
        }
    }
}
