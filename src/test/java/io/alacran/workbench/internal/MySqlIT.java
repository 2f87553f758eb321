package io.alacran.workbench.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.Await;
import io.alacran.MySqlImage;
import io.alacran.connection.internal.FakeDatabases;
import io.alacran.connection.internal.TestCertificates;
import io.alacran.connection.internal.TestConnections;
import io.alacran.connection.internal.TestServer;
import io.alacran.database.Reachability;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real MySQL through MariaDB's driver. */
@Tag("docker")
@Timeout(120)
@EnabledIf(value = "io.alacran.MySqlImage#isThere", disabledReason = MySqlImage.MISSING)
class MySqlIT {

    private static final TestCertificates AUTHORITY = new TestCertificates("authority of the test");
    private static final TestCertificates.Identity CLIENT = AUTHORITY.identity("ada");
    /** Rows without a table, a thousand of them or any of its powers. */
    private static final String THOUSAND =
            "with recursive n (i) as (select 1 union all select i + 1 from n where i < 1000) select ";

    private static final String MILLION = " from n a, n b";
    private static final String BILLION = " from n a, n b, n c";

    @TempDir
    static Path tls;

    private static TestServer server;

    @TempDir
    Path home;

    private TestConnections connections;
    private TestWorkbench workbench;

    @BeforeAll
    static void start() throws Exception {
        TestCertificates.Identity identity = AUTHORITY.server();
        Files.writeString(tls.resolve("ca.pem"), AUTHORITY.caPem());
        Files.writeString(tls.resolve("server.pem"), identity.certificatePem());
        Files.writeString(tls.resolve("server.key"), identity.keyPem());
        server = TestServer.mysqlWithTls(tls);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        connections = new TestConnections(home, new FakeDatabases());
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
                "shop", THOUSAND + "row_number() over () as seq, concat('customer ', a.i, b.i) as name" + MILLION)) {
            assertThat(query.error()).isEmpty();
            StatementResult result = query.results().getFirst();
            assertThat(Objects.requireNonNull(result.spool()).rows(999_999, 1).getFirst())
                    .contains(1_000_000L);
            System.out.printf("1,000,000 rows x 2 columns of MySQL after %d ms%n", query.elapsedMs());
        }
    }

    /** Reading the rest of a billion rows would take minutes; that of a few is under way before it can be stopped. */
    @ParameterizedTest
    @ValueSource(strings = {BILLION, MILLION, " from n"})
    void aRowLimitEndsTheReadingNeverTheSession(String rows) {
        String script = THOUSAND + "1" + rows + "; select 7";
        try (Query query = workbench.queries.run(workbench.limited("shop", script, 100, 0))) {
            assertThat(query.error()).isEmpty();
            assertThat(query.results().getFirst().rowCount()).isEqualTo(100);
            assertThat(query.results().getFirst().truncated()).contains("first 100 rows");
            assertThat(TestWorkbench.rows(query.results().getLast()).getFirst()).containsExactly(7L);
            System.out.printf("100 rows of those%s of MySQL after %d ms%n", rows, query.elapsedMs());
        }
        assertThat(connections.pools.stats("shop").orElseThrow().opened()).isEqualTo(1);
    }

    @Test
    @Timeout(20)
    void theSpoolsLimitStopsTheReadingWithoutReadingTheRest() {
        TestWorkbench small = new TestWorkbench(home, connections, 1 << 20);
        try (Query query = small.run("shop", THOUSAND + "a.i" + BILLION)) {
            assertThat(query.error()).isEmpty();
            assertThat(query.results().getFirst().truncated()).contains("1 MiB");
        }
        Await.until(() -> one(
                        "shop", "select count(*) from performance_schema.processlist where info like 'with recursive%'")
                .equals("0"));
    }

    @Test
    void cancelsOnTheServerWithinAMoment() throws Exception {
        for (String sql : List.of("select sleep(60)", THOUSAND + "a.i, sleep(a.i > 2)" + MILLION)) {
            Query query = workbench.queries.start(workbench.request("shop", sql), q -> {});
            Await.until(() -> sleepers() == 1);
            long start = System.nanoTime();
            query.cancel();
            query.await();

            assertThat(query.state()).isEqualTo(Query.State.CANCELLED);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            query.close();
            Await.until(() -> sleepers() == 0);
        }
    }

    private long sleepers() {
        return Long.parseLong(
                one("shop", "select count(*) from performance_schema.processlist where state = 'User sleep'"));
    }

    @Test
    void keepsEveryValueExact() {
        String[][] values = {
            {"bigint unsigned", "18446744073709551615", "18446744073709551615"},
            {"bigint", "-9223372036854775808", "-9223372036854775808"},
            {"decimal(30,10)", "12345678901234567890.0123456789", "12345678901234567890.0123456789"},
            {"double", "0.1", "0.1"},
            {"tinyint(1)", "7", "7"},
            {"boolean", "true", "1"},
            {"bit(1)", "b'1'", "true"},
            {"year", "2026", "2026"},
            {"date", "'2026-11-20'", "2026-11-20"},
            {"datetime(6)", "'2026-11-20 22:30:00.500001'", "2026-11-20T22:30:00.500001"},
            {"timestamp(3) null", "'2026-11-20 22:30:00.5'", "2026-11-20T22:30:00.500000"},
            {"time(3)", "'-838:59:58.5'", "-838:59:58.500"},
            {"varbinary(9)", "x'00ff'", "AP8="},
            {"blob", "x'00ff'", "AP8="},
            {"char(9)", "'a'", "a"},
            {"longtext", "'grüße 🦂'", "grüße 🦂"},
            {"enum('a', 'b')", "'b'", "b"},
            {"set('a', 'b')", "'a,b'", "a,b"},
            {"json", "'{\"a\": [1, \"ü\"]}'", "{\"a\": [1, \"ü\"]}"},
            {"point", "point(1, 2)", "AAAAAAEBAAAAAAAAAAAA8D8AAAAAAAAAQA=="},
            {"vector(3)", "string_to_vector('[1,2,3]')", "AACAPwAAAEAAAEBA"},
        };
        String columns = "";
        String literals = "";
        for (String[] value : values) {
            String comma = columns.isEmpty() ? "" : ", ";
            columns += comma + "c" + columns.length() + " " + value[0];
            literals += comma + value[1];
        }
        one("shop", "create table every_type (" + columns + ")");
        one("shop", "insert into every_type values (" + literals + ")");
        one("shop", "insert into every_type values ()");

        List<Object[]> rows = rows("shop", "select * from every_type");
        assertThat(texts(rows.getFirst()))
                .containsExactlyElementsOf(
                        Arrays.stream(values).map(value -> value[2]).toList());
        assertThat(texts(rows.getLast())).containsOnlyNulls();
    }

    @Test
    void theSchemaTreeShowsTablesAndColumns() {
        one(
                "shop",
                "create table goods (id bigint unsigned primary key, name varchar(40) not null, price decimal(8,2))");
        one("shop", "create view cheap as select name from goods where price < 5");
        SqlSchemaBrowser browser = new SqlSchemaBrowser(connections.pools, connections.groups, TestDialects.all());

        assertThat(browser.schemas("shop").getFirst()).isEqualTo(new SchemaBrowser.Schema("shop", true));
        assertThat(browser.tables("shop", "shop"))
                .filteredOn(t -> t.name().equals("goods") || t.name().equals("cheap"))
                .extracting(SchemaBrowser.Table::view)
                .containsExactly(true, false);
        assertThat(browser.columns("shop", "shop", "goods"))
                .containsExactly(
                        new SchemaBrowser.TableColumn("id", "bigint unsigned", false, true),
                        new SchemaBrowser.TableColumn("name", "varchar(40)", false, false),
                        new SchemaBrowser.TableColumn("price", "decimal(8,2)", true, false));
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
        try (Query query = workbench.run("shop", "select 1 from nowhere")) {
            assertThat(query.error().orElseThrow().position()).hasValue(14);
        }
    }

    @Test
    void runsRoutinesThatGiveSeveralResults() {
        try (Query query = workbench.run(
                "shop",
                "delimiter //\ncreate procedure two() begin select 1 as a; select 2 as b, 3 as c; end//\n"
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

        assertThat(one("shop", "select count(*) from t")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Madrid, 'select timestampdiff(minute, ''2026-01-15 12:00:00'', convert_tz(''2026-01-15 12:00:00'', ''+00:00'', @@session.time_zone))', 60",
        "UTC, select @@session.time_zone, +00:00",
        "-03:30, 'select timestampdiff(minute, utc_timestamp(), now())', -210"
    })
    void sessionsHaveTheTimeZoneOfTheConnection(String zone, String sql, String expected) {
        connect("zone", Map.of("timezone", zone));

        assertThat(one("zone", sql)).isEqualTo(expected);
    }

    @Test
    void sessionsAreAsTheConnectionSays() {
        connect("init", Map.of("initSql", "set session lock_wait_timeout = 1234;\nset @who = 'ada'"));
        assertThat(row("init", "select @@session.lock_wait_timeout, @who")).containsExactly("1234", "ada");

        connect("broken", Map.of("initSql", "select nothing from nowhere"));
        assertThat(error("broken", "select 1"))
                .contains("The connection's init SQL failed")
                .contains("nowhere");

        connect("reader", Map.of("readOnly", true));
        assertThat(error("reader", "create table never (a int)")).containsIgnoringCase("read only");

        connect("hasty", Map.of("statementTimeoutMillis", 400, "rowLimit", 5));
        assertThat(error("hasty", "select sleep(60)")).contains("cancelled after 400 ms");
        Await.until(() -> sleepers() == 0);
        try (Query query = workbench.run("hasty", THOUSAND + "i from n")) {
            assertThat(query.results().getFirst().rowCount()).isEqualTo(5);
        }

        connect("root", Map.of("username", "root"));
        assertThat(one(
                        "root",
                        "select attr_value from performance_schema.session_connect_attrs"
                                + " where attr_name = 'program_name' and processlist_id = connection_id()"))
                .isEqualToIgnoringCase("alacran");
    }

    /** Without TLS the password goes under the server's key the first time, and as a digest once the server has seen it. */
    @Test
    void signsInWithAndWithoutTlsBeforeAndAfterTheServerHasSeenThePassword() {
        connect("root", Map.of("username", "root"));
        for (String mode : List.of("disable", "require", "verify")) {
            one("root", "drop user if exists fresh");
            one("root", "create user fresh identified by 'pa''ss wörd 🦂'");
            one("root", "flush privileges");
            for (String time : List.of("first", "second")) {
                Map<String, Object> fields =
                        new HashMap<>(Map.of("username", "fresh", "password", "pa'ss wörd 🦂", "tls", mode));
                fields.put("databaseName", "");
                if (mode.equals("verify")) {
                    fields.put("caPem", AUTHORITY.caPem());
                }
                connect(mode + "-" + time, fields);
                assertThat(one(mode + "-" + time, "select current_user()")).isEqualTo("fresh@%");
            }
            assertThat(row(mode + "-second", "show session status like 'Ssl_version'")
                            .getLast()
                            .isEmpty())
                    .as(mode)
                    .isEqualTo(mode.equals("disable"));
        }
        connect("wrong", Map.of("password", "wrong"));
        assertThat(error("wrong", "select 1")).contains("Access denied");
    }

    @Test
    void certificatesAreCheckedOnBothSides() {
        connect("strange", Map.of("tls", "verify", "caPem", new TestCertificates("another").caPem()));
        connect("java", Map.of("tls", "verify"));
        assertThat(error("strange", "select 1")).containsIgnoringCase("certif");
        assertThat(error("java", "select 1")).containsIgnoringCase("certif");

        connect("root", Map.of("username", "root"));
        one("root", "create user certified@'%' require subject '/CN=ada'");
        Map<String, Object> certified = new HashMap<>(Map.of(
                "username", "certified",
                "password", "",
                "databaseName", "",
                "tls", "verify",
                "caPem", AUTHORITY.caPem()));
        connect("without", certified);
        certified.put("certificatePem", CLIENT.certificatePem());
        certified.put("keyPem", CLIENT.keyPem());
        connect("with", certified);
        assertThat(error("without", "select 1")).contains("Access denied");
        assertThat(one("with", "select current_user()")).isEqualTo("certified@%");
    }

    private void connect(String name, Map<String, Object> fields) {
        Reachability.Address at = server.address();
        Map<String, Object> all = new HashMap<>(Map.of(
                "name", name,
                "client", "mysql",
                "host", at.host(),
                "port", at.port(),
                "databaseName", "shop",
                "username", TestServer.LOGIN.username(),
                "password", TestServer.LOGIN.password()));
        all.putAll(fields);
        connections.connections.create(TestConnections.draft(all));
    }

    private String one(String connection, String sql) {
        return row(connection, sql).getFirst();
    }

    /** The first row as text; one empty word where there is none. */
    private List<String> row(String connection, String sql) {
        List<Object[]> rows = rows(connection, sql);
        return rows.isEmpty() ? List.of("") : texts(rows.getFirst());
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
