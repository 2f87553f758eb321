package io.alacran.bastion.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.RouterLink;
import io.alacran.bastion.Bastion;
import io.alacran.bastion.TunnelRecipe;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.engine.Snippet;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.uikit.BrowserHost;
import io.alacran.uikit.CopyField;
import io.alacran.uikit.FieldErrors;
import io.alacran.uikit.LiveUpdates;
import io.alacran.uikit.Notifications;
import java.util.LinkedHashMap;
import java.util.Map;

/** How to reach one database through the bastion from one's own machine, ready to be pasted. */
class TunnelPanel extends Section {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String PASSWORD = "********";

    private final transient Bastion bastion;
    private final transient Databases databases;
    private final transient ManagedDatabase database;
    private final String host = BrowserHost.current();
    private final Div off = new Div();
    private final IntegerField localPort = new IntegerField("Local port");
    private final Tabs tabs = new Tabs();
    private final Map<Tab, Div> contents = new LinkedHashMap<>();
    private final Div command = content();
    private final Div config = content();
    private final Div program = content();
    private final Div jdbc = content();
    private final FieldErrors errors = new FieldErrors().at("localPort", localPort);

    TunnelPanel(Bastion bastion, Databases databases, ManagedDatabase database) {
        this.bastion = bastion;
        this.databases = databases;
        this.database = database;
        addClassNames("panel", "tunnel-panel");
        off.addClassNames("problem", "problem-warning");
        Paragraph says = new Paragraph("The bastion is off, so nobody gets through. ");
        says.add(new RouterLink("Turn it on", BastionView.class));
        off.add(says);
        localPort.setHelperText("Of your own machine, any that is free there");
        localPort.setValueChangeMode(ValueChangeMode.LAZY);
        localPort.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                refresh();
            }
        });
        Paragraph what = new Paragraph("From your own machine, through ssh; the database needs no port mapping.");
        what.addClassName("secondary");
        tabs.addClassName("snippets-tabs");
        tabs.addSelectedChangeListener(change -> contents.forEach((tab, c) -> c.setVisible(tab.isSelected())));
        tab("Command", command);
        tab("~/.ssh/config", config);
        tab("DBeaver, DataGrip", program);
        if (hasJdbc()) {
            tab("JDBC", jdbc);
        }
        add(new H2("Tunnel"), what, off, localPort, tabs);
        contents.values().forEach(this::add);
        LiveUpdates.follow(this, listener -> bastion.follow(() -> listener.accept(true)), news -> refresh());
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        refresh();
    }

    private void refresh() {
        errors.clear();
        off.setVisible(!bastion.status().settings().enabled());
        try {
            show(bastion.recipe(database.name(), localPort.getValue(), host, null));
        } catch (InvalidInputException e) {
            errors.show(e);
        } catch (ProblemException e) {
            // Removed meanwhile, which the page itself says
            if (e.kind() != ProblemException.Kind.NOT_FOUND) {
                Notifications.error(e);
            }
        }
    }

    private void show(TunnelRecipe recipe) {
        if (localPort.isEmpty()) {
            localPort.setValue(recipe.localPort());
        }
        String port = String.valueOf(recipe.localPort());
        command.removeAll();
        command.add(
                new CopyField("", recipe.command()),
                hint("It stays quiet while it runs; Ctrl+C ends it. The database is at " + LOOPBACK + ":" + port
                        + " meanwhile. " + BrowserHost.hint(host)));
        config.removeAll();
        config.add(new CopyField("", recipe.config().strip()), new CopyField("Then", "ssh " + recipe.alias()));
        program.removeAll();
        program.add(
                pair(new CopyField("Host", database.containerName()), new CopyField("Port", "" + database.port())),
                pair(new CopyField("User", database.username()), new CopyField("Database", database.databaseName())),
                hint("On the tab SSH of the connection:"),
                pair(new CopyField("SSH host", recipe.host()), new CopyField("SSH port", "" + recipe.port())),
                new CopyField("SSH user", recipe.user()));
        jdbc.removeAll();
        jdbc.add(
                CopyField.secret("With the password", () -> url(databases.revealPassword(database.name()), recipe)),
                hint("While the command runs: " + url(PASSWORD, recipe)));
    }

    private void tab(String title, Div content) {
        Tab tab = new Tab(title);
        contents.put(tab, content);
        content.setVisible(contents.size() == 1);
        tabs.add(tab);
    }

    private boolean hasJdbc() {
        return databases.snippets(database.name(), LOOPBACK, database.port(), PASSWORD).stream()
                .anyMatch(TunnelPanel::isJdbc);
    }

    private String url(String password, TunnelRecipe recipe) {
        return databases.snippets(database.name(), LOOPBACK, recipe.localPort(), password).stream()
                .filter(TunnelPanel::isJdbc)
                .map(Snippet::text)
                .findFirst()
                .orElse("");
    }

    private static boolean isJdbc(Snippet snippet) {
        return snippet.title().equals("JDBC");
    }

    private static Div content() {
        Div content = new Div();
        content.addClassName("tunnel-content");
        return content;
    }

    private static Div pair(CopyField first, CopyField second) {
        Div pair = new Div(first, second);
        pair.addClassName("tunnel-pair");
        return pair;
    }

    private static Paragraph hint(String text) {
        Paragraph hint = new Paragraph(text);
        hint.addClassName("secondary");
        return hint;
    }
}
