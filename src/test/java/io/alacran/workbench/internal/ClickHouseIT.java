package io.alacran.workbench.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.Await;
import io.alacran.ClickHouseImage;
import io.alacran.connection.internal.FakeDatabases;
import io.alacran.connection.internal.TestCertificates;
import io.alacran.connection.internal.TestConnections;
import io.alacran.connection.internal.TestServer;
import io.alacran.database.Reachability;
import io.alacran.doctor.internal.TestDoctor;
import io.alacran.engine.internal.TestDialects;
import io.alacran.workbench.Query;
import io.alacran.workbench.SchemaBrowser;
import io.alacran.workbench.SqlError;
import io.alacran.workbench.StatementResult;
import io.alacran.workbench.Values;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A real ClickHouse through its own driver. */
@Tag("docker")
@Timeout(120)
@EnabledIf(value = "io.alacran.ClickHouseImage#isThere", disabledReason = ClickHouseImage.MISSING)
class ClickHouseIT {

    private static final String SLEEPERS =
            "select count(*) from system.processes where query like '%sleepEachRow%' and query not like '%processes%'";

    private static final String RUNNING =
            "select count(*) from system.processes where (query like '%numbers(100%' or query like '%system.numbers%') and query not like '%processes%'";

    private static final TestCertificates AUTHORITY = new TestCertificates("authority of the test");
    private static final TestCertificates.Identity CLIENT = AUTHORITY.identity("ada");

    private static TestServer server;

    @TempDir
    static Path tls;

    @TempDir
    Path home;

    private final FakeDatabases databases = new FakeDatabases();
    private TestConnections connections;
    private TestWorkbench workbench;

    @BeforeAll
    static void start() {
        server = TestServer.clickhouse();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        connections = new TestConnections(home, databases);
        workbench = new TestWorkbench(home, connections, Long.MAX_VALUE);
        connect("shop", Map.of());
    }

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void streamsAMillionRows() throws Exception {
        try (Query query = workbench.run(
                "shop",
                "select number + 1 as seq, concat('customer ', toString(number)) as name from numbers(1000000)")) {
            assertThat(query.error()).isEmpty();
            StatementResult result = query.results().getFirst();
            assertThat(Values.text(Objects.requireNonNull(result.spool())
                            .rows(999_999, 1)
                            .getFirst()[0]))
                    .isEqualTo("1000000");
            System.out.printf("1,000,000 rows x 2 columns of ClickHouse after %d ms%n", query.elapsedMs());
        }
    }

    @Test
    @Timeout(30)
    void aRowLimitEndsTheReadingNeverTheSession() {
        String script = "select number from numbers(100000000000); select 7";
        try (Query query = workbench.queries.run(workbench.limited("shop", script, 100, 0))) {
            assertThat(query.error()).isEmpty();
            assertThat(query.results().getFirst().rowCount()).isEqualTo(100);
            assertThat(query.results().getFirst().truncated()).contains("first 100 rows");
            assertThat(texts(TestWorkbench.rows(query.results().getLast()).getFirst()))
                    .containsExactly("7");
        }
        assertThat(connections.pools.stats("shop").orElseThrow().opened()).isEqualTo(1);
        Await.until(() -> one(
                        "shop",
                        "select count(*) from system.processes where query like '%100000000000%'"
                                + " and query not like '%processes%'")
                .equals("0"));
    }

    @Test
    @Timeout(30)
    void cancelsOnTheServerWithinAMoment() throws Exception {
        Query query = workbench.queries.start(
                workbench.request("shop", "select sleepEachRow(0.1) from numbers(600) settings max_block_size = 1"),
                q -> {});
        Await.until(() -> one("shop", SLEEPERS).equals("1"));
        long start = System.nanoTime();
        query.cancel();
        query.await();

        assertThat(query.state()).isEqualTo(Query.State.CANCELLED);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        query.close();
        Await.until(() -> one("shop", SLEEPERS).equals("0"));
    }

    @Test
    void keepsEveryValueExact() {
        String[][] values = {
            {"UInt64", "18446744073709551615", "18446744073709551615"},
            {"Int64", "-9223372036854775808", "-9223372036854775808"},
            {
                "UInt256",
                "'115792089237316195423570985008687907853269984665640564039457584007913129639935'",
                "115792089237316195423570985008687907853269984665640564039457584007913129639935"
            },
            {"Decimal(38, 10)", "'12345678901234567890.0123456789'", "12345678901234567890.0123456789"},
            {"Float64", "0.1", "0.1"},
            {"Float32", "0.1", "0.1"},
            {"Float64", "nan", "NaN"},
            {"UInt8", "7", "7"},
            {"Bool", "true", "true"},
            {"Date", "'2026-11-20'", "2026-11-20"},
            {"Date32", "'1925-01-01'", "1925-01-01"},
            {"DateTime('UTC')", "'2026-11-20 22:30:00'", "2026-11-20T22:30:00"},
            {"DateTime64(6, 'UTC')", "'2026-11-20 22:30:00.500001'", "2026-11-20T22:30:00.500001"},
            {"DateTime64(3, 'Europe/Madrid')", "'2026-07-20 22:30:00.5'", "2026-07-20T22:30:00.5"},
            {"String", "'grüße 🦂'", "grüße 🦂"},
            {"FixedString(3)", "'abc'", "abc"},
            {"LowCardinality(String)", "'a'", "a"},
            {"Enum8('a' = 1, 'b' = 2)", "'b'", "b"},
            {"UUID", "'61f0c404-5cb3-11e7-907b-a6006ad3dba0'", "61f0c404-5cb3-11e7-907b-a6006ad3dba0"},
            {"IPv4", "'192.0.2.7'", "192.0.2.7"},
            {"IPv6", "'2001:db8::7'", "2001:db8:0:0:0:0:0:7"},
            {"Array(String)", "['a', 'b']", "['a', 'b']"},
            {"Array(Nullable(Int32))", "[1, null]", "[1, NULL]"},
            {"Tuple(Int32, String)", "(1, 'a')", "(1, 'a')"},
            {"Map(String, Int32)", "map('a', 1)", "{'a': 1}"},
            {"Array(Tuple(Int32, String))", "[(1, 'it''s')]", "[(1, 'it\\'s')]"},
            {
                "Tuple(Array(Nullable(Int32)), Map(String, Array(Int8)))",
                "([1, null], map('a', [1]))",
                "([1, NULL], {'a': [1]})"
            },
            {"Array(Array(Int32))", "[[1, 2], [3]]", "[[1, 2], [3]]"},
            {"Array(Array(Tuple(Int32, String)))", "[[(1, 'a')]]", "[[(1, 'a')]]"},
            {"Nullable(UInt64)", "9007199254740993", "9007199254740993"},
            {"Int256", "-7", "-7"},
            {"Nullable(Int32)", "null", null},
        };
        String columns = "";
        String literals = "";
        for (String[] value : values) {
            String comma = columns.isEmpty() ? "" : ", ";
            columns += comma + "c" + columns.length() + " " + value[0];
            literals += comma + value[1];
        }
        one("shop", "create table every_type (" + columns + ") engine = MergeTree order by tuple()");
        one("shop", "insert into every_type values (" + literals + ")");

        List<Object[]> rows = rows("shop", "select * from every_type");
        assertThat(texts(rows.getFirst()))
                .containsExactlyElementsOf(
                        Arrays.stream(values).map(value -> value[2]).toList());
    }

    @Test
    void theSchemaTreeShowsTablesAndColumns() {
        one(
                "shop",
                "create table goods (id UInt64, name String, price Nullable(Decimal(8, 2)))"
                        + " engine = MergeTree order by id");
        one("shop", "create view cheap as select name from goods where price < 5");
        SqlSchemaBrowser browser = new SqlSchemaBrowser(connections.pools, connections.groups, TestDialects.all());

        assertThat(browser.schemas("shop")).contains(new SchemaBrowser.Schema("shop", true));
        assertThat(browser.tables("shop", "shop"))
                .filteredOn(t -> t.name().equals("goods") || t.name().equals("cheap"))
                .extracting(SchemaBrowser.Table::view)
                .containsExactly(true, false);
        assertThat(browser.columns("shop", "shop", "goods"))
                .containsExactly(
                        new SchemaBrowser.TableColumn("id", "UInt64", false, true),
                        new SchemaBrowser.TableColumn("name", "String", false, false),
                        new SchemaBrowser.TableColumn("price", "Nullable(Decimal(8, 2))", true, false));
    }

    @Test
    void marksThePlaceOfAnErrorInTheScript() {
        String script = "select 1;\n select\n 2 form x y";
        try (Query query = workbench.run("shop", script)) {
            assertThat(query.error().orElseThrow().position()).hasValue(script.indexOf("x", 20));
            assertThat(query.error().orElseThrow().message()).contains("Syntax error");
        }
        try (Query query = workbench.run("shop", "select abc, nme from (select 1 as abc) x")) {
            assertThat(query.error().orElseThrow().position()).hasValue(12);
        }
        try (Query query = workbench.run("shop", "select 1 from nowhere")) {
            assertThat(query.error().orElseThrow().position()).hasValue(14);
        }
    }

    @Test
    @Timeout(30)
    void cancelsInTheMiddleOfItsRows() throws Exception {
        Query query =
                workbench.queries.start(workbench.request("shop", "select number from numbers(100000000000)"), q -> {});
        Await.until(
                () -> !query.results().isEmpty() && query.results().getFirst().rowCount() > 10_000);
        query.cancel();
        query.await();

        assertThat(query.state()).isEqualTo(Query.State.CANCELLED);
        query.close();
        Await.until(() -> one("shop", RUNNING).equals("0"));
    }

    @Test
    @Timeout(30)
    void theSpoolsLimitStopsTheReadingWithoutReadingTheRest() {
        TestWorkbench small = new TestWorkbench(home, connections, 1 << 20);
        try (Query query = small.run("shop", "select number from system.numbers")) {
            assertThat(query.error()).isEmpty();
            assertThat(query.results().getFirst().truncated()).contains("1 MiB");
        }
        Await.until(() -> one("shop", RUNNING).equals("0"));
    }

    @Test
    void writesAndCounts() {
        try (Query query = workbench.run(
                "shop",
                "create table t (a Int32) engine = MergeTree order by a; insert into t values (1), (2), (3);"
                        + " insert into t select number from numbers(10); select count(*) from t; drop table t")) {
            assertThat(query.error()).isEmpty();
            assertThat(texts(TestWorkbench.rows(query.results().get(3)).getFirst()))
                    .containsExactly("13");
        }
    }

    @Test
    void tlsIsCheckedByTheConnectionsOwnAuthorityAndExplainedByTheDoctor() throws Exception {
        TestCertificates.Identity own = AUTHORITY.server();
        Files.writeString(tls.resolve("ca.pem"), AUTHORITY.caPem());
        Files.writeString(tls.resolve("server.pem"), own.certificatePem());
        Files.writeString(tls.resolve("server.key"), own.keyPem());
        TestDoctor doctor = new TestDoctor(connections, databases);
        try (TestServer proxy = server.clickhouseTls(tls)) {
            int encrypted = proxy.address(TestServer.TLS_PORT).port();
            int certified = proxy.address(TestServer.CERTIFIED_PORT).port();
            Map<String, Object> verified = Map.of("tls", "verify", "caPem", AUTHORITY.caPem());
            Map<String, Object> shown = new HashMap<>(verified);
            shown.putAll(Map.of("certificatePem", CLIENT.certificatePem(), "keyPem", CLIENT.keyPem()));

            tls("own", encrypted, verified);
            assertThat(one("own", "select count(*) from numbers(1000)")).isEqualTo("1000");
            doctor.findsHealthy(
                    "own", "ClickHouse, answers over HTTP inside TLS", "encrypted and verified: CN=localhost");

            tls("blind", encrypted, Map.of("tls", "require"));
            assertThat(one("blind", "select 7")).isEqualTo("7");
            doctor.findsHealthy(
                    "blind", "ClickHouse, answers over HTTP inside TLS", "encrypted; not verified: CN=localhost");

            tls("certified", certified, shown);
            assertThat(one("certified", "select 7")).isEqualTo("7");
            doctor.findsHealthy(
                    "certified", "ClickHouse, answers over HTTP inside TLS", "encrypted and verified: CN=localhost");
            tls("anybody", certified, verified);
            assertThat(error("anybody", "select 1")).contains("answered HTTP 400 in no words of ClickHouse's");
            doctor.findsCause("anybody", "greeting", "HTTP/1.1 400 Bad Request, from nginx", "tls.certificatePem");

            String another = new TestCertificates("another").caPem();
            tls("strange", encrypted, Map.of("tls", "verify", "caPem", another));
            tls("java", encrypted, Map.of("tls", "verify"));
            for (String name : List.of("strange", "java")) {
                assertThat(error(name, "select 1"))
                        .contains("no TLS with 127.0.0.1:" + encrypted, "certification path");
                doctor.findsCause(name, "tls", "certificate is not accepted: CN=localhost", "set tls.caPem");
            }

            int plain = server.address().port();
            tls("wrong-port", plain, verified);
            assertThat(error("wrong-port", "select 1")).contains("no TLS with 127.0.0.1:" + plain);
            doctor.findsCause("wrong-port", "tls", "is the port of ClickHouse without it", "usually 8443");

            connect("in-the-clear", Map.of("port", encrypted));
            assertThat(error("in-the-clear", "select 1")).contains("answered HTTP 400 in no words of ClickHouse's");
            doctor.findsCause("in-the-clear", "tls", "takes encrypted connections only", "tls.mode to verify");
        }
    }

    private void tls(String name, int port, Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("port", port);
        connect(name, all);
    }

    @Test
    void sessionsAreAsTheConnectionSays() {
        connect("zone", Map.of("timezone", "Europe/Madrid"));
        assertThat(one("zone", "select timezone()")).isEqualTo("Europe/Madrid");

        connect("reader", Map.of("readOnly", true));
        assertThat(one("reader", "select 6 * 7")).isEqualTo("42");
        assertThat(error("reader", "create table never (a Int32) engine = Memory"))
                .containsIgnoringCase("readonly");
        assertThat(error("reader", "set readonly = 0")).containsIgnoringCase("readonly");

        connect("hasty", Map.of("statementTimeoutMillis", 400, "rowLimit", 5));
        assertThat(error("hasty", "select sleepEachRow(0.1) from numbers(600) settings max_block_size = 1"))
                .contains("cancelled after 400 ms");
        Await.until(() -> one("shop", SLEEPERS).equals("0"));
        try (Query query = workbench.run("hasty", "select number from numbers(1000)")) {
            assertThat(query.results().getFirst().rowCount()).isEqualTo(5);
        }

        connect("wrong", Map.of("password", "wrong"));
        assertThat(error("wrong", "select 1")).contains("Authentication failed");
        connect("nowhere", Map.of("databaseName", "stock"));
        assertThat(error("nowhere", "select 1")).contains("stock");
    }

    private void connect(String name, Map<String, Object> fields) {
        Reachability.Address at = server.address();
        Map<String, Object> all = new HashMap<>(Map.of(
                "name", name,
                "client", "clickhouse",
                "host", at.host(),
                "port", at.port(),
                "databaseName", "shop",
                "username", TestServer.LOGIN.username(),
                "password", TestServer.LOGIN.password()));
        all.putAll(fields);
        connections.connections.create(TestConnections.draft(all));
    }

    /** The first value of the first row as text; empty where there is none. */
    private String one(String connection, String sql) {
        List<Object[]> rows = rows(connection, sql);
        return rows.isEmpty() ? "" : Objects.requireNonNull(Values.text(rows.getFirst()[0]));
    }

    private List<Object[]> rows(String connection, String sql) {
        try (Query query = workbench.run(connection, sql)) {
            assertThat(query.error()).as(sql).isEmpty();
            StatementResult result = query.results().getFirst();
            return result.columns().isEmpty() ? List.of() : TestWorkbench.rows(result);
        }
    }

    private static List<String> texts(Object[] row) {
        return Arrays.stream(row).map(Values::text).toList();
    }

    private String error(String connection, String sql) {
        try (Query query = workbench.run(connection, sql)) {
            return query.error().map(SqlError::message).orElse("no error");
        }
    }
}
