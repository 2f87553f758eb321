package io.alacran.workbench.ui;

import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.VaadinSessionScope;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tabs of one person's session: they outlive the page, and end with the session. Used with the session locked. */
@SpringComponent
@VaadinSessionScope
class OpenTabs {

    private final List<QueryTab> tabs = new ArrayList<>();
    private @Nullable QueryTab selected;
    private int opened;

    List<QueryTab> all() {
        return List.copyOf(tabs);
    }

    QueryTab open(@Nullable String connection) {
        QueryTab tab = new QueryTab(++opened, connection);
        tabs.add(tab);
        selected = tab;
        return tab;
    }

    /** The one that is shown; there is always one, on the given connection if it has to be opened. */
    QueryTab selected(@Nullable String connection) {
        QueryTab shown = selected;
        return shown != null ? shown : open(connection);
    }

    void select(QueryTab tab) {
        selected = tab;
    }

    /** Closes one; its neighbour is shown then. */
    void close(QueryTab tab) {
        int index = tabs.indexOf(tab);
        tabs.remove(tab);
        tab.close();
        if (selected == tab) {
            selected = tabs.isEmpty() ? null : tabs.get(Math.min(index, tabs.size() - 1));
        }
    }

    @PreDestroy
    void closeAll() {
        tabs.forEach(QueryTab::close);
        tabs.clear();
    }
}
