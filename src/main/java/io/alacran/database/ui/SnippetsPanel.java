package io.alacran.database.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.database.PortMapping;
import io.alacran.engine.Snippet;
import io.alacran.uikit.CopyButton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ready-made text for connecting from inside the shared network and from outside; the password is masked until asked for. */
class SnippetsPanel extends Div {

    /** Stays the same when percent-encoded. */
    private static final String MASK = "********";

    private final transient Databases databases;
    private final RadioButtonGroup<Place> from = new RadioButtonGroup<>("From where");
    private final Paragraph hint = new Paragraph();
    private final Tabs tabs = new Tabs();
    private final Pre text = new Pre();
    private final Div box = new Div();
    private final Button reveal = new Button("Show the password", click -> toggle());
    private @Nullable ManagedDatabase shown;
    private @Nullable String revealed;
    private String browserHost = "127.0.0.1";

    /** Where one connects from. */
    private record Place(String label, String host, int port, String hint) {}

    SnippetsPanel(Databases databases) {
        this.databases = databases;
        addClassNames("panel", "snippets");
        from.setItemLabelGenerator(Place::label);
        from.addValueChangeListener(change -> render());
        tabs.addSelectedChangeListener(change -> renderText());
        tabs.addClassName("snippets-tabs");
        box.addClassName("snippets-box");
        hint.addClassName("secondary");
        add(new H2("Connect"), from, hint, tabs, box, reveal);
    }

    /** @param host the name under which the browser reached this machine */
    void show(ManagedDatabase d, String host) {
        browserHost = host;
        boolean same =
                shown != null && shown.ports().equals(d.ports()) && shown.name().equals(d.name());
        shown = d;
        if (same) {
            // Something changed, perhaps the password.
            if (revealed != null) {
                toggle();
            }
            return;
        }
        List<Place> places = new ArrayList<>();
        places.add(new Place(
                "Inside the shared network",
                d.containerName(),
                d.port(),
                "From any container on the shared network, by name; no port mapping is needed."));
        for (PortMapping p : d.ports()) {
            places.add(new Place(
                    (p.exposed() ? "From outside" : "On this machine")
                            + (d.ports().size() > 1 ? ", port " + p.hostPort() : ""),
                    p.exposed() ? hostFor(p) : "127.0.0.1",
                    p.hostPort(),
                    p.exposed()
                            ? "From any machine that reaches port " + p.hostPort() + " of this one."
                            : "From programs on the machine the engine runs on."));
        }
        from.setItems(places);
        from.setValue(places.getFirst());
    }

    private String hostFor(PortMapping p) {
        return p.bindAddress().equals("0.0.0.0") || p.bindAddress().equals("::") ? browserHost : p.bindAddress();
    }

    private void toggle() {
        ManagedDatabase d = shown;
        if (d == null) {
            return;
        }
        revealed = revealed == null ? databases.revealPassword(d.name()) : null;
        reveal.setText(revealed == null ? "Show the password" : "Hide the password");
        renderText();
    }

    private void render() {
        Place place = from.getValue();
        if (place == null) {
            return;
        }
        hint.setText(place.hint());
        int selected = Math.max(0, tabs.getSelectedIndex());
        tabs.removeAll();
        snippets(MASK).forEach(s -> tabs.add(new Tab(s.title())));
        tabs.setSelectedIndex(selected);
        renderText();
    }

    private void renderText() {
        int selected = tabs.getSelectedIndex();
        List<Snippet> all = snippets(revealed == null ? MASK : revealed);
        if (selected < 0 || selected >= all.size()) {
            return;
        }
        text.setText(all.get(selected).text());
        CopyButton copy = new CopyButton(() -> copied(selected));
        copy.setLabel("Copy with the password");
        box.removeAll();
        box.add(text, copy);
    }

    /** What is copied has the real password, so copying is a reveal like any other. */
    private String copied(int selected) {
        ManagedDatabase d = shown;
        if (d == null) {
            return "";
        }
        String password = revealed == null ? databases.revealPassword(d.name()) : revealed;
        return snippets(password).get(selected).text();
    }

    private List<Snippet> snippets(String password) {
        ManagedDatabase d = shown;
        Place place = from.getValue();
        return d == null || place == null
                ? List.of()
                : databases.snippets(d.name(), place.host(), place.port(), password);
    }
}
