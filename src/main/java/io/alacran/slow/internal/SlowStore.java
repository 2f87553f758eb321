package io.alacran.slow.internal;

import io.alacran.slow.SlowStatement;
import io.alacran.slow.SlowStatement.Plan;
import io.alacran.slow.SlowStatements;
import io.alacran.slow.SlowStretch;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables {@code slow_statement} and {@code slow_statement_hour}. */
@Repository
class SlowStore {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final String IS = " where connection_id = :connection and fingerprint = :fingerprint";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    SlowStore(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Runs of one text that are not written yet. */
    static class Gathered {

        final String connection;
        final NormalisedSql sql;
        final Map<Long, Histogram> hours = new TreeMap<>();
        Instant last = Instant.EPOCH;
        String user = "";

        Gathered(String connection, NormalisedSql sql) {
            this.connection = connection;
            this.sql = sql;
        }

        void ran(Instant at, long millis, String by) {
            hours.computeIfAbsent(start(at.toEpochMilli(), HOUR), h -> new Histogram())
                    .record(millis);
            last = at;
            user = by;
        }
    }

    /** Does nothing for a connection that is gone. */
    void add(Gathered gathered) {
        try {
            transaction.executeWithoutResult(status -> write(gathered));
        } catch (DuplicateKeyException e) {
            // Another console made a row meanwhile
            transaction.executeWithoutResult(status -> write(gathered));
        } catch (DataIntegrityViolationException e) {
            if (present(gathered.connection)) {
                throw e;
            }
        }
    }

    private void write(Gathered g) {
        // Also keeps two consoles from adding to the same hours at once
        int known = jdbc.sql("update slow_statement set last_seen = :last, last_user = :user" + IS)
                .param("last", g.last.atOffset(ZoneOffset.UTC))
                .param("user", cut(g.user, 255))
                .param("connection", g.connection)
                .param("fingerprint", g.sql.fingerprint())
                .update();
        if (known == 0) {
            jdbc.sql("insert into slow_statement (connection_id, fingerprint, sql_text, last_seen, last_user)"
                            + " values (?, ?, ?, ?, ?)")
                    .params(
                            g.connection,
                            g.sql.fingerprint(),
                            g.sql.text(),
                            g.last.atOffset(ZoneOffset.UTC),
                            cut(g.user, 255))
                    .update();
            makeRoom(g.connection);
        }
        g.hours.forEach((start, histogram) -> write(g, start, histogram));
    }

    private void write(Gathered g, long start, Histogram added) {
        Histogram sum = new Histogram();
        boolean known = jdbc.sql("select histogram, total_millis, max_millis from slow_statement_hour" + IS
                        + " and start_millis = :start")
                .param("connection", g.connection)
                .param("fingerprint", g.sql.fingerprint())
                .param("start", start)
                .query((row, n) -> Histogram.of(row.getString(1), row.getLong(2), row.getLong(3)))
                .optional()
                .map(present -> {
                    sum.add(present);
                    return true;
                })
                .orElse(false);
        sum.add(added);
        jdbc.sql(
                        known
                                ? "update slow_statement_hour set runs = :runs, total_millis = :total, max_millis = :max,"
                                        + " histogram = :histogram" + IS + " and start_millis = :start"
                                : "insert into slow_statement_hour (connection_id, fingerprint, start_millis, runs,"
                                        + " total_millis, max_millis, histogram) values (:connection, :fingerprint,"
                                        + " :start, :runs, :total, :max, :histogram)")
                .param("connection", g.connection)
                .param("fingerprint", g.sql.fingerprint())
                .param("start", start)
                .param("runs", sum.count())
                .param("total", sum.total())
                .param("max", sum.max())
                .param("histogram", sum.text())
                .update();
    }

    /** Those that were slow longest ago go, until there are no more than may be. */
    private void makeRoom(String connection) {
        int count = jdbc.sql("select count(*) from slow_statement where connection_id = ?")
                .param(connection)
                .query(Integer.class)
                .single();
        if (count > SlowStatements.MOST) {
            jdbc.sql("delete from slow_statement where connection_id = ? and fingerprint in (select fingerprint from"
                            + " slow_statement where connection_id = ? order by last_seen, fingerprint limit ?)")
                    .params(connection, connection, count - SlowStatements.MOST)
                    .update();
        }
    }

    private boolean present(String connection) {
        return jdbc.sql("select count(*) from named_connection where id = ?")
                        .param(connection)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Those of a connection that were slow since then, the one that took the most time together first. */
    List<SlowStatement> list(String connection, Instant since) {
        Map<String, Histogram> times = new LinkedHashMap<>();
        jdbc.sql("select fingerprint, histogram, total_millis, max_millis from slow_statement_hour"
                        + " where connection_id = ? and start_millis >= ?")
                .params(connection, start(since.toEpochMilli(), HOUR))
                .query(row -> {
                    times.computeIfAbsent(row.getString(1), f -> new Histogram())
                            .add(Histogram.of(row.getString(2), row.getLong(3), row.getLong(4)));
                });
        List<SlowStatement> found = new ArrayList<>();
        jdbc.sql("select fingerprint, sql_text, last_seen, last_user, plan_text, plan_problem, planned_at"
                        + " from slow_statement where connection_id = ?")
                .param(connection)
                .query(row -> {
                    Histogram own = times.get(row.getString(1));
                    if (own != null) {
                        found.add(new SlowStatement(
                                row.getString(1),
                                row.getString(2),
                                own.times(),
                                row.getObject(3, OffsetDateTime.class).toInstant(),
                                row.getString(4),
                                plan(row.getString(5), row.getString(6), row.getObject(7, OffsetDateTime.class))));
                    }
                });
        found.sort(Comparator.comparingLong((SlowStatement s) -> s.times().totalMs())
                .reversed()
                .thenComparing(SlowStatement::id));
        return found;
    }

    private static @Nullable Plan plan(
            @Nullable String text, @Nullable String problem, @Nullable OffsetDateTime takenAt) {
        return takenAt == null ? null : new Plan(text, problem, takenAt.toInstant());
    }

    List<SlowStretch> history(String connection, String id, Instant since, Duration length) {
        long step = Math.max(1, length.toHours()) * HOUR;
        Map<Long, Histogram> stretches = new TreeMap<>();
        jdbc.sql("select start_millis, histogram, total_millis, max_millis from slow_statement_hour"
                        + " where connection_id = ? and fingerprint = ? and start_millis >= ?")
                .params(connection, id, start(since.toEpochMilli(), HOUR))
                .query(row -> {
                    stretches
                            .computeIfAbsent(start(row.getLong(1), step), s -> new Histogram())
                            .add(Histogram.of(row.getString(2), row.getLong(3), row.getLong(4)));
                });
        return stretches.entrySet().stream()
                .map(e -> new SlowStretch(
                        Instant.ofEpochMilli(e.getKey()),
                        Duration.ofMillis(step),
                        e.getValue().times()))
                .toList();
    }

    /** When a plan was last asked for, whatever came of it. */
    Optional<Instant> plannedAt(String connection, String id) {
        return jdbc.sql("select planned_at from slow_statement" + IS + " and planned_at is not null")
                .param("connection", connection)
                .param("fingerprint", id)
                .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    /** What it takes the place of is forgotten, but a plan is kept where there is none now. */
    void keep(String connection, String id, Plan plan) {
        jdbc.sql("update slow_statement set plan_text = coalesce(:text, plan_text), plan_problem = :problem,"
                        + " planned_at = :at" + IS)
                .param("text", plan.text(), Types.VARCHAR)
                .param("problem", plan.problem() == null ? null : cut(plan.problem(), 1_000), Types.VARCHAR)
                .param("at", plan.takenAt().atOffset(ZoneOffset.UTC))
                .param("connection", connection)
                .param("fingerprint", id)
                .update();
    }

    int forget(String connection, String id) {
        return jdbc.sql("delete from slow_statement" + IS)
                .param("connection", connection)
                .param("fingerprint", id)
                .update();
    }

    int forgetAll(String connection) {
        return jdbc.sql("delete from slow_statement where connection_id = ?")
                .param(connection)
                .update();
    }

    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT24H")
    void forgetOld() {
        forgetBefore(Instant.now().minus(SlowStatements.KEPT));
    }

    void forgetBefore(Instant oldest) {
        jdbc.sql("delete from slow_statement_hour where start_millis < ?")
                .param(start(oldest.toEpochMilli(), HOUR))
                .update();
        jdbc.sql("delete from slow_statement where last_seen < ?")
                .param(oldest.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static long start(long millis, long length) {
        return millis - Math.floorMod(millis, length);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
