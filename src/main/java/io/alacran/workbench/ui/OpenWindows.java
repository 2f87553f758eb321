package io.alacran.workbench.ui;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.communication.PushConnection;
import io.alacran.workbench.internal.WindowPresence;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Which windows of browsers are there now, over all sessions and consoles, so that no two have the same tabs. */
@Component
class OpenWindows {

    private static final Logger log = LoggerFactory.getLogger(OpenWindows.class);
    private static final int LONGEST_NAME = 200;

    private final WindowPresence presence;

    private final Map<String, UI> present = new ConcurrentHashMap<>();

    OpenWindows(WindowPresence presence) {
        this.presence = presence;
    }

    /** A window's name: stays when its page is loaded again, and is its own among those that are there. */
    String enter(UI ui) {
        return Objects.requireNonNullElseGet(ComponentUtil.getData(ui, Name.class), () -> fresh(ui))
                .value();
    }

    /** The names of those that are there. */
    Set<String> present() {
        Set<String> all = new HashSet<>(presence.elsewhere());
        all.addAll(present.keySet());
        return all;
    }

    @Scheduled(fixedDelay = WindowPresence.REFRESHED)
    void stay() {
        presence.refresh(Set.copyOf(present.keySet()));
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
        ui.addDetachListener(event -> leave(own.value(), ui));
        try {
            presence.enter(name);
        } catch (DataAccessException storeGone) {
            log.debug("a window that came could not be kept; it is once the store answers", storeGone);
        }
        return own;
    }

    private void leave(String name, UI ui) {
        if (!present.remove(name, ui)) {
            return;
        }
        try {
            presence.leave(name);
        } catch (DataAccessException storeGone) {
            log.debug("a window that went could not be forgotten; it is once its console says no more", storeGone);
        }
    }

    /**
     * Whether it went without a word. Also that of another session, which a window has after a new sign-in without the
     * cookie of the one before; that one is not locked here, and of it only the connection is looked at.
     */
    private static boolean gone(UI other, UI asking) {
        if (other.getSession() == asking.getSession() && other.isClosing()) {
            return true;
        }
        PushConnection push = other.getInternals().getPushConnection();
        return push != null && !push.isConnected();
    }
}
