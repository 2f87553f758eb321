package io.alacran.workbench.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.connection.internal.TestConnections;
import io.alacran.connection.internal.TestServer;
import io.alacran.database.Reachability;
import io.alacran.workbench.Query;
import io.alacran.workbench.StatementResult;
import io.alacran.workbench.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("docker")
@Timeout(120)
class MariaDbQueriesIT {

    private static TestServer server;

    @TempDir
    Path home;

    private TestConnections connections;
    private TestWorkbench workbench;

    @BeforeAll
    static void start() {
        server = TestServer.mariadb();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        connections = TestConnections.withServer(home, "shop", "mariadb", server);
        workbench = new TestWorkbench(home, connections, Long.MAX_VALUE);
    }

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void streamsAMillionRows() throws Exception {
        try (Query query =
                workbench.run("shop", "select seq, concat('customer ', seq) as name from seq_1_to_1000000")) {
            assertThat(query.error()).isEmpty();
            StatementResult result = query.results().getFirst();
            assertThat(Objects.requireNonNull(result.spool()).rows(999_999, 1).getFirst())
                    .containsExactly(1_000_000L, "customer 1000000");
            System.out.printf("1,000,000 rows x 2 columns of MariaDB after %d ms%n", query.elapsedMs());
        }
    }

    @Test
    void keepsEveryValueExact() {
        Object[] row = only("select cast(18446744073709551615 as unsigned), 12.50, cast(0.1 as double), true, null,"
                + " x'00ff', timestamp '2026-11-20 22:30:00.500', date '2026-11-20', '{\"a\": 1}', time '12:00:00'");

        assertThat(Arrays.stream(row).map(Values::text).toList())
                .containsExactly(
                        "18446744073709551615",
                        "12.50",
                        "0.1",
                        "1",
                        null,
                        "AP8=",
                        "2026-11-20T22:30:00.500000",
                        "2026-11-20",
                        "{\"a\": 1}",
                        "12:00:00");
    }

    @Test
    void aScriptGoesToAPostgresAndBackToItsOwnSession() {
        try (TestServer other = TestServer.postgres()) {
            Reachability.Address at = other.address();
            connections.connections.create(TestConnections.server(
                    "analytics",
                    "postgres",
                    at.host(),
                    at.port(),
                    "shop",
                    TestServer.LOGIN.username(),
                    TestServer.LOGIN.password()));
            try (Query query = workbench.run("shop", """
                    create temporary table sold as select seq from seq_1_to_5;
                    -- @on analytics
                    create table visits as select generate_series(1, 3) as n;
                    -- @on analytics
                    select count(*) || ' on ' || split_part(version(), ' ', 1) from visits;
                    select concat(count(*), ' on ', regexp_substr(version(), 'MariaDB')) from sold
                    """)) {
                assertThat(query.error()).isEmpty();
                assertThat(query.results())
                        .extracting(result -> query.request().connectionOf(result.statement()))
                        .containsExactly(
                                "shop@development",
                                "analytics@development",
                                "analytics@development",
                                "shop@development");
                assertThat(TestWorkbench.rows(query.results().get(2)).getFirst())
                        .containsExactly("3 on PostgreSQL");
                assertThat(TestWorkbench.rows(query.results().get(3)).getFirst())
                        .containsExactly("5 on MariaDB");
            }
            try (Query query = workbench.run("analytics", "select 1;\n-- @on shop\nselect * from visits")) {
                assertThat(query.error().orElseThrow().message()).contains("Table 'shop.visits' doesn't exist");
            }
            connections.connections.remove("analytics");
            assertThat(other.psql("select count(*) from visits")).isEqualTo("3");
        }
    }

    @Test
    void cancelsOnTheServerWithinAMoment() throws Exception {
        for (String sql : new String[] {"select sleep(60)", "select seq, sleep(seq > 200) from seq_1_to_100000"}) {
            Query query = workbench.queries.start(workbench.request("shop", sql), q -> {});
            awaitSleepers(1);
            long start = System.nanoTime();
            query.cancel();
            query.await();

            assertThat(query.state()).isEqualTo(Query.State.CANCELLED);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            query.close();
            awaitSleepers(0);
        }
    }

    @Test
    void aRowLimitStopsTheReadingNeverTheSession() {
        try (Query query =
                workbench.queries.run(workbench.limited("shop", "select * from seq_1_to_1000000000", 100, 0))) {
            assertThat(query.error()).isEmpty();
            assertThat(query.results().getFirst().rowCount()).isEqualTo(100);
            assertThat(query.results().getFirst().truncated()).isNotNull();
        }
        assertThat(connections.pools.stats("shop").orElseThrow().total()).isEqualTo(1);
        assertThat(only("select 1")).containsExactly(1L);
    }

    /** Reading the rest of a billion rows would take minutes; that of a few is under way before it can be stopped. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select seq from seq_1_to_1000000000",
                "select seq from seq_1_to_1000000000 limit 900000000",
                "select seq from seq_1_to_9999 limit 1100"
            })
    void aRowLimitGivesAsManyRowsAndStopsTheReadingNeverTheSession(String sql) {
        for (int time = 0; time < 3; time++) {
            try (Query query = workbench.queries.run(workbench.limited("shop", sql + "; select 7", 1_000, 0))) {
                assertThat(query.error()).isEmpty();
                assertThat(query.results().getFirst().rowCount()).isEqualTo(1_000);
                assertThat(query.results().getFirst().truncated()).contains("first 1000 rows");
                assertThat(TestWorkbench.rows(query.results().getLast()).getFirst())
                        .containsExactly(7L);
                System.out.printf("1,000 rows of \"%s\" on MariaDB after %d ms%n", sql, query.elapsedMs());
            }
        }
        assertThat(connections.pools.stats("shop").orElseThrow().opened()).isEqualTo(1);
    }

    @Test
    void stopsReadingAtTheSpoolsLimitWithoutReadingTheRest() {
        TestWorkbench small = new TestWorkbench(home, connections, 1 << 20);
        try (Query query = small.run("shop", "select seq from seq_1_to_10000000000")) {
            assertThat(query.error()).isEmpty();
            assertThat(query.results().getFirst().truncated()).contains("1 MiB");
        }
        assertThat(only("select 1")).containsExactly(1L);
    }

    @Test
    void marksThePlaceOfAnErrorInTheScript() {
        String script = "select 1;\n select\n 2 form x";
        try (Query query = workbench.run("shop", script)) {
            assertThat(query.error().orElseThrow().position()).hasValue(script.indexOf("x", 20));
            assertThat(query.error().orElseThrow().message()).startsWith("You have an error in your SQL syntax");
        }
        try (Query query = workbench.run("shop", "select abc, nme from (select 1 as abc) x")) {
            assertThat(query.error().orElseThrow().position()).hasValue(12);
        }
    }

    @Test
    void runsRoutinesThatGiveSeveralResults() {
        try (Query query = workbench.run(
                "shop",
                "delimiter //\ncreate or replace procedure two() begin select 1 as a; select 2 as b, 3 as c; end//\n"
                        + "delimiter ;\ncall two(); drop procedure two")) {
            assertThat(query.error()).isEmpty();
            assertThat(query.results().stream().filter(StatementResult::hasRows))
                    .hasSize(2);
        }
    }

    @Test
    void undoesATransactionThatAScriptLeavesOpen() {
        workbench.run("shop", "drop table if exists t; create table t (a int)").close();
        workbench.run("shop", "start transaction; insert into t values (1)").close();

        assertThat(only("select count(*) from t")).containsExactly(0L);
    }

    private Object[] only(String sql) {
        try (Query query = workbench.run("shop", sql)) {
            assertThat(query.error()).isEmpty();
            List<Object[]> rows = TestWorkbench.rows(query.results().getLast());
            assertThat(rows).hasSize(1);
            return rows.getFirst();
        }
    }

    private void awaitSleepers(long sessions) {
        while ((Long) only("select count(*) from information_schema.processlist where state = 'User sleep'")[0]
                != sessions) {
            Thread.onSpinWait();
        }
    }
}
