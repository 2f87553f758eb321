package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import io.alacran.MySqlImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the product promises of databases, with a real MySQL. */
@Tag("docker")
@Timeout(300)
@ExtendWith(Evidence.class)
@EnabledIf(value = "io.alacran.MySqlImage#isThere", disabledReason = MySqlImage.MISSING)
class MySqlDatabaseIT {

    private static final String NETWORK = "alacran-overlay-network";
    private static final String CRM = Console.PREFIX + "crm";
    private static final int BASTION = FreePort.next();

    private static Ward ward;
    private static Console console;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        ward = new Ward(Map.of("ALACRAN_BASTION_PORT", String.valueOf(BASTION)));
        console = ward.console;
        console.call("PUT", "/network", Map.of("kind", "overlay"));
        console.deploy(Map.of("name", "crm", "engine", "mysql", "username", "app"));
        console.query("crm", "create table t (a int)");
        console.query("crm", "insert into t values (4711)");
    }

    @AfterAll
    static void stop() {
        ward.close();
    }

    @Test
    void theDefaultVersionIsTheOneThatIsTried() {
        assertThat(console.call("GET", "/databases/crm", null).get("version").asString())
                .isEqualTo(MySqlImage.VERSION);
        assertThat(console.query("crm", "select version()")).startsWith(MySqlImage.VERSION);
    }

    @Test
    void itIsReachedByNameAndThroughAMappingAndKeepsItsRows() {
        int port = map();

        assertThat(inside("app", console.password("crm"), "select a from t").orFail())
                .endsWith("4711");
        assertThat(outside(port, "select a from t").orFail()).isEqualTo("4711");
        assertThat(console.query("crm", "select a from t")).isEqualTo("4711");

        console.operation("POST", "/databases/crm/stop", null);
        assertThat(console.state("crm")).isEqualTo("stopped");
        awaitHealth("unhealthy");
        console.operation("POST", "/databases/crm/start", null);
        assertThat(console.state("crm")).isEqualTo("ready");
        awaitHealth("healthy");
        assertThat(console.query("crm", "select a from t")).isEqualTo("4711");

        int other = map();
        assertThat(outside(other, "select a from t").orFail()).isEqualTo("4711");
        assertThat(outside(port, "select a from t").exitCode()).isNotZero();
    }

    private static int map() {
        int port = FreePort.next();
        JsonNode ended = console.operation("PUT", "/databases/crm/ports", List.of(Map.of("hostPort", port)));
        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("succeeded");
        return port;
    }

    private static void awaitHealth(String status) {
        Console.await(
                "crm to be " + status,
                () -> console.call("GET", "/connections/crm/health", null)
                        .get("status")
                        .asString()
                        .equals(status));
    }

    @Test
    void thePasswordStandsInNoArgumentsOfTheServerOrTheProbe() {
        String password = console.password("crm");
        assertThat(Shell.docker("inspect", "-f", "{{.Path}} {{.Args}} {{.Config.Healthcheck}}", CRM))
                .contains("mysqld")
                .doesNotContain(password);
        Console.await("a probe", () -> !probes().isEmpty());
        assertThat(probes()).contains("mysql --no-defaults").doesNotContain(password);
    }

    private static String probes() {
        long now = Instant.now().getEpochSecond();
        return Shell.docker(
                "events",
                "--since",
                String.valueOf(now - 8),
                "--until",
                String.valueOf(now),
                "--filter",
                "container=" + CRM,
                "--filter",
                "event=exec_create");
    }

    @Test
    void theChosenUserAndRootBothGetANewPassword() {
        String before = console.password("crm");

        JsonNode ended = console.operation("POST", "/databases/crm/rotate-password", null);

        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("succeeded");
        assertThat(console.query("crm", "select 6 * 7")).isEqualTo("42");
        assertThat(inside("root", before, "select 6 * 7").output()).contains("Access denied");
        for (String user : List.of("root", "app")) {
            assertThat(inside(user, console.password("crm"), "select 6 * 7").orFail())
                    .endsWith("42");
        }
    }

    @Test
    void theDoctorKnowsItsMistakes() {
        ward.isHealthy(ward.examine("crm"));
        int port = map();
        ward.isHealthy(ward.examine(draft(port, Map.of())));
        ward.isHealthy(ward.examine(draft(port, Map.of("tls", Map.of("mode", "require")))));

        Ward.isCause(
                ward.examine(draft(port, Map.of("tls", Map.of("mode", "verify")))),
                "tls",
                "Auto_Generated_Server_Certificate",
                "an authority that the console trusts");
        Ward.isCause(
                ward.examine(draft(port, Map.of("password", "wrong"))),
                "sign-in",
                "Access denied for user 'app'@'",
                "select user, host from mysql.user");
        Ward.isCause(
                ward.examine(draft(port, Map.of("username", "root", "databaseName", "stock"))),
                "database",
                "Unknown database 'stock'",
                "create database `stock`");
        Ward.isCause(
                ward.examine(draft(port, Map.of("databaseName", "mysql"))),
                "rights",
                "may not use the database",
                "grant select on `mysql`.*");
        Map<String, Object> postgres = draft(port, Map.of());
        postgres.put("client", "postgres");
        Ward.isCause(ward.examine(postgres), "greeting", MySqlImage.VERSION, "5432");
    }

    @Test
    void theDoctorKnowsAServerThatInsistsOnTlsOrIsFull() {
        int port = map();
        assertThat(console.query("crm", "select 1")).isEqualTo("1");
        root("set global require_secure_transport = on");
        try {
            Ward.isCause(ward.examine(draft(port, Map.of())), "tls", "encrypted connections only", "require");
            ward.isHealthy(ward.examine(draft(port, Map.of("tls", Map.of("mode", "require")))));
        } finally {
            root("set global require_secure_transport = off");
        }
        // One session that stays, and none of the pool: the only place is taken for sure, and root's beside it is free
        console.call("POST", "/connections/crm/pool/evict", null);
        Shell.docker(
                "exec",
                "-d",
                "-e",
                "MYSQL_PWD=" + console.password("crm"),
                CRM,
                "mysql",
                "-uroot",
                "-e",
                "select sleep(60)");
        Console.await(
                "the session that stays",
                () -> inside(
                                "root",
                                console.password("crm"),
                                "select count(*) from performance_schema.threads where processlist_info = 'select sleep(60)'")
                        .output()
                        .strip()
                        .equals("1"));
        root("set global max_connections = 1");
        try {
            Ward.isCause(ward.examine(draft(port, Map.of())), "sessions", "Too many connections", "show processlist");
        } finally {
            // The one session more that root may have is counted before it is known who comes: a check of the console's
            // own that is being refused takes it for a moment
            Console.await(
                    "room for root",
                    () -> inside("root", console.password("crm"), "set global max_connections = 151")
                                    .exitCode()
                            == 0);
        }
    }

    @Test
    void theBastionForwardsToIt() throws IOException {
        Path key = folder.resolve("id");
        Shell.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                .orFail();
        console.call(
                "POST",
                "/bastion/users",
                Map.of(
                        "name",
                        "ada",
                        "publicKeys",
                        List.of(Files.readString(folder.resolve("id.pub")).strip())));
        console.call("PUT", "/bastion", Map.of("enabled", true, "home", "embedded", "bindAddress", "127.0.0.1"));
        Console.await(
                "the bastion to run",
                () -> console.call("GET", "/bastion", null).get("running").asBoolean());

        JsonNode trial = console.call("POST", "/bastion/try", Map.of("database", "crm"));
        assertThat(trial.get("works").asBoolean()).as(trial.toString()).isTrue();
        int local = FreePort.next();
        Process ssh = new ProcessBuilder(
                        "ssh -F none -N -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o BatchMode=yes -i"
                                .concat(" " + key + " -p " + BASTION + " -L " + local + ":" + CRM
                                        + ":3306 ada@127.0.0.1")
                                .split(" "))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("ssh.log").toFile())
                .start();
        try {
            Console.await(
                    "the tunnel",
                    () -> Shell.run("ss", "-Hltn", "sport = :" + local).output().contains(":" + local));
            assertThat(outside(local, "select a from t").orFail()).isEqualTo("4711");
        } finally {
            ssh.destroy();
        }
    }

    private static Map<String, Object> draft(int port, Map<String, Object> changes) {
        Map<String, Object> draft = Ward.draft("mysql", "127.0.0.1", port);
        draft.putAll(Map.of("databaseName", "crm", "password", console.password("crm")));
        draft.putAll(changes);
        return draft;
    }

    private static Shell.Result inside(String user, String password, String sql) {
        return client(NETWORK, CRM, 3306, user, password, sql);
    }

    private static Shell.Result outside(int port, String sql) {
        return client("host", "127.0.0.1", port, "app", console.password("crm"), sql);
    }

    private static void root(String sql) {
        inside("root", console.password("crm"), sql).orFail();
    }

    /** MySQL's own client, in a container of its own. */
    private static Shell.Result client(
            String network, String host, int port, String user, String password, String sql) {
        return Shell.run(
                "docker",
                "run",
                "--rm",
                "--network",
                network,
                "-e",
                "MYSQL_PWD=" + password,
                MySqlImage.NAME,
                "mysql",
                "-N",
                "--protocol=tcp",
                "-h",
                host,
                "-P",
                String.valueOf(port),
                "-u",
                user,
                "crm",
                "-e",
                sql);
    }
}
