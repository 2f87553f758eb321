package io.alacran.workbench.internal;

import jakarta.annotation.PreDestroy;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table {@code open_window}: which windows of browsers are open, over all consoles that share the store. All times are
 * the store's own, so that consoles whose clocks differ agree.
 */
@Component
public class WindowPresence {

    /** How often a console says which windows it shows, in milliseconds. */
    public static final long REFRESHED = 20_000;

    /** What was not said for three times that long is the word of a console that ended without one. */
    private static final String STALE = "seen_at < current_timestamp - interval '60' second";

    private final JdbcClient jdbc;
    /** Another one at each start. */
    private final String console = UUID.randomUUID().toString();

    WindowPresence(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** This console shows it from now on, also if another one did. */
    public void enter(String window) {
        if (!moved(window) && !insert(window)) {
            moved(window);
        }
    }

    private boolean moved(String window) {
        return jdbc.sql("update open_window set console = ?, seen_at = current_timestamp where name = ?")
                        .params(console, window)
                        .update()
                == 1;
    }

    /** It is gone, unless another console shows it by now. */
    public void leave(String window) {
        jdbc.sql("delete from open_window where name = ? and console = ?")
                .params(window, console)
                .update();
    }

    /** Those that other consoles show. */
    public Set<String> elsewhere() {
        return jdbc.sql("select name from open_window where console <> ? and not (" + STALE + ")")
                .param(console)
                .query(String.class)
                .set();
    }

    /**
     * Says again which ones this console shows; forgets those that nobody spoke of for long, also its own that went while
     * the store was away.
     */
    public void refresh(Set<String> shown) {
        jdbc.sql("delete from open_window where " + STALE).update();
        Set<String> missing = new HashSet<>(shown);
        jdbc.sql("select name from open_window where console = ?")
                .param(console)
                .query(String.class)
                .set()
                .forEach(missing::remove);
        for (String window : shown) {
            if (missing.contains(window)) {
                insert(window);
            } else {
                jdbc.sql("update open_window set seen_at = current_timestamp where name = ? and console = ?")
                        .params(window, console)
                        .update();
            }
        }
    }

    /** False when it is there, perhaps as another console's. */
    private boolean insert(String window) {
        try {
            jdbc.sql("insert into open_window (name, console, seen_at) values (?, ?, current_timestamp)")
                    .params(window, console)
                    .update();
            return true;
        } catch (DuplicateKeyException there) {
            return false;
        }
    }

    @PreDestroy
    void forgetOwn() {
        jdbc.sql("delete from open_window where console = ?").param(console).update();
    }
}
