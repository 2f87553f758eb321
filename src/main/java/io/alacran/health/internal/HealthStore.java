package io.alacran.health.internal;

import io.alacran.connection.HealthSettings;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code connection_health_settings} and {@code connection_health_state}. */
@Repository
class HealthStore {

    private final JdbcClient jdbc;

    HealthStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How a connection was at its last change. */
    record Known(boolean healthy, @Nullable String error, Instant since) {}

    /** Of those that have their own, by connection. */
    Map<String, HealthSettings> settings() {
        Map<String, HealthSettings> found = new HashMap<>();
        jdbc.sql("select connection_name, enabled, interval_millis, timeout_millis, query from"
                        + " connection_health_settings")
                .query(row -> {
                    found.put(
                            row.getString(1),
                            new HealthSettings(row.getBoolean(2), row.getLong(3), row.getLong(4), row.getString(5)));
                });
        return found;
    }

    void keep(String connection, HealthSettings settings) {
        jdbc.sql("delete from connection_health_settings where connection_name = ?")
                .param(connection)
                .update();
        jdbc.sql("""
            insert into connection_health_settings (connection_name, enabled, interval_millis,
                timeout_millis, query)
            values (:name, :enabled, :interval, :timeout, :query)\
            """)
                .param("name", connection)
                .param("enabled", settings.enabled())
                .param("interval", settings.intervalMillis())
                .param("timeout", settings.timeoutMillis())
                .param("query", settings.query(), Types.VARCHAR)
                .update();
    }

    Map<String, Known> states() {
        Map<String, Known> found = new HashMap<>();
        jdbc.sql("select connection_name, healthy, error, since from connection_health_state")
                .query(row -> {
                    found.put(
                            row.getString(1),
                            new Known(
                                    row.getBoolean(2),
                                    row.getString(3),
                                    row.getObject(4, OffsetDateTime.class).toInstant()));
                });
        return found;
    }

    /** Does nothing for a connection that is gone. */
    void keep(String connection, Known state) {
        jdbc.sql("delete from connection_health_state where connection_name = ?")
                .param(connection)
                .update();
        try {
            jdbc.sql("insert into connection_health_state (connection_name, healthy, error, since) values"
                            + " (:name, :healthy, :error, :since)")
                    .param("name", connection)
                    .param("healthy", state.healthy())
                    .param("error", state.error(), Types.VARCHAR)
                    .param("since", state.since().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DataIntegrityViolationException e) {
            // It was removed meanwhile.
        }
    }
}
