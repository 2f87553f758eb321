package io.alacran.shell.internal;

import io.alacran.activity.ActivityLog;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code concern_dismissal}: what the overview need not show again while it stays as it is. */
@Component
public class ConcernDismissals {

    private final JdbcClient jdbc;
    private final ActivityLog activity;

    ConcernDismissals(JdbcClient jdbc, ActivityLog activity) {
        this.jdbc = jdbc;
        this.activity = activity;
    }

    /** Those dismissed among the present ones; what has passed is forgotten, so that it is shown if it comes again. */
    Set<String> among(Collection<Overview.Concern> present) {
        Set<String> ids = present.stream().map(Overview.Concern::id).collect(Collectors.toSet());
        Set<String> dismissed = jdbc.sql("select concern from concern_dismissal")
                .query(String.class)
                .set();
        dismissed.stream().filter(id -> !ids.contains(id)).forEach(this::remove);
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

    private void remove(String id) {
        jdbc.sql("delete from concern_dismissal where concern = ?").param(id).update();
    }

    private static String target(Overview.Concern concern) {
        return concern.database() == null ? "console" : concern.database();
    }
}
