package io.alacran.workbench.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.connection.Lease;
import io.alacran.connection.internal.TestConnections;
import io.alacran.connection.internal.TestServer;
import io.alacran.workbench.LargeValue;
import io.alacran.workbench.Query;
import io.alacran.workbench.ResultColumn;
import io.alacran.workbench.Spool;
import io.alacran.workbench.StatementResult;
import io.alacran.workbench.Values;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@Tag("docker")
@Timeout(120)
class PostgresQueriesIT {

    private static TestServer server;

    @TempDir
    Path home;

    private TestConnections connections;
    private TestWorkbench workbench;

    @BeforeAll
    static void start() {
        server = TestServer.postgres();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        connections = TestConnections.withServer(home, "shop", "postgres", server);
        workbench = new TestWorkbench(home, connections, Long.MAX_VALUE);
    }

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void consolesThatShareItAsAStoreKnowEachOthersWindows() throws Exception {
        try (Lease session = connections.pools.lease("shop")) {
            JdbcClient store = JdbcClient.create(new SingleConnectionDataSource(session.connection(), true));
            store.sql(Files.readString(Path.of("src/main/resources/db/migration/V17__open_window.sql")))
                    .update();
            WindowPresence one = new WindowPresence(store);
            WindowPresence other = new WindowPresence(store);
            one.enter("left");
            one.enter("moves");
            other.enter("moves");
            assertThat(other.elsewhere()).containsExactly("left");
            assertThat(one.elsewhere()).containsExactly("moves");

            store.sql("update open_window set seen_at = seen_at - interval '61' second where name = 'left'")
                    .update();
            assertThat(other.elsewhere()).isEmpty();
            other.refresh(Set.of("moves"));
            one.refresh(Set.of("left"));
            assertThat(other.elsewhere()).containsExactly("left");
            one.leave("moves");
            one.leave("left");
            assertThat(other.elsewhere()).isEmpty();
            assertThat(one.elsewhere()).containsExactly("moves");
            other.forgetOwn();
            assertThat(one.elsewhere()).isEmpty();
        }
    }

    @Test
    void showsFirstRowsWhileItStreamsAndKeepsTheHeapSmall() throws Exception {
        Query query = workbench.queries.start(
                workbench.request(
                        "shop",
                        "select n, 'customer ' || n as name, n * 1.10 as amount, now() as at, n % 2 = 0 as even,"
                                + " md5(n::text) as hash from generate_series(1, 1000000) n"),
                q -> {});
        long start = System.nanoTime();
        while (query.results().isEmpty() || query.results().getFirst().rowCount() < 50) {
            assertThat(query.state()).isNotEqualTo(Query.State.FAILED);
            Thread.onSpinWait();
        }
        Duration first = Duration.ofNanos(System.nanoTime() - start);
        StatementResult result = query.results().getFirst();
        Spool spool = Objects.requireNonNull(result.spool());
        assertThat(spool.rows(0, 50)).hasSize(50);
        assertThat(query.state()).as("it still streams").isEqualTo(Query.State.RUNNING);
        query.await();

        assertThat(query.error()).isEmpty();
        assertThat(first).isLessThan(Duration.ofSeconds(1));
        assertThat(result.rowCount()).isEqualTo(1_000_000);
        assertThat(spool.rows(999_999, 10).getFirst()).startsWith(1_000_000L, "customer 1000000", "1100000.00");
        assertThat(connections.pools.stats("shop").orElseThrow().active()).isZero();
        System.out.printf(
                "1,000,000 rows x 6 columns: first rows after %d ms, all after %d ms, %d MiB on disk%n",
                first.toMillis(), query.elapsedMs(), spool.bytes() >> 20);
        query.close();
    }

    @Test
    void keepsEveryValueExact() {
        Object[] row =
                only("select 9007199254740993::bigint, 12.50::numeric, 0.1::float8, true, null::int, '\\x00ff'::bytea,"
                        + " timestamptz '2026-11-20 22:30:00.5+00', date '2026-11-20', '{1,2}'::int[], '{\"a\":1}'::jsonb,"
                        + " '1 day'::interval, 'infinity'::timestamp, b'101', '12.30'::money");

        assertThat(Arrays.stream(row).map(Values::text).toList())
                .containsExactly(
                        "9007199254740993",
                        "12.50",
                        "0.1",
                        "true",
                        null,
                        "AP8=",
                        row[6].toString(),
                        "2026-11-20",
                        "{1,2}",
                        "{\"a\": 1}",
                        "1 day",
                        "infinity",
                        "101",
                        row[13].toString());
        assertThat(row[6].toString()).matches("2026-11-20T22:30:00.5[+-]\\d\\d:\\d\\d");
    }

    @Test
    void aSessionThatAFunctionChangedGoesToNobodyElse() {
        only("select set_config('search_path', 'nowhere', false)");

        assertThat(only("show search_path")).doesNotContain("nowhere");
    }

    @Test
    void describesColumns() {
        try (Query query =
                workbench.run("shop", "select 1 as a, 1.5 as b, 'x' as c, true as d, now() as e, ''::bytea as f")) {
            assertThat(query.results().getFirst().columns())
                    .extracting(ResultColumn::kind)
                    .containsExactly(
                            ResultColumn.Kind.INTEGER,
                            ResultColumn.Kind.DECIMAL,
                            ResultColumn.Kind.TEXT,
                            ResultColumn.Kind.BOOLEAN,
                            ResultColumn.Kind.TIME,
                            ResultColumn.Kind.BINARY);
        }
    }

    @Test
    void cancelsOnTheServerWithinAMoment() throws Exception {
        for (String sql : new String[] {
            "select pg_sleep(60)",
            // rows trickle: the driver waits in a fetch, where its own cancel does nothing
            "select n, pg_sleep(case when n > 200 then 60 else 0 end) from generate_series(1, 1000000) n"
        }) {
            Query query = workbench.queries.start(workbench.request("shop", sql), q -> {});
            awaitActive(1);
            long start = System.nanoTime();
            query.cancel();
            query.await();

            assertThat(query.state()).isEqualTo(Query.State.CANCELLED);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            query.close();
            awaitActive(0);
        }
        assertThat(only("select 1")).containsExactly(1L);
    }

    @Test
    void marksThePlaceOfAnErrorInTheScript() {
        String script = "select 'grüße 🐘';\n\n  select nme from (select 1 as name) x";
        try (Query query = workbench.run("shop", script)) {
            assertThat(query.error().orElseThrow().position()).hasValue(script.indexOf("nme"));
            assertThat(query.error().orElseThrow().sqlState()).isEqualTo("42703");
            assertThat(query.error().orElseThrow().message()).startsWith("ERROR: column \"nme\" does not exist");
        }
    }

    @Test
    void aRowLimitStopsTheReadingNeverTheSession() {
        try (Query query = workbench.queries.run(
                workbench.limited("shop", "select * from generate_series(1, 100000000)", 100, 0))) {
            assertThat(query.error()).isEmpty();
            assertThat(query.results().getFirst().rowCount()).isEqualTo(100);
            assertThat(query.results().getFirst().truncated()).isNotNull();
        }
        assertThat(connections.pools.stats("shop").orElseThrow().total()).isEqualTo(1);
        assertThat(only("select 1")).containsExactly(1L);
    }

    @Test
    void runsWhatMayNotRunInATransaction() {
        try (Query query = workbench.run(
                "shop",
                "create table if not exists v (a int); vacuum v; insert into v values (1) returning a; drop table v")) {
            assertThat(query.error()).isEmpty();
            assertThat(TestWorkbench.rows(query.results().get(2)).getFirst()).containsExactly(1L);
        }
    }

    @Test
    void keepsToTheTransactionOfTheScript() {
        workbench.run("shop", "drop table if exists t; create table t (a int)").close();
        try (Query query = workbench.run(
                "shop",
                "begin; insert into t values (1); select * from t; savepoint s; insert into t values (2);"
                        + " rollback to savepoint s; commit")) {
            assertThat(query.error()).isEmpty();
        }
        try (Query query = workbench.run("shop", "begin; insert into t values (3); select * from t")) {
            assertThat(query.results().getLast().warnings().getFirst()).contains("rolled back");
        }
        assertThat(only("select count(*) from t")).containsExactly(1L);
    }

    @Test
    void givesOthersASessionWithoutWhatAScriptSet() {
        workbench
                .run("shop", "set search_path to pg_catalog; create temp table only_mine (a int)")
                .close();

        assertThat(only("select current_setting('search_path')")).containsExactly("\"$user\", public");
        assertThat(only("select to_regclass('only_mine')")[0]).isNull();
    }

    @Test
    void readsLargeValuesInFull() throws Exception {
        try (Query query = workbench.run("shop", "select repeat('äb', 5000000) from generate_series(1, 5)")) {
            assertThat(query.error()).isEmpty();
            Spool spool = Objects.requireNonNull(query.results().getFirst().spool());
            Object value = spool.rows(4, 1).getFirst()[0];
            assertThat(value).isInstanceOf(LargeValue.class);
            assertThat(spool.full(value)).asString().hasSize(10_000_000);
        }
    }

    @Test
    void goesOnAfterTheServerWasRestartedOnAnotherPort() {
        assertThat(only("select 1")).containsExactly(1L);
        server.restart();
        connections.moved("shop", server.address());

        assertThat(only("select 2")).containsExactly(2L);
    }

    @Test
    void runsSeveralAtOnceOnSessionsOfTheirOwn() throws Exception {
        Query slow = workbench.queries.start(workbench.request("shop", "select pg_sleep(60)"), q -> {});
        awaitActive(1);

        assertThat(only("select 1")).containsExactly(1L);
        slow.close();
        slow.await();
    }

    private Object[] only(String sql) {
        try (Query query = workbench.run("shop", sql)) {
            assertThat(query.error()).isEmpty();
            List<Object[]> rows = TestWorkbench.rows(query.results().getLast());
            assertThat(rows).hasSize(1);
            return rows.getFirst();
        }
    }

    /** Until the server itself says that so many other sessions work. */
    private void awaitActive(long sessions) {
        while ((Long) only("select count(*) from pg_stat_activity where state = 'active' and pid <> pg_backend_pid()"
                        + " and backend_type = 'client backend' and wait_event = 'PgSleep'")[0]
                != sessions) {
            Thread.onSpinWait();
        }
    }
}
