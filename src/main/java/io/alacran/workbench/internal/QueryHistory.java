package io.alacran.workbench.internal;

import io.alacran.connection.ConnectionRenamed;
import io.alacran.workbench.PastQuery;
import io.alacran.workbench.Query;
import io.alacran.workbench.SqlError;
import io.alacran.workbench.StatementResult;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The table {@code query_history}: what was run, by whom and what came of it, for ninety days. */
@Component
class QueryHistory {

    private static final Logger log = LoggerFactory.getLogger(QueryHistory.class);
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int MAX_SQL = 100_000;
    private static final int MAX_ERROR = 4_000;

    private final JdbcClient jdbc;

    QueryHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps one that ended; a store that fails does not fail the query. */
    void keep(Query query) {
        try {
            jdbc.sql("insert into query_history (id, connection, started_by, sql_text, state, started_at, took_millis,"
                            + " row_count, error) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .param(query.id())
                    .param(query.request().connection())
                    .param(query.startedBy())
                    .param(shortened(query.request().sql(), MAX_SQL))
                    .param(query.state().word())
                    .param(at(query.startedAt()))
                    .param(query.elapsedMs())
                    .param(query.results().stream()
                            .mapToLong(StatementResult::rowCount)
                            .sum())
                    .param(query.error()
                            .map(SqlError::message)
                            .map(m -> shortened(m, MAX_ERROR))
                            .orElse(null))
                    .update();
        } catch (DataAccessException e) {
            log.warn("{} - the query's entry in the history could not be written", query.id(), e);
        }
    }

    List<PastQuery> recent(int limit) {
        return jdbc.sql("select * from query_history order by started_at desc, id limit ?")
                .param(limit)
                .query((row, n) -> new PastQuery(
                        row.getString("id"),
                        row.getString("connection"),
                        row.getString("started_by"),
                        row.getString("sql_text"),
                        Query.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                        row.getObject("started_at", OffsetDateTime.class).toInstant(),
                        row.getLong("took_millis"),
                        row.getLong("row_count"),
                        row.getString("error")))
                .list();
    }

    /** A connection's queries stay its own under its new name. */
    @EventListener
    void renamed(ConnectionRenamed event) {
        jdbc.sql("update query_history set connection = ? where connection = ?")
                .params(event.to(), event.from())
                .update();
    }

    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT24H")
    void forgetOld() {
        jdbc.sql("delete from query_history where started_at < ?")
                .param(at(Instant.now().minus(KEPT)))
                .update();
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    /** The store refuses zero bytes, which PostgreSQL cannot keep in text. */
    private static String shortened(String text, int max) {
        String clean = text.replace('\0', ' ');
        return clean.length() <= max ? clean : clean.substring(0, max - 1) + "…";
    }
}
