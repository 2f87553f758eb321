package io.alacran.workbench.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.VaadinSessionScope;
import io.alacran.account.Users;
import io.alacran.workbench.internal.QueryTabStore;
import jakarta.annotation.PreDestroy;
import java.util.HashMap;
import java.util.Map;

/**
 * The tabs of one person's session, by window. Their text is in the store and outlives it; what was run is not. Used with
 * the session locked.
 */
@SpringComponent
@VaadinSessionScope
class OpenTabs {

    private final QueryTabStore store;
    private final OpenWindows windows;
    private final Users users;
    private final Map<String, QueryTab> known = new HashMap<>();
    private final Map<String, WindowTabs> byWindow = new HashMap<>();

    OpenTabs(QueryTabStore store, OpenWindows windows, Users users) {
        this.store = store;
        this.windows = windows;
        this.users = users;
    }

    /** A window's own, as the store has them by now; a window that has none takes those whose windows are gone. */
    WindowTabs of(UI ui) {
        String owner = users.current().id();
        String window = windows.enter(ui);
        store.forgetEmpty(owner, windows.present());
        WindowTabs tabs =
                byWindow.computeIfAbsent(window, fresh -> new WindowTabs(owner, window, store, windows, known));
        tabs.read();
        if (tabs.all().isEmpty()) {
            tabs.takeUp();
        }
        return tabs;
    }

    @PreDestroy
    void closeAll() {
        known.values().forEach(QueryTab::close);
        known.clear();
    }
}
