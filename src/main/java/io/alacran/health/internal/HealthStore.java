package io.alacran.health.internal;

import io.alacran.connection.HealthSettings;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code connection_health_settings} and {@code connection_health_state}, by the connections' ids. */
@Repository
class HealthStore {

    private final JdbcClient jdbc;
    private final ConnectionRows rows;

    HealthStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.rows = new ConnectionRows(jdbc);
    }

    /** How a connection was at its last change. */
    record Known(boolean healthy, @Nullable String error, Instant since) {}

    /** Of those that have their own, by connection. */
    Map<String, HealthSettings> settings() {
        Map<String, HealthSettings> found = new HashMap<>();
        jdbc.sql("select connection_id, enabled, interval_millis, timeout_millis, query from"
                        + " connection_health_settings")
                .query(row -> {
                    found.put(
                            row.getString(1),
                            new HealthSettings(row.getBoolean(2), row.getLong(3), row.getLong(4), row.getString(5)));
                });
        return found;
    }

    void keep(String connection, HealthSettings settings) {
        rows.keep(
                connection,
                """
                update connection_health_settings set enabled = :enabled, interval_millis = :interval,
                    timeout_millis = :timeout, query = :query
                where connection_id = :connection\
                """,
                """
                insert into connection_health_settings (connection_id, enabled, interval_millis,
                    timeout_millis, query)
                values (:connection, :enabled, :interval, :timeout, :query)\
                """,
                new MapSqlParameterSource()
                        .addValue("enabled", settings.enabled())
                        .addValue("interval", settings.intervalMillis())
                        .addValue("timeout", settings.timeoutMillis())
                        .addValue("query", settings.query(), Types.VARCHAR));
    }

    /** Empty before the first check, and once checks were turned off. */
    Optional<Known> state(String connection) {
        return jdbc.sql("select healthy, error, since from connection_health_state where connection_id = ?")
                .param(connection)
                .query((row, n) -> new Known(
                        row.getBoolean(1),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .optional();
    }

    void keep(String connection, Known state) {
        rows.keep(
                connection,
                """
                update connection_health_state set healthy = :healthy, error = :error, since = :since
                where connection_id = :connection\
                """,
                """
                insert into connection_health_state (connection_id, healthy, error, since)
                values (:connection, :healthy, :error, :since)\
                """,
                new MapSqlParameterSource()
                        .addValue("healthy", state.healthy())
                        .addValue("error", state.error(), Types.VARCHAR)
                        .addValue("since", state.since().atOffset(ZoneOffset.UTC)));
    }

    void forgetState(String connection) {
        jdbc.sql("delete from connection_health_state where connection_id = ?")
                .param(connection)
                .update();
    }
}
