package io.alacran.shell.internal;

import io.alacran.activity.ActivityLog;
import io.alacran.database.DatabaseEvent;
import io.alacran.database.DatabaseState;
import io.alacran.database.Databases;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table {@code concern_dismissal}: what the overview need not show again while it stays as it is. One about a database
 * is forgotten once that is ready or removed, since only then its trouble is known to be over: an engine that is away tells
 * nothing about it.
 */
@Component
public class ConcernDismissals {

    private final JdbcClient jdbc;
    private final ActivityLog activity;
    private final Databases databases;

    ConcernDismissals(JdbcClient jdbc, ActivityLog activity, Databases databases) {
        this.jdbc = jdbc;
        this.databases = databases;
        this.activity = activity;
    }

    /** Those dismissed among the present ones; operations that are of no concern any more are forgotten. */
    Set<String> among(Collection<Overview.Concern> present) {
        Set<String> ids = present.stream().map(Overview.Concern::id).collect(Collectors.toSet());
        Set<String> dismissed = jdbc.sql("select concern from concern_dismissal")
                .query(String.class)
                .set();
        dismissed.stream()
                .filter(id -> !ids.contains(id) && !id.startsWith(Overview.Concern.DATABASE))
                .forEach(this::remove);
        return dismissed.stream().filter(ids::contains).collect(Collectors.toSet());
    }

    public void dismiss(Overview.Concern concern) {
        try {
            jdbc.sql("insert into concern_dismissal (concern) values (?)")
                    .param(concern.id())
                    .update();
        } catch (DuplicateKeyException already) {
            return;
        }
        activity.record("overview.dismiss", target(concern), Map.of("concern", concern.what()));
    }

    public void restore(Overview.Concern concern) {
        remove(concern.id());
        activity.record("overview.restore", target(concern), Map.of("concern", concern.what()));
    }

    /** What is well and falls ill again is shown again. */
    @EventListener
    void changed(DatabaseEvent event) {
        String name = event.name();
        if (databases.find(name).map(d -> d.state() == DatabaseState.READY).orElse(true)) {
            Stream.of(DatabaseState.values())
                    .map(state -> Overview.Concern.id(name, state))
                    .forEach(this::remove);
        }
    }

    private void remove(String id) {
        jdbc.sql("delete from concern_dismissal where concern = ?").param(id).update();
    }

    private static String target(Overview.Concern concern) {
        return concern.database() == null ? "console" : concern.database();
    }
}
