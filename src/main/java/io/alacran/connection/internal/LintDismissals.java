package io.alacran.connection.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code connection_lint_dismissal}. */
@Component
class LintDismissals {

    private final JdbcClient jdbc;

    LintDismissals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Finding ids by connection id. */
    Map<String, Set<String>> all() {
        Map<String, Set<String>> all = new HashMap<>();
        jdbc.sql("select connection_id, finding from connection_lint_dismissal").query(row -> {
            all.computeIfAbsent(row.getString(1), id -> new HashSet<>()).add(row.getString(2));
        });
        return all;
    }

    void add(String connectionId, String finding) {
        try {
            jdbc.sql("insert into connection_lint_dismissal (connection_id, finding) values (?, ?)")
                    .params(connectionId, finding)
                    .update();
        } catch (DuplicateKeyException already) {
            // It is what was asked for
        }
    }

    void remove(String connectionId, String finding) {
        jdbc.sql("delete from connection_lint_dismissal where connection_id = ? and finding = ?")
                .params(connectionId, finding)
                .update();
    }
}
