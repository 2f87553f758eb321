package io.alacran.connection.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import io.alacran.connection.ChosenEnvironment;
import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.ConnectionGroup.Replica;
import io.alacran.connection.Connections;
import io.alacran.connection.EnvironmentBadge;
import io.alacran.connection.Groups;
import io.alacran.uikit.EngineMark;
import io.alacran.uikit.LiveUpdates;
import java.util.stream.Collectors;

/** The groups among the connections: what each is made of, and the way to its members. */
class GroupsSection extends Section {

    private final transient Groups groups;
    private final Paragraph teaching =
            new Paragraph("Connections to the same data can be a group: what is proved to only"
                    + " read goes to replicas, all else to the primary.");
    private final UnorderedList list = new UnorderedList();

    GroupsSection(Groups groups, Connections connections, ChosenEnvironment chosen) {
        this.groups = groups;
        addClassName("groups-section");
        Button add = new Button(
                "New group",
                VaadinIcon.PLUS.create(),
                click -> new GroupDialog(groups, connections, chosen, null).open());
        Div head = new Div(new H2("Groups"), add);
        head.addClassName("groups-head");
        teaching.addClassName("secondary");
        list.addClassName("groups-list");
        list.getElement().setAttribute("aria-label", "Groups");
        add(head, teaching, list);
        LiveUpdates.<Boolean>follow(this, sink -> groups.follow(() -> sink.accept(true)), changes -> refresh());
    }

    /** Shows those that there are now. */
    void refresh() {
        list.removeAll();
        groups.list().forEach(group -> list.add(row(group)));
        teaching.setVisible(groups.list().isEmpty());
        list.setVisible(!groups.list().isEmpty());
    }

    private static ListItem row(ConnectionGroup group) {
        RouterLink link = new RouterLink(group.name(), GroupView.class, group.reference());
        link.addClassName("connection-name");
        Div title = new Div(link, new EnvironmentBadge(group.environment()));
        title.addClassName("connection-title");
        Span members = new Span("writes to " + group.primary() + ", reads from "
                + group.replicas().stream().map(Replica::connection).collect(Collectors.joining(", ")) + " · "
                + group.balance().word());
        members.addClassName("secondary");
        Div words = new Div(title, members);
        words.addClassName("connection-words");
        Button query = new Button("Query", VaadinIcon.CODE.create());
        query.setAriaLabel("Query " + group.name());
        query.addClickListener(click -> query.getUI()
                .ifPresent(ui -> ui.navigate("workbench", QueryParameters.of("connection", group.reference()))));
        ListItem item = new ListItem(new EngineMark(group.client()), words, query);
        item.addClassName("group-row");
        return item;
    }
}
