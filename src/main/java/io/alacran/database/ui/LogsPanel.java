package io.alacran.database.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.alacran.database.Databases;
import io.alacran.uikit.LiveUpdates;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The end of a database's log, live, with a search over what is shown. */
class LogsPanel extends Div {

    private static final int LINES_KEPT = 1_000;

    private final TextField search = new TextField();
    private final Span count = new Span();
    private final Div lines = new Div();
    private final transient Deque<Div> shown = new ArrayDeque<>();
    private final transient Databases databases;
    private final String name;

    LogsPanel(Databases databases, String name) {
        this.databases = databases;
        this.name = name;
        addClassNames("panel", "logs");
        search.setPlaceholder("Search the log");
        search.setAriaLabel("Search the log");
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> filter());
        search.addFocusShortcut(Key.KEY_F, com.vaadin.flow.component.KeyModifier.ALT);
        count.addClassName("secondary");
        Div head = new Div(new H2("Log"), count, search);
        head.addClassName("logs-head");
        lines.addClassNames("logs-lines", "mono");
        lines.getElement().setAttribute("role", "log");
        lines.getElement().setAttribute("tabindex", "0");
        lines.getElement().setAttribute("aria-label", "Log of " + name);
        // Its content is turned upside down by the style, so that the newest line stays in sight without scripts.
        Div scroller = new Div(lines);
        scroller.addClassName("logs-scroller");
        add(head, scroller);
        LiveUpdates.follow(this, this::source, this::append);
    }

    /** Follows the log, and again when the container it came from has ended and another runs. */
    private AutoCloseable source(Consumer<String> line) {
        LogSource source = new LogSource(databases, name, LINES_KEPT, line);
        source.open();
        AutoCloseable events = databases.follow(event -> {
            if (event.name().equals(name)) {
                source.open();
            }
        });
        return () -> {
            events.close();
            source.close();
        };
    }

    private void append(List<String> fresh) {
        int begin = lastBegin(fresh);
        if (begin >= 0) {
            lines.removeAll();
            shown.clear();
            append(fresh.subList(begin + 1, fresh.size()));
            return;
        }
        for (String text : fresh.subList(Math.max(0, fresh.size() - LINES_KEPT), fresh.size())) {
            Div line = new Div();
            line.setText(text);
            line.setVisible(matches(text));
            shown.addLast(line);
            lines.add(line);
        }
        while (shown.size() > LINES_KEPT) {
            lines.remove(shown.removeFirst());
        }
        count();
    }

    /** By identity: a database may write any line. */
    private static int lastBegin(List<String> fresh) {
        for (int i = fresh.size() - 1; i >= 0; i--) {
            if (fresh.get(i) == LogSource.BEGIN) {
                return i;
            }
        }
        return -1;
    }

    private void filter() {
        shown.forEach(line -> line.setVisible(matches(line.getText())));
        count();
    }

    private void count() {
        long visible = shown.stream().filter(Div::isVisible).count();
        count.setText(
                search.getValue().isBlank()
                        ? "the last " + (shown.size() == 1 ? "line" : shown.size() + " lines")
                        : visible + " of " + shown.size() + " lines");
    }

    private boolean matches(String text) {
        String wanted = search.getValue().strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty() || text.toLowerCase(Locale.ROOT).contains(wanted);
    }
}
