package io.alacran.workbench.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.connection.internal.TestConnections;
import io.alacran.workbench.Query;
import io.alacran.workbench.SqlError;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a connection says of its sessions, as the workbench gets it from SQLite. */
@Timeout(60)
class ConnectionLimitsTests {

    private static final String ENDLESS =
            "with recursive n (i) as (select 1 union all select i + 1 from n) select count(*) from n";

    @TempDir
    Path home;

    private TestConnections connections;
    private TestWorkbench workbench;

    @BeforeEach
    void open() {
        connections = TestConnections.withSample(home);
        workbench = new TestWorkbench(home, connections, Long.MAX_VALUE);
    }

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void aStatementThatTakesLongerThanTheConnectionAllowsIsCancelledAndTheNextOneRuns() {
        connect(Map.of("statementTimeoutMillis", 200));

        try (Query query = workbench.run("limited", ENDLESS)) {
            assertThat(query.state()).isEqualTo(Query.State.CANCELLED);
            assertThat(query.error().map(SqlError::message).orElse("")).contains("after 200 ms");
        }
        assertThat(one("select 7")).isEqualTo("7");
    }

    @Test
    void aScriptMayTakeLongerThanOneOfItsStatements() {
        connect(Map.of("statementTimeoutMillis", 30_000));

        try (Query query = workbench.run("limited", "select 1; select 2; select 3")) {
            assertThat(query.state()).isEqualTo(Query.State.SUCCEEDED);
            assertThat(query.results()).hasSize(3);
        }
    }

    @Test
    void noMoreRowsAreReadThanTheConnectionAllowsWhateverIsAskedFor() {
        connect(Map.of("rowLimit", 5));

        for (long asked : new long[] {0, 3, 100}) {
            try (Query query =
                    workbench.queries.run(workbench.limited("limited", "select * from products", asked, 0))) {
                assertThat(query.results().getFirst().rowCount()).isEqualTo(asked == 3 ? 3 : 5);
            }
        }
    }

    @Test
    void initSqlAndOptionsOfTheDriverAreSetInEachSession() {
        connect(Map.of(
                "initSql",
                "pragma cache_size = -123;\npragma query_only = on",
                "properties",
                Map.of("case_sensitive_like", "true")));

        assertThat(one("select cache_size from pragma_cache_size")).isEqualTo("-123");
        assertThat(one("select 'a' like 'A'")).isEqualTo("0");
        try (Query query = workbench.run("limited", "delete from products")) {
            assertThat(query.error().map(SqlError::message).orElse("")).contains("readonly");
        }
    }

    private void connect(Map<String, Object> fields) {
        Map<String, Object> all =
                new HashMap<>(Map.of("name", "limited", "client", "sqlite3", "filename", "sample/sample.db"));
        all.putAll(fields);
        connections.connections.create(TestConnections.draft(all));
    }

    private String one(String sql) {
        try (Query query = workbench.run("limited", sql)) {
            assertThat(query.error()).as(sql).isEmpty();
            return String.valueOf(TestWorkbench.rows(query.results().getFirst()).getFirst()[0]);
        }
    }
}
