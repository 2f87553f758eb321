package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What the bastion is for, with real clients and real databases, in whatever home it runs. */
@Tag("docker")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BastionContract {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    BastionSite site;

    /** Where the bastion runs. */
    abstract BastionPlace place();

    @BeforeAll
    void start() {
        site = new BastionSite(place());
    }

    @AfterAll
    void stop() {
        site.close();
    }

    @Test
    void postgresIsReachedWithAKeyByItsOwnClients() {
        int local = site.tunnel(BastionSite.SHOP);
        String password = site.console.password("shop");
        Map<String, String> env = Map.of("PGPASSWORD", password);
        String port = String.valueOf(local);

        assertThat(site.psql(local, "select 6 * 7").orFail()).isEqualTo("42");
        Shell.run(env, "pgbench", "-q", "-i", "-h", "127.0.0.1", "-p", port, "-U", "postgres", "shop")
                .orFail();
        assertThat(Shell.run(
                                env,
                                "pgbench",
                                "-S",
                                "-c",
                                "8",
                                "-t",
                                "200",
                                "-h",
                                "127.0.0.1",
                                "-p",
                                port,
                                "-U",
                                "postgres",
                                "shop")
                        .orFail())
                .contains("number of transactions actually processed: 1600/1600");
        assertThat(Shell.run(env, "pg_dump", "-h", "127.0.0.1", "-p", port, "-U", "postgres", "shop")
                        .orFail())
                .contains("pgbench_accounts");
    }

    @Test
    void postgresIsReachedWithAPassword() {
        int local = site.tunnelWithPassword("root", BastionSite.SHOP);

        assertThat(site.psql(local, "select 6 * 7").orFail()).isEqualTo("42");
    }

    @Test
    void mariadbIsReachedByItsOwnClient() {
        site.account("maria", "id", Map.of());
        int local = FreePort.next();
        site.start(site.ssh("id", "-N", "-L", local + ":" + BastionSite.CRM, site.at("maria")), local);

        assertThat(Shell.run(
                                Map.of("MYSQL_PWD", site.console.password("crm")),
                                "mariadb",
                                "-N",
                                "--protocol=tcp",
                                "-h",
                                "127.0.0.1",
                                "-P",
                                String.valueOf(local),
                                "-u",
                                "root",
                                "crm",
                                "-e",
                                "select 6 * 7")
                        .orFail())
                .isEqualTo("42");
    }

    @Test
    void redisAnswersThroughATunnel() throws Exception {
        try (Socket socket = BastionSite.connect(site.tunnel(BastionSite.CACHE))) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII))
                    .isIn("-NOAU", "+PONG");
        }
    }

    @Test
    void theCommandThatTheConsoleShowsWorksAsItIs() {
        int local = FreePort.next();
        JsonNode recipe = site.console.call("GET", "/databases/shop/tunnel?user=root&localPort=" + local, null);
        String command = recipe.get("command").asString();

        assertThat(command)
                .isEqualTo("ssh -N -L " + local + ":" + BastionSite.SHOP + " root@localhost -p " + site.port);
        String[] words = command.replace("root@localhost", site.at("root")).split(" ");
        site.start(site.ssh("id", java.util.Arrays.copyOfRange(words, 1, words.length)), local);
        assertThat(site.psql(local, "select 6 * 7").orFail()).isEqualTo("42");
    }

    @Test
    void theStanzaForTheClientsConfigurationWorksAsItIs() throws Exception {
        int local = FreePort.next();
        JsonNode recipe = site.console.call("GET", "/databases/shop/tunnel?user=root&localPort=" + local, null);
        var file = Files.writeString(
                site.folder.resolve("config"),
                recipe.get("config").asString().replace("localhost", site.place.address()));

        String[] command = site.ssh("id", recipe.get("alias").asString());
        command[2] = file.toString();
        site.start(command, local);

        assertThat(site.psql(local, "select 6 * 7").orFail()).isEqualTo("42");
    }

    @Test
    void sessionsAreListedWithTheirBytesAndOneIsCut() throws Exception {
        int local = site.tunnel(BastionSite.SHOP);
        try (Socket socket = BastionSite.connect(local)) {
            Console.await("the tunnel to be listed", () -> sessionOf(BastionSite.SHOP) != null);
            JsonNode session = sessionOf(BastionSite.SHOP);
            assertThat(session.get("user").asString()).isEqualTo("root");
            assertThat(session.get("source").asString()).isEqualTo(place().address());

            Instant before = Instant.now();
            site.console.call("DELETE", "/bastion/sessions/" + session.get("id").asString(), null);

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(Duration.between(before, Instant.now())).isLessThan(AT_ONCE);
        }
        assertThat(site.psql(local, "select 1").orFail())
                .as("the client's connection goes on")
                .isEqualTo("1");
    }

    private JsonNode sessionOf(String target) {
        for (JsonNode session :
                site.console.call("GET", "/bastion/sessions", null).get("items")) {
            if (session.get("target").asString().equals(target)) {
                return session;
            }
        }
        return null;
    }

    @Test
    void loginsAndTunnelsAreInTheAuditLogWithBytesAndDuration() {
        site.psql(site.tunnel(BastionSite.SHOP), "select 1").orFail();

        Console.await(
                "the end of a tunnel to be audited",
                () -> !audited("bastion.tunnel-close").isEmpty());
        JsonNode closed = audited("bastion.tunnel-close").getFirst();
        assertThat(closed.get("user").asString()).isEqualTo("root (bastion)");
        assertThat(closed.get("target").asString()).isEqualTo(BastionSite.SHOP);
        assertThat(closed.at("/details/bytesOut").asLong()).isPositive();
        assertThat(closed.at("/details").has("durationMs")).isTrue();
        assertThat(audited("bastion.sign-in")).isNotEmpty();
    }

    private List<JsonNode> audited(String action) {
        return site.console
                .call("GET", "/activity?action=" + action, null)
                .get("items")
                .valueStream()
                .toList();
    }

    @Test
    void theTrialGoesTheWholeWayAndSaysHowLongEachStepTook() {
        for (String database : List.of("shop", "crm", "cache")) {
            JsonNode trial = site.console.call("POST", "/bastion/try", Map.of("database", database));

            assertThat(trial.get("works").asBoolean()).as(trial.toString()).isTrue();
            assertThat(trial.get("steps").valueStream().map(s -> s.get("id").asString()))
                    .containsExactly("running", "connect", "sign-in", "tunnel", "ask");
        }
    }

    @Test
    void aChangeOfTheAccountCutsItsLiveTunnelsAtOnceWithoutARestart() throws Exception {
        String path = "/bastion/users/fred";
        List<Map<String, Object>> changes = List.of(
                Map.of("enabled", false),
                Map.of("expiresAt", Instant.now().toString()),
                Map.of("databases", List.of("cache")),
                Map.of("publicKeys", List.of(site.publicKey("id").replace(" id", " other"))));
        for (Map<String, Object> change : changes) {
            site.account("fred", "id", Map.of());
            assertCutBy(() -> site.console.call("PUT", path, change), change.toString());
            site.console.call("DELETE", path, null);
        }
        site.account("fred", "id", Map.of());
        assertCutBy(() -> site.console.call("DELETE", path, null), "delete");
    }

    private void assertCutBy(Runnable change, String what) throws Exception {
        int local = FreePort.next();
        site.start(site.ssh("id", "-N", "-L", local + ":" + BastionSite.SHOP, site.at("fred")), local);
        try (Socket socket = BastionSite.connect(local)) {
            Console.await("the tunnel to be open", () -> sessionOf(BastionSite.SHOP) != null);
            Instant before = Instant.now();
            change.run();

            assertThat(socket.getInputStream().read()).as(what).isEqualTo(-1);
            assertThat(Duration.between(before, Instant.now())).as(what).isLessThan(AT_ONCE);
        }
    }

    @Test
    void theHostKeyIsKeptWhenTheBastionMovesToAnotherPort() {
        String fingerprint = site.status().get("fingerprint").asString();
        int other = FreePort.next();

        site.console.call("PUT", "/bastion", Map.of("port", other));
        assertThat(Shell.run("ssh-keyscan", "-p", String.valueOf(other), site.place.address())
                        .output())
                .contains("ssh-ed25519");
        site.console.call("PUT", "/bastion", Map.of("port", site.port));

        assertThat(fingerprint).startsWith("SHA256:");
        assertThat(site.status().get("fingerprint").asString()).isEqualTo(fingerprint);
        assertThat(site.answer()).isEqualTo("42");
    }
}
