package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A console that keeps what it knows in PostgreSQL. */
@Tag("docker")
@Timeout(300)
@ExtendWith(Evidence.class)
class PostgresStoreIT {

    private static final String STORE = Console.INSTANCE + "-store";
    private static final String PASSWORD = "kept-in-postgres-7";
    private static final String LABEL = "io.alacran.instance=" + STORE;
    private static final int PORT = FreePort.next();
    private static final String URL = "jdbc:postgresql://127.0.0.1:" + PORT + "/alacran";

    @BeforeAll
    static void start() {
        remove();
        Shell.docker(
                "run",
                "--detach",
                "--name=" + STORE,
                "--label=" + LABEL,
                "--publish=127.0.0.1:" + PORT + ":5432",
                "--env=POSTGRES_USER=alacran",
                "--env=POSTGRES_PASSWORD=" + PASSWORD,
                "postgres:18");
        // By TCP, which it does not listen for while it sets itself up.
        Console.await(
                "the store's PostgreSQL",
                () -> Shell.run("docker", "exec", STORE, "pg_isready", "-q", "-h", "127.0.0.1", "-U", "alacran")
                                .exitCode()
                        == 0);
        anOlderStore();
    }

    /** As a console left it that knew no environments. */
    private static void anOlderStore() {
        Flyway.configure()
                .dataSource(URL, "alacran", PASSWORD)
                .target("18")
                .load()
                .migrate();
        store("insert into named_connection (id, name, client, filename, tls, read_only, environment, is_default,"
                + " created_at) values ('1', 'older', 'sqlite', 'sample/sample.db', 'disable', false, 'staging', false,"
                + " now())");
        store("insert into connection_health_history (connection_name, start_millis, length_millis, passed, failed,"
                + " slowest_millis) values ('older', 300000, 300000, 60, 0, 12)");
        store("insert into connection_lint_dismissal (connection_id, finding) values ('1', 'no-description')");
        store("insert into query_history (id, connection, started_by, sql_text, state, started_at, took_millis,"
                + " row_count) values ('q', 'older', 'ada', 'select 1', 'succeeded', now(), 1, 1)");
    }

    private static void whatTheOlderStoreHadIsThere(Console console) {
        assertThat(console.query("older@staging", "select 42")).isEqualTo("42");
        assertThat(store("select connection from query_history where id = 'q'")).isEqualTo("older@staging");
        console.call("DELETE", "/connections/older@staging", null);
        assertThat(store("select count(*) from connection_lint_dismissal")).isEqualTo("0");
    }

    @AfterAll
    static void remove() {
        Shell.docker("ps", "-aq", "--filter", "label=" + LABEL)
                .lines()
                .forEach(id -> Shell.docker("rm", "--force", "--volumes", id));
    }

    private static String store(String sql) {
        return Shell.docker("exec", STORE, "psql", "-At", "-U", "alacran", "-c", sql);
    }

    private static long migrations() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            return files.count();
        }
    }

    @Test
    void theBastionSetUpOnItIsThereAgainAfterARestart(@TempDir Path folder) throws IOException {
        String key = folder.resolve("id").toString();
        Shell.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key).orFail();
        String line = Files.readString(folder.resolve("id.pub")).strip();
        int port = FreePort.next();
        try (Console console = Console.setUp(Map.of(
                "ALACRAN_STORE_URL", URL, "ALACRAN_STORE_USERNAME", "alacran", "ALACRAN_STORE_PASSWORD", PASSWORD))) {
            assertThat(store("select count(*) from flyway_schema_history where success and version is not null"))
                    .isEqualTo(String.valueOf(migrations()));
            whatTheOlderStoreHadIsThere(console);
            console.deploy(Map.of("name", "cache", "engine", "redis"));
            console.call(
                    "POST",
                    "/bastion/users",
                    Map.of(
                            "name",
                            "root",
                            "publicKeys",
                            List.of(line),
                            "databases",
                            List.of("cache"),
                            "expiresAt",
                            "2099-12-31T23:59:59.123456Z"));
            console.call(
                    "PUT",
                    "/bastion",
                    Map.of("enabled", true, "port", port, "bindAddress", "127.0.0.1", "userCaKeys", List.of(line)));
            String fingerprint =
                    console.call("GET", "/bastion", null).get("fingerprint").asString();

            console.kill();
            console.start();

            Console.await(
                    "the bastion to run again",
                    () -> console.call("GET", "/bastion", null).get("running").asBoolean());
            JsonNode bastion = console.call("GET", "/bastion", null);
            assertThat(bastion.get("fingerprint").asString()).isEqualTo(fingerprint);
            assertThat(bastion.get("port").asInt()).isEqualTo(port);
            assertThat(bastion.get("userCaKeys").get(0).asString()).isEqualTo(line);
            assertThat(console.call("GET", "/bastion/users/root", null)
                            .get("expiresAt")
                            .asString())
                    .isEqualTo("2099-12-31T23:59:59.123456Z");
            assertThat(tunnel(key, port, console).orFail()).isEmpty();
            Console.await(
                    "the tunnel to be in the audit log",
                    () -> store("select result from activity_entry where action = 'bastion.tunnel-open'")
                            .equals("done"));
            slowStatementsAreKept(console);
            whatAFileSaysIsKept(console);
        }
    }

    private static void whatAFileSaysIsKept(Console console) {
        String file = """
                environments:
                  testing:
                    connections:
                      main: {client: pg, host: 127.0.0.1, migrations: {directory: ./main}}
                      one: {client: pg, host: 127.0.0.1}
                    groups: {all: {primary: main, replicas: [{connection: one}]}}
                    migrations: {directory: ./all, tableName: migrations}
                """;
        assertThat(console.apply(file).get("changes")).hasSize(4);
        assertThat(console.apply(file).get("changes")).isEmpty();
        assertThat(store("select section from environment_migrations")).contains("tableName: migrations");
        console.apply("environments: {testing: {}}");
        assertThat(store("select count(*) from connection_migrations")).isEqualTo("0");
    }

    private static void slowStatementsAreKept(Console console) {
        String path = "/connections/sample/slow-statements";
        console.call("PATCH", "/connections/sample", Map.of("slowStatementMillis", 1));
        for (int times = 1; times <= 2; times++) {
            int expected = times;
            console.query(
                    "sample",
                    "with recursive n (i) as (select 1 union all select i + 1 from n where i < 200000)"
                            + " select max(i) from n");
            Console.await(
                    "the slow statement to be counted",
                    () -> console.call("GET", path, null).at("/items/0/count").asInt(0) == expected);
        }
        String one =
                path + "/" + console.call("GET", path, null).at("/items/0/id").asString();
        console.call("POST", one + "/plan", null);
        assertThat(console.call("GET", one, null).at("/plan/text").asString()).contains("RECURSIVE");
        console.call("DELETE", path, null);
        assertThat(store("select count(*) from slow_statement_hour")).isEqualTo("0");
    }

    /** Standard input is at its end, so the client ends as soon as the database let it in. */
    private static Shell.Result tunnel(String key, int port, Console console) {
        Console.await("cache to be ready", () -> console.state("cache").equals("ready"));
        return Shell.run(
                "ssh",
                "-F",
                "none",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "LogLevel=ERROR",
                "-i",
                key,
                "-p",
                String.valueOf(port),
                "-W",
                Console.PREFIX + "cache:6379",
                "root@127.0.0.1");
    }
}
