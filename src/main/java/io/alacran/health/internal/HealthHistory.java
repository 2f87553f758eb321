package io.alacran.health.internal;

import io.alacran.connection.ConnectionHealth;
import io.alacran.connection.ConnectionHealth.Stretch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The table {@code connection_health_history}: five minutes to a row for a day, then an hour to a row, until it is
 * forgotten. So a connection has some 430 rows at most, however often it is checked.
 */
@Repository
class HealthHistory {

    static final Duration FINE = Duration.ofMinutes(5);
    static final Duration COARSE = Duration.ofHours(1);
    static final Duration FINE_FOR = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final ConnectionRows rows;

    HealthHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.rows = new ConnectionRows(jdbc);
    }

    /** Counts a check; does nothing for a connection that is gone. */
    void count(String connection, Instant at, boolean healthy, long tookMs, @Nullable String error) {
        rows.keep(
                connection,
                """
                update connection_health_history
                set passed = passed + :passed, failed = failed + :failed,
                    slowest_millis = case when :slow > slowest_millis then :slow else slowest_millis end,
                    error = coalesce(:error, error)
                where connection_id = :connection and start_millis = :start and length_millis = :length\
                """,
                """
                insert into connection_health_history (connection_id, start_millis, length_millis, passed,
                    failed, slowest_millis, error)
                values (:connection, :start, :length, :passed, :failed, :slow, :error)\
                """,
                new MapSqlParameterSource()
                        .addValue("start", start(at, FINE))
                        .addValue("length", FINE.toMillis())
                        .addValue("passed", healthy ? 1 : 0)
                        .addValue("failed", healthy ? 0 : 1)
                        .addValue("slow", healthy ? tookMs : 0)
                        .addValue("error", error, Types.VARCHAR));
    }

    List<Stretch> since(String connection, Instant from) {
        return jdbc.sql("""
            select start_millis, length_millis, passed, failed, slowest_millis, error
            from connection_health_history
            where connection_id = ? and start_millis + length_millis > ? order by start_millis\
            """)
                .params(connection, from.toEpochMilli())
                .query(HealthHistory::stretch)
                .list();
    }

    /** Joins what is older than a day to hours, and forgets what is older than a week. */
    @Transactional
    public void compact(Instant now) {
        long old = start(now.minus(FINE_FOR), COARSE);
        long hour = COARSE.toMillis();
        jdbc.sql("""
            insert into connection_health_history (connection_id, start_millis, length_millis, passed,
                failed, slowest_millis, error)
            select connection_id, hour_millis, :hour, sum(passed), sum(failed), max(slowest_millis),
                max(error)
            from (select connection_id, start_millis - mod(start_millis, :hour) as hour_millis, passed,
                      failed, slowest_millis, error
                  from connection_health_history
                  where length_millis < :hour and start_millis < :old) as fine
            group by connection_id, hour_millis\
            """).param("hour", hour).param("old", old).update();
        jdbc.sql("delete from connection_health_history where length_millis < ? and start_millis < ?")
                .params(hour, old)
                .update();
        jdbc.sql("delete from connection_health_history where start_millis < ?")
                .param(now.minus(ConnectionHealth.KEPT).toEpochMilli())
                .update();
    }

    private static long start(Instant at, Duration length) {
        return at.toEpochMilli() - at.toEpochMilli() % length.toMillis();
    }

    private static Stretch stretch(ResultSet row, int number) throws SQLException {
        return new Stretch(
                Instant.ofEpochMilli(row.getLong(1)),
                Duration.ofMillis(row.getLong(2)),
                row.getInt(3),
                row.getInt(4),
                row.getLong(5),
                row.getString(6));
    }
}
