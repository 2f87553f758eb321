package io.alacran.connection.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.router.RouterLink;
import io.alacran.connection.ConnectionHealth.Health;
import io.alacran.connection.ConnectionLint;
import io.alacran.connection.ConnectionLint.Finding;
import io.alacran.connection.EnvironmentBadge;
import io.alacran.connection.Environments;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolStats;
import io.alacran.uikit.EngineMark;
import io.alacran.uikit.StateBadge;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One connection of the list. Its parts change in place, so that nothing that is open is closed. */
class ConnectionRow extends ListItem {

    private final NamedConnection connection;
    private final Span health = new Span();
    private final StateBadge state = new StateBadge("checking");
    private final Span pool = new Span();
    private final Paragraph error = new Paragraph();
    private final Button why;
    private final FindingsMark findings;

    /** What a person can do with the connection of a row. */
    interface Actions {

        void query(NamedConnection connection);

        void test(NamedConnection connection);

        void pool(NamedConnection connection);

        void slow(NamedConnection connection);

        void edit(NamedConnection connection);

        void copy(NamedConnection connection);

        void makeDefault(NamedConnection connection);

        void remove(NamedConnection connection);
    }

    ConnectionRow(NamedConnection c, Actions actions, ConnectionLint lint, Runnable changed) {
        this.connection = c;
        addClassNames("connection-row", "colour-" + colour(c));
        RouterLink link = new RouterLink(c.name(), ConnectionEditor.class, ConnectionEditor.of(c.reference()));
        link.addClassName("connection-name");
        Div title = new Div(link);
        title.addClassName("connection-title");
        if (c.isDefault()) {
            title.add(badge("default", "connection-default"));
        }
        if (!c.environment().equals(Environments.DEVELOPMENT)) {
            title.add(new EnvironmentBadge(c.environment()));
        }
        if (c.readOnly()) {
            title.add(badge("read-only", "connection-readonly"));
        }
        c.tags().forEach(tag -> title.add(badge(tag, "connection-tag")));
        Div words = new Div(title);
        words.addClassName("connection-words");
        if (c.description() != null) {
            Span description = new Span(c.description());
            description.addClassName("secondary");
            words.add(description);
        }
        Span place = new Span(place(c));
        place.addClassNames("mono", "connection-leads");
        place.getElement().setAttribute("title", place(c));
        health.addClassName("connection-health");
        health.add(state);
        pool.addClassName("connection-use");
        findings = new FindingsMark(lint, c, changed);
        Button query = new Button("Query", VaadinIcon.CODE.create(), click -> actions.query(c));
        query.setAriaLabel("Query " + c.name());
        why = new Button("Find out why", click -> actions.test(c));
        why.setAriaLabel("Find out why " + c.name() + " does not answer");
        Div trouble = new Div(error, why);
        trouble.addClassName("connection-trouble");
        error.setVisible(false);
        why.setVisible(false);
        Div acts = new Div(query, menu(c, actions));
        acts.addClassName("connection-actions");
        add(new EngineMark(c.client()), words, place, health, pool, findings, acts, trouble);
    }

    private static MenuBar menu(NamedConnection c, Actions actions) {
        MenuBar bar = new MenuBar();
        bar.addThemeVariants(MenuBarVariant.AURA_TERTIARY);
        // Its arrow is enough beside the button of the likeliest action
        var root = bar.addItem(new Span());
        root.setAriaLabel("Actions of " + c.name());
        SubMenu menu = root.getSubMenu();
        menu.addItem("Test", click -> actions.test(c));
        menu.addItem("Pool", click -> actions.pool(c));
        menu.addItem("Slow statements", click -> actions.slow(c));
        menu.addItem("Edit", click -> actions.edit(c));
        menu.addItem("Duplicate", click -> actions.copy(c));
        if (!c.isDefault()) {
            menu.addItem("Make the default", click -> actions.makeDefault(c));
        }
        menu.addItem("Remove…", click -> actions.remove(c));
        return bar;
    }

    private static Span badge(String word, String style) {
        Span badge = new Span(word);
        badge.addClassNames("badge", style);
        return badge;
    }

    private static String colour(NamedConnection c) {
        String environments = c.isProduction()
                ? "red"
                : switch (c.environment()) {
                    case "staging" -> "orange";
                    case "testing" -> "yellow";
                    default -> "none";
                };
        return Objects.requireNonNullElse(c.colour(), environments);
    }

    private static String place(NamedConnection c) {
        if (c.filename() != null) {
            return c.filename();
        }
        if (c.managedDatabase() != null) {
            return "database " + c.managedDatabase();
        }
        String at = c.host() + (c.port() == null ? "" : ":" + c.port());
        String server = c.databaseName() == null || c.databaseName().isEmpty() ? at : at + "/" + c.databaseName();
        return c.sshTunnel() == null
                ? server
                : server + " through " + c.sshTunnel().place();
    }

    NamedConnection connection() {
        return connection;
    }

    boolean matches(String typed) {
        String all = String.join(
                        " ",
                        connection.name(),
                        Objects.requireNonNullElse(connection.description(), ""),
                        connection.client(),
                        connection.environment(),
                        place(connection),
                        String.join(" ", connection.tags()))
                .toLowerCase(Locale.ROOT);
        return java.util.Arrays.stream(typed.toLowerCase(Locale.ROOT).split("\\s+"))
                .allMatch(all::contains);
    }

    /**
     * @param now null while nothing is known, and for one whose checks are turned off
     * @param asked whether the answer is there
     */
    void show(@Nullable Health now, boolean asked) {
        String unknown = asked ? "not-checked" : "checking";
        state.setState(now == null ? unknown : now.healthy() ? "healthy" : "unhealthy");
        String found = now == null ? null : now.error();
        error.setText(found == null || found.isEmpty() ? "" : sentence(found));
        error.setVisible(found != null);
        why.setVisible(now != null && !now.healthy());
    }

    private static String sentence(String found) {
        String end = found.endsWith(".") ? "" : ".";
        return Character.toUpperCase(found.charAt(0)) + found.substring(1) + end;
    }

    /** @param now null while the pool was not made yet */
    void show(@Nullable PoolStats now) {
        int active = now == null ? 0 : now.active();
        String waiting = now == null || now.waiting() == 0 ? "" : ", " + now.waiting() + " waiting";
        pool.setText(active + " / " + connection.pool().max() + waiting);
        pool.setClassName("connection-busy", now != null && now.waiting() > 0);
        pool.getElement()
                .setAttribute(
                        "title",
                        now == null
                                ? "No session was opened yet; "
                                        + connection.pool().max() + " at most"
                                : active + " in use, " + now.idle() + " idle, "
                                        + connection.pool().max() + " at most");
    }

    void show(List<Finding> now) {
        findings.show(now);
    }
}
