package io.alacran.connectionfile.internal;

import io.alacran.activity.ActivityLog;
import io.alacran.connection.NamedConnection;
import io.alacran.connectionfile.internal.Value.Fields;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The tables {@code connection_migrations}, by the connections' ids, so that renames and moves follow, and
 * {@code environment_migrations}. Nothing but files reads them: this console runs no migrations.
 */
@Component
class MigrationsStore {

    private final JdbcClient jdbc;
    private final ActivityLog activity;

    MigrationsStore(JdbcClient jdbc, ActivityLog activity) {
        this.jdbc = jdbc;
        this.activity = activity;
    }

    /** By the connection's id. */
    Map<String, Fields> ofConnections() {
        return all("select connection_id, section from connection_migrations");
    }

    Map<String, Fields> ofEnvironments() {
        return all("select environment, section from environment_migrations");
    }

    private Map<String, Fields> all(String sql) {
        Map<String, Fields> all = new TreeMap<>();
        jdbc.sql(sql).query(row -> {
            all.put(row.getString(1), MigrationsSection.parsed(row.getString(2)));
        });
        return all;
    }

    /** Without anything in it, none is kept any more. */
    void keep(NamedConnection of, Fields section) {
        if (keep("connection_migrations", "connection_id", of.id(), section)) {
            activity.record("connection.migrations", of.name(), Map.of("environment", of.environment()));
        }
    }

    /** Likewise. */
    void keepOfEnvironment(String environment, Fields section) {
        if (keep("environment_migrations", "environment", environment, section)) {
            activity.record("environment.migrations", environment, Map.of());
        }
    }

    private boolean keep(String table, String key, String of, Fields section) {
        if (section.all().isEmpty()) {
            return jdbc.sql("delete from " + table + " where " + key + " = ?")
                            .param(of)
                            .update()
                    > 0;
        }
        String text = MigrationsSection.text(section);
        int changed = jdbc.sql("update " + table + " set section = ? where " + key + " = ?")
                .params(text, of)
                .update();
        return changed > 0
                || jdbc.sql("insert into " + table + " (" + key + ", section) values (?, ?)")
                                .params(of, text)
                                .update()
                        > 0;
    }
}
