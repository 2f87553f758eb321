package io.alacran.workbench.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.Await;
import io.alacran.connection.internal.FakeDatabases;
import io.alacran.connection.internal.TestCertificates;
import io.alacran.connection.internal.TestConnections;
import io.alacran.connection.internal.TestServer;
import io.alacran.database.Reachability;
import io.alacran.slow.internal.TestSlow;
import io.alacran.workbench.Query;
import io.alacran.workbench.SqlError;
import io.alacran.workbench.StatementResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection says of its sessions, as the workbench gets it from real servers. */
@Tag("docker")
@Timeout(120)
class ConnectionSettingsIT {

    private static final TestCertificates AUTHORITY = new TestCertificates("authority of the test");
    private static final TestCertificates.Identity CLIENT = AUTHORITY.identity("ada");

    @TempDir
    static Path tls;

    private static TestServer postgres;
    private static TestServer mariadb;

    @TempDir
    Path home;

    private TestConnections connections;
    private TestWorkbench workbench;

    @BeforeAll
    static void start() throws Exception {
        TestCertificates.Identity server = AUTHORITY.server();
        Files.writeString(tls.resolve("ca.pem"), AUTHORITY.caPem());
        Files.writeString(tls.resolve("server.pem"), server.certificatePem());
        Files.writeString(tls.resolve("server.key"), server.keyPem());
        postgres = TestServer.postgresWithTls(tls);
        mariadb = TestServer.mariadbWithTls(tls);
    }

    @AfterAll
    static void stop() {
        postgres.close();
        mariadb.close();
    }

    @BeforeEach
    void open() {
        connections = new TestConnections(home, new FakeDatabases());
        workbench = new TestWorkbench(home, connections, Long.MAX_VALUE);
    }

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void namesWithoutASchemaAreLookedUpInTheConnectionsOwn() {
        connect("plain", "postgres", Map.of());
        one("plain", "create schema if not exists \"Odd, one\"");
        one("plain", "create table if not exists \"Odd, one\".t as select 42 as a");
        connect("odd", "postgres", Map.of("schema", "Odd, one"));

        assertThat(String.valueOf(one("odd", "select a from t"))).isEqualTo("42");
        assertThat(one("odd", "select current_schema()")).isEqualTo("Odd, one");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, America/New_York, show timezone, America/New_York",
        "postgres, UTC, show timezone, UTC",
        "postgres, +02:00, select extract(timezone from now())::int::text, 7200",
        "postgres, -03:30, select extract(timezone from now())::int::text, -12600",
        "mariadb, UTC, select @@session.time_zone, +00:00",
        "mariadb, +02:00, 'select timestampdiff(minute, utc_timestamp(), now())', 120",
        "mysql, -03:30, select @@session.time_zone, -03:30"
    })
    void sessionsHaveTheTimeZoneOfTheConnection(String client, String zone, String sql, String expected) {
        connect("zone", client, Map.of("timezone", zone));

        assertThat(String.valueOf(one("zone", sql))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres | set lock_timeout = '1234ms'; | show lock_timeout | 1234ms",
                "mariadb  | set session lock_wait_timeout = 1234; | select @@session.lock_wait_timeout | 1234"
            })
    void initSqlRunsBeforeAnybodyGetsTheSession(String client, String first, String asked, String expected) {
        connect("init", client, Map.of("initSql", first + "\nselect 1;\n"));
        connect("broken", client, Map.of("initSql", "select nothing from nowhere"));

        assertThat(String.valueOf(one("init", asked))).isEqualTo(expected);
        assertThat(error("broken", "select 1"))
                .contains("The connection's init SQL failed")
                .contains("nowhere");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, select pg_sleep(60), select count(*) from pg_stat_activity where query like 'select pg_sleep(60)%' and state = 'active'",
        "mariadb, select sleep(60), select count(*) from information_schema.processlist where info like 'select sleep(60)%'"
    })
    void aStatementThatTakesLongerThanTheConnectionAllowsIsCancelledOnTheServer(
            String client, String sleep, String running) {
        connect("hasty", client, Map.of("statementTimeoutMillis", 400));
        connect("other", client, Map.of());
        long start = System.nanoTime();

        assertThat(error("hasty", sleep)).contains("cancelled after 400 ms");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(String.valueOf(one("hasty", "select 7"))).isEqualTo("7");
        assertThat(String.valueOf(one("other", running))).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, pg_sleep(%s), Result, create sequence runs, 'select nextval(''runs''), pg_sleep(0.2)', select last_value from runs",
        "mariadb, sleep(%s), SIMPLE, create sequence runs nocache, 'select nextval(runs), sleep(0.2)', select next_not_cached_value from runs"
    })
    void aStatementIsSlowByItsOwnTimeAndItsPlanIsTakenWithoutRunningIt(
            String client, String sleep, String plan, String begin, String counts, String counted) throws Exception {
        connect("slow", client, Map.of("slowStatementMillis", 100, "pool", Map.of("max", 1)));
        connect("beside", client, Map.of("slowStatementMillis", 100));
        try (TestSlow slow = new TestSlow(connections)) {
            workbench = new TestWorkbench(home, connections, Long.MAX_VALUE, slow.watch);
            String brief = "select " + sleep.formatted("0.5") + " as ";
            Query longest = workbench.queries.start(
                    workbench.request("slow", "select " + sleep.formatted("5") + " as l"), q -> {});
            Await.until(() ->
                    connections.pools.stats("slow").map(s -> s.active() == 1).orElse(false));
            // One waits for the only session, another runs at the same time, and one comes after in a script
            Query waiting = workbench.queries.start(workbench.request("slow", brief + "w"), q -> {});
            Query beside = workbench.queries.start(
                    workbench.request("beside", brief + "b; select " + sleep.formatted("5") + " as s"), q -> {});
            for (Query each : List.of(longest, waiting, beside)) {
                each.await();
                assertThat(each.error()).isEmpty();
                each.close();
            }
            Await.until(() -> slow.slow.list("slow", Instant.EPOCH).size() == 2
                    && slow.slow.list("beside", Instant.EPOCH).size() == 2);

            assertThat(max(slow, "slow", " as l")).isGreaterThanOrEqualTo(4_990);
            assertThat(max(slow, "beside", " as s")).isGreaterThanOrEqualTo(4_990);
            assertThat(max(slow, "slow", " as w")).isBetween(490L, 4_980L);
            assertThat(max(slow, "beside", " as b")).isBetween(490L, 4_980L);
            assertThat(slow.find("slow", " as w").orElseThrow().sql())
                    .isEqualTo("select " + sleep.formatted("?") + " as w");

            first("beside", begin);
            first("beside", counts);
            Await.until(() -> slow.find("beside", "nextval").isPresent());
            Object before = first("beside", counted);
            String id = slow.find("beside", "nextval").orElseThrow().id();
            assertThat(slow.slow.takePlan("beside", id).text()).contains(plan);
            assertThat(first("beside", counted)).isEqualTo(before);
        }
    }

    private static long max(TestSlow slow, String connection, String words) {
        return slow.find(connection, words).orElseThrow().times().maxMs();
    }

    /** The first value, if there is any. */
    private @Nullable Object first(String connection, String sql) {
        try (Query query = workbench.run(connection, sql)) {
            assertThat(query.error()).isEmpty();
            StatementResult result = query.results().getFirst();
            List<Object[]> rows = result.hasRows() ? TestWorkbench.rows(result) : List.of();
            return rows.isEmpty() ? null : rows.getFirst()[0];
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "mariadb"})
    void noMoreRowsAreReadThanTheConnectionAllows(String client) {
        connect("short", client, Map.of("rowLimit", 5));
        String many = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 500) select i from n";

        for (long asked : new long[] {0, 3, 100}) {
            try (Query query = workbench.queries.run(workbench.limited("short", many, asked, 0))) {
                StatementResult result = query.results().getFirst();
                assertThat(result.rowCount()).as(asked + " asked").isEqualTo(asked == 3 ? 3 : 5);
                assertThat(result.truncated()).isNotNull();
            }
        }
        assertThat(String.valueOf(one("short", "select 7"))).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, 'select ssl::text || '' '' || coalesce(client_dn, '''') from pg_stat_ssl where pid = pg_backend_pid()', true /CN=ada",
        "mariadb, show session status like 'Ssl_cipher', TLS"
    })
    void tlsIsCheckedByTheConnectionsOwnAuthorityAndShowsItsCertificate(String client, String sql, String expected) {
        connect(
                "own",
                client,
                Map.of(
                        "tls", "verify",
                        "caPem", AUTHORITY.caPem(),
                        "certificatePem", CLIENT.certificatePem(),
                        "keyPem", CLIENT.keyPem()));
        connect("blind", client, Map.of("tls", "require"));
        connect("strange", client, Map.of("tls", "verify", "caPem", new TestCertificates("another").caPem()));
        connect("java", client, Map.of("tls", "verify"));

        assertThat(Arrays.toString(row("own", sql))).contains(expected);
        assertThat(Arrays.toString(row("blind", sql))).contains(expected.substring(0, 3));
        assertThat(error("strange", "select 1")).containsIgnoringCase("certif");
        assertThat(error("java", "select 1")).containsIgnoringCase("certif");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "mysql"})
    void theServerSeesWhoseCertificateItIs(String client) {
        connect("root", client, Map.of("username", "root"));
        one("root", "create user if not exists certified@'%' require subject '/CN=ada'");
        Map<String, Object> certified = Map.of(
                "username", "certified",
                "password", "",
                "databaseName", "",
                "tls", "verify",
                "caPem", AUTHORITY.caPem());
        connect("without", client, certified);
        Map<String, Object> with = new HashMap<>(certified);
        with.put("certificatePem", CLIENT.certificatePem());
        with.put("keyPem", CLIENT.keyPem());
        connect("with", client, with);

        assertThat(error("without", "select 1")).contains("Access denied");
        assertThat(one("with", "select current_user()")).isEqualTo("certified@%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "mariadb"})
    void placeholdersAreLookedUpWhenTheSessionIsMade(String client) throws Exception {
        Path secret = Files.createDirectories(home.resolve("secrets")).resolve("db");
        Files.writeString(secret, TestServer.LOGIN.password() + "\n");
        connections.variable("DB_HOST", "127.0.0.1");
        connections.variable("DB_USER", TestServer.LOGIN.username());
        connect(
                "placed",
                client,
                Map.of(
                        "host", "${DB_HOST}",
                        "username", "${DB_USER}",
                        "databaseName", "${DB_NAME}",
                        "password", "${file:" + secret + "}"));

        assertThat(error("placed", "select 1")).contains("the environment variable DB_NAME, which is not set");
        connections.variable("DB_NAME", "shop");
        assertThat(String.valueOf(one("placed", "select 7"))).isEqualTo("7");
        assertThat(connections.connections.get("placed").passwordPlaceholder()).isEqualTo("${file:" + secret + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "mariadb", "mysql"})
    void theServerRefusesTheWritesOfAReadOnlyConnection(String client) {
        String table = "kept_for_" + client;
        connect("writer", client, Map.of());
        first("writer", "create table " + table + " (n int)");
        first("writer", "insert into " + table + " values (1)");
        connect("reporting", client, Map.of("readOnly", true));

        assertThat(String.valueOf(one("reporting", "select n from " + table))).isEqualTo("1");
        for (String write : List.of(
                "insert into " + table + " values (2)",
                "update " + table + " set n = 2",
                "delete from " + table,
                "create table more_for_" + client + " (n int)",
                "drop table " + table)) {
            assertThat(error("reporting", write)).as(write).containsPattern("(?i)read.only transaction");
        }
        assertThat(String.valueOf(one("reporting", "select sum(n) from " + table)))
                .isEqualTo("1");
        first("writer", "insert into " + table + " values (2)");
        assertThat(String.valueOf(one("writer", "select sum(n) from " + table))).isEqualTo("3");
    }

    /** A number that was drawn from a sequence stays drawn, whatever became of the statement. */
    @ParameterizedTest
    @CsvSource({
        "postgres, nextval('attempts'), pg_sleep(60)::text, pg_stat_activity, pid, query, wait_event = 'PgSleep', select pg_terminate_backend(%s)",
        "mariadb, nextval(attempts), sleep(60), information_schema.processlist, id, info, state = 'User sleep', kill %s"
    })
    void aWriteWhoseSessionBreaksIsNotRunAgain(
            String client, String draw, String sleep, String all, String id, String text, String sleeps, String kill)
            throws Exception {
        connect("breaks", client, Map.of());
        connect("beside", client, Map.of());
        first("beside", "create sequence attempts");
        first("beside", "create table written (n bigint, slept text)");
        String own = "select %s from %s where %s like 'insert into written%%' and %s".formatted(id, all, text, sleeps);
        try (Query write = workbench.queries.start(
                workbench.request("breaks", "insert into written select " + draw + ", " + sleep), q -> {})) {
            Await.until(() -> first("beside", own) != null);
            first("beside", kill.formatted(first("beside", own)));
            write.await();

            assertThat(write.error()).isPresent();
        }

        assertThat(first("beside", own)).isNull();
        assertThat(String.valueOf(one("breaks", "select count(*) from written")))
                .isEqualTo("0");
        assertThat(String.valueOf(one("breaks", "select " + draw)))
                .as("the second number")
                .isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "mariadb"})
    void aConnectionThatIsRenamedStillSignsInWithItsPassword(String client) {
        connect("before", client, Map.of());
        assertThat(String.valueOf(one("before", "select 7"))).isEqualTo("7");
        Reachability.Address at = address(client);
        connections.connections.update(
                "before",
                TestConnections.draft(Map.of(
                        "name",
                        "after",
                        "client",
                        client,
                        "host",
                        at.host(),
                        "port",
                        at.port(),
                        "databaseName",
                        "shop",
                        "username",
                        TestServer.LOGIN.username())));

        assertThat(connections.connections.find("before")).isEmpty();
        assertThat(String.valueOf(one("after", "select 7"))).isEqualTo("7");
    }

    @Test
    void propertiesReachTheDriver() {
        connect("named", "postgres", Map.of("properties", Map.of("applicationname", "till 7")));

        assertThat(one("named", "select application_name from pg_stat_activity where pid = pg_backend_pid()"))
                .isEqualTo("till 7");
    }

    private void connect(String name, String client, Map<String, Object> fields) {
        Reachability.Address at = address(client);
        Map<String, Object> all = new HashMap<>(Map.of(
                "name", name,
                "client", client,
                "host", at.host(),
                "port", at.port(),
                "databaseName", "shop",
                "username", TestServer.LOGIN.username(),
                "password", TestServer.LOGIN.password()));
        all.putAll(fields);
        connections.connections.create(TestConnections.draft(all));
    }

    private static Reachability.Address address(String client) {
        return (client.equals("postgres") ? postgres : mariadb).address();
    }

    private Object one(String connection, String sql) {
        return row(connection, sql)[0];
    }

    private Object[] row(String connection, String sql) {
        try (Query query = workbench.run(connection, sql)) {
            assertThat(query.error()).as(sql).isEmpty();
            StatementResult result = query.results().getFirst();
            List<Object[]> rows = result.columns().isEmpty() ? List.of() : TestWorkbench.rows(result);
            return rows.isEmpty() ? new Object[] {""} : rows.getFirst();
        }
    }

    private String error(String connection, String sql) {
        try (Query query = workbench.run(connection, sql)) {
            return query.error().map(SqlError::message).orElse("no error");
        }
    }
}
