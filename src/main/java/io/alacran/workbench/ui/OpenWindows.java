package io.alacran.workbench.ui;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.communication.PushConnection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Which windows of browsers are there now, over all sessions, so that no two have the same tabs. */
@Component
class OpenWindows {

    private static final int LONGEST_NAME = 200;

    private final Map<String, UI> present = new ConcurrentHashMap<>();

    /** A window's name: stays when its page is loaded again, and is its own among those that are there. */
    String enter(UI ui) {
        return Objects.requireNonNullElseGet(ComponentUtil.getData(ui, Name.class), () -> fresh(ui))
                .value();
    }

    /** Whether the window of that name is there. */
    boolean present(String name) {
        return present.containsKey(name);
    }

    private record Name(String value) {}

    private Name fresh(UI ui) {
        String given = ui.getPage().getExtendedClientDetails().getWindowName();
        String name = given == null ? "" : given.substring(0, Math.min(given.length(), LONGEST_NAME));
        UI other = present.putIfAbsent(name, ui);
        while (other != null && !(gone(other, ui) && present.replace(name, other, ui))) {
            // A window that was duplicated has the name of the one it was made from
            name += "+";
            other = present.putIfAbsent(name, ui);
        }
        Name own = new Name(name);
        ComponentUtil.setData(ui, Name.class, own);
        ui.addDetachListener(event -> present.remove(own.value(), ui));
        return own;
    }

    /** Whether it went without a word, as far as the session that is locked can tell. */
    private static boolean gone(UI other, UI asking) {
        if (other.getSession() != asking.getSession()) {
            return false;
        }
        PushConnection push = other.getInternals().getPushConnection();
        return other.isClosing() || (push != null && !push.isConnected());
    }
}
