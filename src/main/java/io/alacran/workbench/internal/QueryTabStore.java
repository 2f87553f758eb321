package io.alacran.workbench.internal;

import io.alacran.connection.ConnectionRenamed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code query_tab}: what people have open in the workbench, each in one window of a browser. */
@Component
public class QueryTabStore {

    /** An empty one whose window did not come back by then is of no use to anybody. */
    private static final Duration EMPTY_KEPT = Duration.ofDays(1);

    private final JdbcClient jdbc;

    QueryTabStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A tab as it was last written.
     *
     * @param window the window that has it
     * @param number what its title counts
     * @param revision the change of the text that this is
     * @param touchedAt when it was last written or chosen
     */
    public record Row(
            String id,
            String window,
            int number,
            @Nullable String connection,
            String sql,
            long maxRows,
            int revision,
            Instant touchedAt) {}

    /** A person's, in all windows, in the order they were opened. */
    public List<Row> of(String owner) {
        return jdbc.sql("select * from query_tab where owner = ? order by number, id")
                .param(owner)
                .query((row, n) -> row(row))
                .list();
    }

    public void add(String owner, Row tab) {
        jdbc.sql("insert into query_tab (id, owner, window_name, number, connection, sql_text, max_rows, revision,"
                        + " touched_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(tab.id(), owner, tab.window(), tab.number())
                .param(tab.connection())
                .params(clean(tab.sql()), tab.maxRows(), tab.revision(), at(tab.touchedAt()))
                .update();
    }

    /**
     * Writes the revision that follows.
     *
     * @param next its revision is one more than that which the writer saw
     * @return false when it was changed since, or another window has it: then nothing is written
     */
    public boolean write(Row next) {
        return jdbc.sql("update query_tab set sql_text = ?, connection = ?, max_rows = ?, revision = ?, touched_at = ?"
                                + " where id = ? and window_name = ? and revision = ?")
                        .param(clean(next.sql()))
                        .param(next.connection())
                        .params(next.maxRows(), next.revision(), at(next.touchedAt()), next.id(), next.window())
                        .param(next.revision() - 1)
                        .update()
                == 1;
    }

    /** Notes what it runs on, and that it was chosen; the text stays. */
    public void touch(String id, String window, @Nullable String connection) {
        jdbc.sql("update query_tab set connection = ?, touched_at = ? where id = ? and window_name = ?")
                .param(connection)
                .params(at(Instant.now()), id, window)
                .update();
    }

    /** Gives it to another window, unless yet another was quicker. */
    public void move(Row tab, String window) {
        jdbc.sql("update query_tab set window_name = ? where id = ? and window_name = ?")
                .params(window, tab.id(), tab.window())
                .update();
    }

    public void remove(String id, String window) {
        jdbc.sql("delete from query_tab where id = ? and window_name = ?")
                .params(id, window)
                .update();
    }

    /**
     * Drops a person's empty ones that nobody came back to.
     *
     * @param present the windows that are there: one of them may show an empty tab for days
     */
    public void forgetEmpty(String owner, Set<String> present) {
        of(owner).stream()
                .filter(tab -> tab.sql().isBlank()
                        && !present.contains(tab.window())
                        && tab.touchedAt().isBefore(Instant.now().minus(EMPTY_KEPT)))
                .forEach(tab -> remove(tab.id(), tab.window()));
    }

    @EventListener
    void renamed(ConnectionRenamed event) {
        jdbc.sql("update query_tab set connection = ? where connection = ?")
                .params(event.to(), event.from())
                .update();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("id"),
                row.getString("window_name"),
                row.getInt("number"),
                row.getString("connection"),
                row.getString("sql_text"),
                row.getLong("max_rows"),
                row.getInt("revision"),
                row.getObject("touched_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    /** The store refuses zero bytes, which PostgreSQL cannot keep in text. */
    private static String clean(String text) {
        return text.replace('\0', ' ');
    }
}
