package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.ClickHouseImage;
import io.alacran.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What the product promises of databases, on the real engine and with real clients. */
@Tag("docker")
@Timeout(300)
@ExtendWith(Evidence.class)
class DatabaseIT {

    private static final String NETWORK = "alacran-overlay-network";
    private static Console console;

    @BeforeAll
    static void start() {
        console = Console.setUp(Map.of());
        console.call("PUT", "/network", Map.of("kind", "overlay"));
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void postgresIsReachedByNameFromAContainerAndFromTheHostAfterOneMapping() {
        console.deploy(Map.of("name", "database1", "engine", "postgres"));
        String password = console.password("database1");
        String[] inside = {
            "docker",
            "run",
            "--rm",
            "--network",
            NETWORK,
            "-e",
            "PGPASSWORD=" + password,
            "postgres:15",
            "psql",
            "-At",
            "-h",
            Console.PREFIX + "database1",
            "-p",
            "5432",
            "-U",
            "postgres",
            "database1",
            "-c",
            "select 6 * 7"
        };
        assertThat(Shell.run(inside).orFail()).endsWith("42");

        int port = FreePort.next();
        JsonNode ended = console.operation("PUT", "/databases/database1/ports", List.of(Map.of("hostPort", port)));

        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("succeeded");
        assertThat(psql(port, password, "database1", "select 6 * 7")).isEqualTo("42");
        assertThat(Shell.run(inside).orFail()).as("still reached by name").endsWith("42");
        assertThat(console.query("database1", "select 6 * 7")).isEqualTo("42");
    }

    @Test
    void mariadbIsReachedByNameFromAContainerAndFromTheHostAfterOneMapping() {
        console.deploy(Map.of("name", "maria", "engine", "mariadb"));
        String password = console.password("maria");
        int port = FreePort.next();
        console.operation("PUT", "/databases/maria/ports", List.of(Map.of("hostPort", port)));

        String inside = Shell.run(
                        "docker",
                        "run",
                        "--rm",
                        "--network",
                        NETWORK,
                        "-e",
                        "MYSQL_PWD=" + password,
                        "mariadb:10.11",
                        "mariadb",
                        "-N",
                        "-h",
                        Console.PREFIX + "maria",
                        "-u",
                        "root",
                        "maria",
                        "-e",
                        "select 6 * 7")
                .orFail();
        String outside = Shell.run(
                        Map.of("MYSQL_PWD", password),
                        "mariadb",
                        "-N",
                        "--protocol=tcp",
                        "-h",
                        "127.0.0.1",
                        "-P",
                        String.valueOf(port),
                        "-u",
                        "root",
                        "maria",
                        "-e",
                        "select 6 * 7")
                .orFail();

        assertThat(inside).endsWith("42");
        assertThat(outside).isEqualTo("42");
        assertThat(console.query("maria", "select 6 * 7")).isEqualTo("42");
    }

    @Test
    void aRowWrittenBeforeAChangeOfPortsIsThereAfterAndTheOldPortIsClosed() {
        int first = FreePort.next();
        console.deploy(Map.of(
                "name", "keeper", "engine", "postgres", "version", "15", "ports", List.of(Map.of("hostPort", first))));
        String password = console.password("keeper");
        psql(first, password, "keeper", "create table t (a int); insert into t values (4711)");
        int second = FreePort.next();

        console.operation("PUT", "/databases/keeper/ports", List.of(Map.of("hostPort", second)));

        assertThat(psql(second, password, "keeper", "select a from t")).isEqualTo("4711");
        assertThat(Shell.run("psql", "-h", "127.0.0.1", "-p", String.valueOf(first), "-c", "select 1")
                        .exitCode())
                .isNotZero();
        assertThat(followed("POST", "/databases/keeper/restart"))
                .as("pictures while it runs, and the last one")
                .hasSizeGreaterThan(1)
                .last()
                .asString()
                .contains("\"succeeded\"");
        assertThat(psql(second, password, "keeper", "select a from t")).isEqualTo("4711");
    }

    /** The events of an operation's stream, to its end. */
    private static List<String> followed(String method, String path) {
        String id = console.call(method, path, null).get("id").asString();
        return console.send("GET", "/operations/" + id, null, "text/event-stream")
                .body()
                .lines()
                .filter(line -> line.startsWith("data:"))
                .toList();
    }

    @Test
    void aChangeToATakenPortIsRefusedAndTheDatabaseStaysAsItWas() throws IOException {
        console.deploy(Map.of("name", "back", "engine", "redis"));
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpResponse<String> refused = console.send(
                    "PUT",
                    "/databases/back/ports",
                    List.of(Map.of("hostPort", busy.getLocalPort())),
                    "application/json");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("ports[0].hostPort", "taken by a process", "the next free one is");
        }
        assertThat(console.state("back")).isEqualTo("ready");
        assertThat(console.call("GET", "/databases/back", null).get("ports").isEmpty())
                .isTrue();
    }

    @Test
    void anImageThatDoesNotExistIsSaidClearlyAndLeavesNothing() {
        JsonNode ended = console.operation(
                "POST", "/databases", Map.of("name", "ghost", "engine", "postgres", "version", "15.99"));

        assertThat(ended.get("state").asString()).isEqualTo("rolled-back");
        assertThat(ended.get("outcome").asString()).contains("postgres:15.99", "could not be pulled");
        assertThat(ended.get("remedy").asString()).isNotBlank();
        assertThat(console.send("GET", "/databases/ghost", null, "application/json")
                        .statusCode())
                .isEqualTo(404);
        assertThat(Shell.docker("ps", "-aq", "--filter", "name=" + Console.PREFIX + "ghost"))
                .isEmpty();
        assertThat(Shell.docker("volume", "ls", "-q", "--filter", "name=" + Console.PREFIX + "ghost"))
                .isEmpty();
    }

    @Test
    void aForeignContainerIsNeverTouched() {
        String id = Shell.docker(
                "run",
                "-d",
                "--label",
                "io.alacran.instance=" + Console.INSTANCE,
                "--name",
                Console.PREFIX + "foreign",
                "redis:7");
        HttpResponse<String> refused =
                console.send("POST", "/databases", Map.of("name", "foreign", "engine", "redis"), "application/json");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("does not manage");
        assertThat(console.send("POST", "/databases/foreign/stop", null, "application/json")
                        .statusCode())
                .isEqualTo(404);
        assertThat(Shell.docker("inspect", "-f", "{{.State.Running}} {{.Id}}", Console.PREFIX + "foreign"))
                .isEqualTo("true " + id.lines().reduce("", (a, b) -> b));
    }

    @Test
    void aVolumeThatWasKeptGoesToANewDatabaseWithItsRowsAndItsLogin() {
        console.deploy(Map.of("name", "first", "engine", "postgres"));
        String password = console.password("first");
        console.query("first", "create table t as select 4711 as a");
        JsonNode removed = console.operation("DELETE", "/databases/first?confirm=first", null);
        assertThat(removed.get("state").asString()).isEqualTo("succeeded");

        console.deploy(Map.of("name", "second", "engine", "postgres", "volume", Console.PREFIX + "first-data"));

        assertThat(console.password("second")).isEqualTo(password);
        assertThat(console.query("second", "select a from t")).isEqualTo("4711");
        console.operation("DELETE", "/databases/second?confirm=second&volume=delete", null);
        assertThat(Shell.docker("volume", "ls", "-q", "--filter", "name=" + Console.PREFIX + "first-data"))
                .isEmpty();
    }

    @Test
    void aRotatedPasswordIsTakenByTheDatabaseAndTheConnectionGoesOnWorking() {
        int port = FreePort.next();
        console.deploy(Map.of("name", "rotated", "engine", "postgres", "ports", List.of(Map.of("hostPort", port))));
        String before = console.password("rotated");
        assertThat(console.query("rotated", "select 1")).isEqualTo("1");

        JsonNode ended = console.operation("POST", "/databases/rotated/rotate-password", null);

        assertThat(ended.get("state").asString()).isEqualTo("succeeded");
        assertThat(console.query("rotated", "select 2")).isEqualTo("2");
        assertThat(psql(port, console.password("rotated"), "rotated", "select 3"))
                .isEqualTo("3");
        assertThat(Shell.run(
                                Map.of("PGPASSWORD", before),
                                "psql",
                                "-h",
                                "127.0.0.1",
                                "-p",
                                String.valueOf(port),
                                "-U",
                                "postgres",
                                "rotated",
                                "-c",
                                "select 1")
                        .output())
                .contains("password authentication failed");
    }

    @Test
    @EnabledIf(value = "io.alacran.ClickHouseImage#isThere", disabledReason = ClickHouseImage.MISSING)
    void clickHouseIsReachedByNameAndKeepsItsRowsOverANewPassword() {
        int port = FreePort.next();
        console.deploy(Map.of(
                "name",
                "events",
                "engine",
                "clickhouse",
                "version",
                ClickHouseImage.VERSION,
                "ports",
                List.of(Map.of("hostPort", port))));
        String before = console.password("events");
        console.query("events", "create table t (a Int32) engine = MergeTree order by a");
        console.query("events", "insert into t values (4711)");
        assertThat(clickhouse(before)).endsWith("4711");

        JsonNode ended = console.operation("POST", "/databases/events/rotate-password", null);

        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("succeeded");
        assertThat(console.query("events", "select a from t")).isEqualTo("4711");
        assertThat(clickhouse(console.password("events"))).endsWith("4711");
        JsonNode managed = console.call("POST", "/connections/events/test", null);
        assertThat(managed.get("healthy").asBoolean()).as(managed.toString()).isTrue();
        Map<String, Object> draft = Ward.draft("clickhouse", "127.0.0.1", port);
        draft.putAll(Map.of("username", "clickhouse", "password", before, "databaseName", "events"));
        Ward.isCause(console.call("POST", "/connections/test", draft), "sign-in", "Authentication failed", "Correct");
        draft.putAll(Map.of("password", console.password("events"), "databaseName", "stock"));
        Ward.isCause(
                console.call("POST", "/connections/test", draft),
                "database",
                "Database stock does not exist",
                "create database `stock`");
    }

    /** By its own client, in a container of its own. */
    private static String clickhouse(String password) {
        return Shell.run(
                        "docker",
                        "run",
                        "--rm",
                        "--network",
                        NETWORK,
                        "-e",
                        "CLICKHOUSE_PASSWORD=" + password,
                        ClickHouseImage.NAME,
                        "clickhouse-client",
                        "--host",
                        Console.PREFIX + "events",
                        "--user",
                        "clickhouse",
                        "--query",
                        "select a from events.t")
                .orFail();
    }

    @Test
    void mariadbsChosenUserAndItsRootBothGetTheNewPassword() {
        console.deploy(Map.of("name", "mrot", "engine", "mariadb", "username", "app"));
        String before = console.password("mrot");

        JsonNode ended = console.operation("POST", "/databases/mrot/rotate-password", null);

        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("succeeded");
        assertThat(console.query("mrot", "select 6 * 7")).isEqualTo("42");
        assertThat(mariadb("mrot", "root", before).exitCode()).isNotZero();
        assertThat(mariadb("mrot", "root", console.password("mrot")).orFail()).endsWith("42");
        assertThat(mariadb("mrot", "app", console.password("mrot")).orFail()).endsWith("42");
    }

    private static Shell.Result mariadb(String database, String user, String password) {
        return Shell.run(
                "docker",
                "exec",
                "-e",
                "MYSQL_PWD=" + password,
                Console.PREFIX + database,
                "mariadb",
                "-N",
                "--protocol=tcp",
                "-h",
                Console.PREFIX + database,
                "-u",
                user,
                "-e",
                "select 6 * 7");
    }

    @Test
    void anAttachedNetworkIsCarriedOverWhenPortsChange() {
        console.deploy(Map.of("name", "attached", "engine", "redis"));
        String network = Console.PREFIX + "extra";
        Shell.docker("network", "create", network);
        try {
            Shell.docker("network", "connect", "--alias", "elsewhere", network, Console.PREFIX + "attached");
            console.operation("PUT", "/databases/attached/ports", List.of(Map.of("hostPort", FreePort.next())));

            assertThat(Shell.docker(
                            "inspect",
                            "-f",
                            "{{range $n, $e := .NetworkSettings.Networks}}{{$n}} {{$e.Aliases}} {{end}}",
                            Console.PREFIX + "attached"))
                    .contains(network, "elsewhere");
        } finally {
            Shell.docker("rm", "-f", "-v", Console.PREFIX + "attached");
            Shell.docker("network", "rm", network);
        }
    }

    @Test
    void aVolumeThatAnImageMakesOnItsOwnGoesWithEachContainerAndTheOneWithANameStays() {
        String version = "7-" + Console.INSTANCE;
        String image = "redis:" + version;
        String label = "io.alacran.instance=" + Console.INSTANCE;
        String made =
                Shell.docker("create", "--label", label, "redis:7").lines().reduce("", (a, b) -> b);
        Shell.docker("commit", "--change", "VOLUME /more", made, image);
        try {
            console.deploy(Map.of("name", "spare", "engine", "redis", "version", version));
            String named = Console.PREFIX + "spare-data";
            String first = volumeAt("/more");
            assertThat(volumeAt("/data")).isEqualTo(named);
            console.operation("PUT", "/databases/spare/ports", List.of(Map.of("hostPort", FreePort.next())));
            String second = volumeAt("/more");

            assertThat(second).isNotEqualTo(first);
            assertThat(volumeAt("/data")).isEqualTo(named);
            assertThat(volumes()).contains(named, second).doesNotContain(first);
            console.operation("DELETE", "/databases/spare?confirm=spare", null);
            assertThat(volumes()).contains(named).doesNotContain(second);
        } finally {
            Shell.docker("rm", "-f", "-v", Console.PREFIX + "spare", made);
            Shell.docker("rmi", image);
        }
    }

    private static String volumeAt(String path) {
        String mounts = "{{range .Mounts}}{{if eq .Destination \"" + path + "\"}}{{.Name}}{{end}}{{end}}";
        return Shell.docker("inspect", "-f", mounts, Console.PREFIX + "spare");
    }

    private static List<String> volumes() {
        return Shell.docker("volume", "ls", "-q").lines().toList();
    }

    @Test
    void stoppingAndStartingIsSeenInTheStateAndTheConnectionFindsTheNewPort() {
        console.deploy(Map.of("name", "sleeper", "engine", "postgres"));
        assertThat(console.query("sleeper", "select 1")).isEqualTo("1");
        console.operation("POST", "/databases/sleeper/stop", null);
        assertThat(console.state("sleeper")).isEqualTo("stopped");
        HttpResponse<String> refused =
                console.send("POST", "/connections/sleeper/query", Map.of("sql", "select 1"), "application/json");
        assertThat(refused.statusCode()).isBetween(400, 599);
        assertThat(refused.body()).contains("not running");

        console.operation("POST", "/databases/sleeper/start", null);

        assertThat(console.state("sleeper")).isEqualTo("ready");
        assertThat(console.query("sleeper", "select 2")).isEqualTo("2");
    }

    @Test
    void aContainerThatIsKilledFromOutsideIsSeenAndTheLogIsReadable() {
        console.deploy(Map.of("name", "victim", "engine", "redis"));
        assertThat(console.send("GET", "/databases/victim/logs?tail=50", null, "text/plain")
                        .body())
                .containsIgnoringCase("ready to accept connections");

        Shell.docker("rm", "-f", "-v", Console.PREFIX + "victim");

        Console.await("the loss to be seen", () -> console.state("victim").equals("failed"));
        console.operation("POST", "/databases/victim/start", null);
        assertThat(console.state("victim")).isEqualTo("ready");
    }

    private static String psql(int port, String password, String database, String sql) {
        return Shell.run(
                        Map.of("PGPASSWORD", password),
                        "psql",
                        "-At",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(port),
                        "-U",
                        "postgres",
                        database,
                        "-c",
                        sql)
                .orFail();
    }
}
