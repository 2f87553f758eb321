package io.alacran;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores of older consoles, with what was in them, after the migrations that came since. */
class StoreMigrationTests {

    private final DataSource source = TestStore.empty();
    private final JdbcClient store = JdbcClient.create(source);

    @BeforeEach
    void open() {
        migrateTo("18");
        store.sql("""
                        insert into user_account (id, username, username_key, password_hash, role, created_at)
                        values ('u', 'ada', 'ada', 'x', 'ADMINISTRATOR', current_timestamp)\
                        """).update();
        connection("1", "shop", "development", true);
        connection("2", "live", "production", false);
        store.sql("""
                        insert into connection_health_settings (connection_name, enabled, interval_millis, timeout_millis)
                        values ('shop', true, 60000, 1000)\
                        """).update();
        store.sql("""
                        insert into connection_health_state (connection_name, healthy, error, since)
                        values ('live', false, 'gone', current_timestamp)\
                        """).update();
        store.sql("""
                        insert into connection_health_history (connection_name, start_millis, length_millis, passed,
                            failed, slowest_millis)
                        values ('shop', 300000, 300000, 60, 0, 12)\
                        """).update();
        store.sql("insert into connection_lint_dismissal (connection_id, finding) values ('1', 'no-description')")
                .update();
        store.sql("""
                        insert into slow_statement (connection_id, fingerprint, sql_text, last_seen, last_user)
                        values ('2', 'f', 'select ?', current_timestamp, 'ada')\
                        """).update();
        store.sql("""
                        insert into slow_statement_hour (connection_id, fingerprint, start_millis, runs, total_millis,
                            max_millis, histogram)
                        values ('2', 'f', 0, 1, 1000, 1000, '')\
                        """).update();
        for (String name : List.of("shop", "gone")) {
            store.sql("""
                            insert into query_history (id, connection, started_by, sql_text, state, started_at,
                                took_millis, row_count)
                            values (:name, :name, 'ada', 'select 1', 'succeeded', current_timestamp, 1, 1)\
                            """).param("name", name).update();
        }
        store.sql("""
                        insert into query_tab (id, owner, window_name, number, connection, sql_text, max_rows, revision,
                            touched_at)
                        values ('t', 'u', 'w', 1, 'live', 'select 1', 0, 1, current_timestamp)\
                        """).update();
    }

    @AfterEach
    void close() {
        TestStore.close(source);
    }

    @Test
    void connectionsOfAStoreWithoutEnvironmentsKeepAllThatBelongsToThem() {
        migrateTo("19");

        assertThat(all("select id, name, environment, is_default from named_connection order by id"))
                .containsExactly("1 shop development true", "2 live production false");
        assertThat(all("select connection_id, interval_millis from connection_health_settings"))
                .containsExactly("1 60000");
        assertThat(all("select connection_id, error from connection_health_state"))
                .containsExactly("2 gone");
        assertThat(all("select connection_id, passed from connection_health_history"))
                .containsExactly("1 60");
        assertThat(all("select id, connection from query_history order by id"))
                .containsExactly("gone gone", "shop shop@development");
        assertThat(all("select connection from query_tab")).containsExactly("live@production");
        assertThat(all("select connection_id from connection_lint_dismissal")).containsExactly("1");
        assertThat(all("select connection_id from slow_statement")).containsExactly("2");
    }

    @Test
    void aNameIsUniqueInItsEnvironmentAndWhatBelongsToAConnectionGoesWithIt() {
        migrateTo("19");

        connection("3", "shop", "production", false);
        assertThatThrownBy(() -> connection("4", "shop", "production", false))
                .isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> store.sql("insert into connection_lint_dismissal values ('9', 'x')")
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);

        store.sql("delete from named_connection").update();

        for (String table : List.of(
                "connection_health_settings",
                "connection_health_state",
                "connection_health_history",
                "connection_lint_dismissal",
                "slow_statement",
                "slow_statement_hour")) {
            assertThat(all("select * from " + table)).as(table).isEmpty();
        }
    }

    @Test
    void groupsOfAnOlderStoreStayAndWhatFilesSayOfMigrationsGoesWithItsConnection() {
        migrateTo("20");
        connection("3", "replica", "production", false);
        store.sql("""
                        insert into connection_group (id, name, environment, primary_id, balance, sticky_millis, fallback,
                            created_at)
                        values ('g', 'all', 'production', '2', 'random', 0, 'primary', current_timestamp)\
                        """).update();
        store.sql("insert into connection_group_replica values ('g', '3', 1, 0)")
                .update();

        migrateTo("21");

        assertThat(all("select g.id, r.connection_id from connection_group g"
                        + " join connection_group_replica r on r.group_id = g.id"))
                .containsExactly("g 3");
        store.sql("insert into connection_migrations values ('2', 'directory: ./a')")
                .update();
        store.sql("insert into environment_migrations values ('production', 'directory: ./b')")
                .update();
        assertThatThrownBy(() -> store.sql("insert into connection_migrations values ('9', 'x')")
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);

        store.sql("delete from named_connection where id = '2'").update();

        assertThat(all("select * from connection_migrations")).isEmpty();
        assertThat(all("select environment from environment_migrations")).containsExactly("production");
    }

    private void migrateTo(String version) {
        Flyway.configure().dataSource(source).target(version).load().migrate();
    }

    private void connection(String id, String name, String environment, boolean isDefault) {
        store.sql("""
                        insert into named_connection (id, name, client, tls, read_only, environment, is_default, created_at)
                        values (?, ?, 'sqlite', 'disable', false, ?, ?, current_timestamp)\
                        """).params(id, name, environment, isDefault).update();
    }

    private List<String> all(String sql) {
        return store.sql(sql)
                .query((row, n) -> {
                    StringBuilder line = new StringBuilder();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        line.append(i == 1 ? "" : " ")
                                .append(String.valueOf(row.getObject(i)).toLowerCase());
                    }
                    return line.toString();
                })
                .list();
    }
}
