package io.alacran.workbench.ui;

import io.alacran.workbench.internal.QueryTabStore;
import io.alacran.workbench.internal.QueryTabStore.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tabs of one window of a browser. Every change goes to the store at once. Used with the session locked.
 *
 * @see <a href="../../../../../../../docs/decisions/011-tabs-by-window.md">decision 011</a>
 */
class WindowTabs {

    private final String owner;
    private final String window;
    private final QueryTabStore store;
    private final OpenWindows windows;
    private final Map<String, QueryTab> known;
    private final List<QueryTab> tabs = new ArrayList<>();
    private @Nullable QueryTab selected;
    private int opened;

    /** @param known the session's tabs by id, which hold what was run in them */
    WindowTabs(String owner, String window, QueryTabStore store, OpenWindows windows, Map<String, QueryTab> known) {
        this.owner = owner;
        this.window = window;
        this.store = store;
        this.windows = windows;
        this.known = known;
    }

    List<QueryTab> all() {
        return List.copyOf(tabs);
    }

    /** Takes what the store has: another session may have been here under this window's name. */
    final void read() {
        List<Row> own = store.of(owner).stream()
                .filter(row -> row.window().equals(window))
                .toList();
        tabs.clear();
        own.forEach(row -> tabs.add(known(row)));
        if (selected == null || !tabs.contains(selected)) {
            selected = own.stream()
                    .max(Comparator.comparing(Row::touchedAt))
                    .map(this::known)
                    .orElse(null);
        }
    }

    private QueryTab known(Row row) {
        QueryTab tab = known.computeIfAbsent(row.id(), fresh -> new QueryTab(row));
        tab.became(row);
        return tab;
    }

    /** How many with text were left by windows that are gone. */
    int left() {
        return leftBehind().size();
    }

    /** Takes those over. */
    void takeUp() {
        leftBehind().forEach(row -> store.move(row, window));
        read();
    }

    private List<Row> leftBehind() {
        Set<String> present = windows.present();
        return store.of(owner).stream()
                .filter(row -> !row.sql().isBlank() && !row.window().equals(window) && !present.contains(row.window()))
                .toList();
    }

    QueryTab open(@Nullable String connection) {
        return open(connection, "");
    }

    /** Opens one that holds text already. */
    QueryTab open(@Nullable String connection, String sql) {
        int highest = store.of(owner).stream().mapToInt(Row::number).max().orElse(0);
        // One that was closed may come back with its number
        opened = Math.max(opened, highest) + 1;
        QueryTab tab = new QueryTab(opened, connection);
        tab.setSql(sql, 1);
        known.put(tab.id(), tab);
        add(tab);
        return tab;
    }

    /** Opens one again that was closed. */
    void reopen(QueryTab tab) {
        known.put(tab.id(), tab);
        add(tab);
        tabs.sort(Comparator.comparingInt(QueryTab::number));
    }

    private void add(QueryTab tab) {
        store.add(owner, tab.row(window));
        tabs.add(tab);
        selected = tab;
    }

    /**
     * Keeps what was typed.
     *
     * @return false when the tab was changed elsewhere since: it is left as it is, and the text belongs into another
     */
    boolean write(QueryTab tab, String sql) {
        if (sql.equals(tab.sql())) {
            return true;
        }
        String before = tab.sql();
        tab.setSql(sql, tab.revision() + 1);
        if (tabs.contains(tab) && store.write(tab.row(window))) {
            return true;
        }
        tab.setSql(before, tab.revision() - 1);
        return false;
    }

    /** Keeps on which connection it runs. */
    void connected(QueryTab tab) {
        store.touch(tab.id(), window, tab.connection());
    }

    /** The one that is shown; there is always one, on the given connection if it has to be opened. */
    QueryTab selected(@Nullable String connection) {
        QueryTab shown = selected;
        return shown != null ? shown : open(connection);
    }

    void select(QueryTab tab) {
        selected = tab;
        store.touch(tab.id(), window, tab.connection());
    }

    /** Closes one; its neighbour is shown then. What runs in it is cancelled. */
    void close(QueryTab tab) {
        int index = tabs.indexOf(tab);
        tabs.remove(tab);
        known.remove(tab.id());
        store.remove(tab.id(), window);
        tab.close();
        if (selected == tab) {
            selected = tabs.isEmpty() ? null : tabs.get(Math.min(index, tabs.size() - 1));
        }
    }
}
