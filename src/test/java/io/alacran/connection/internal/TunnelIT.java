package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.alacran.Await;
import io.alacran.FreePort;
import io.alacran.OpenSshServer;
import io.alacran.connection.Destinations.Reach;
import io.alacran.connection.Lease;
import io.alacran.connection.NamedConnection;
import io.alacran.database.Reachability;
import io.alacran.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
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

/** Pools through OpenSSH's server to real databases, whose certificate is for the name localhost alone. */
@Tag("docker")
@Timeout(120)
class TunnelIT {

    private static final TestCertificates AUTHORITY = new TestCertificates("authority of the test");

    @TempDir
    static Path tls;

    private static TestServer postgres;
    private static TestServer mariadb;

    @TempDir
    Path home;

    private OpenSshServer sshd;
    private TestConnections test;

    @BeforeAll
    static void start() throws IOException {
        TestCertificates.Identity server = AUTHORITY.named("localhost");
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
        sshd = new OpenSshServer();
        test = new TestConnections(home, new FakeDatabases());
    }

    @AfterEach
    void close() {
        test.close();
        sshd.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "mariadb"})
    void aPoolGoesThroughOneSshSessionThatEndsWithIt(String client) throws SQLException {
        connect("shop", client, Map.of("max", 3), withKey());

        try (Lease first = test.pools.lease("shop");
                Lease second = test.pools.lease("shop");
                Lease third = test.pools.lease("shop");
                Lease spare = test.pools.spare("shop")) {
            for (Lease lease : List.of(first, second, third, spare)) {
                assertThat(number(lease)).isEqualTo(42);
            }
            assertThat(sshd.sessions()).isEqualTo(1);
        }
        test.pools.close("shop");

        Await.until(() -> sshd.sessions() == 0);
        assertThat(sshd.logged("Accepted publickey for " + sshd.user)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "mariadb"})
    void aStatementIsCancelledThroughTheTunnel(String client) throws Exception {
        connect("shop", client, Map.of(), withKey());
        boolean postgres = client.equals("postgres");
        String sleep = postgres ? "select pg_sleep(100)" : "select sleep(100)";
        String running = postgres
                ? "select count(*) from pg_stat_activity where state = 'active' and query like 'select pg_sleep%'"
                : "select count(*) from information_schema.processlist where info like 'select sleep%'";

        try (Lease lease = test.pools.lease("shop");
                Lease watching = test.pools.spare("shop");
                Statement statement = lease.connection().createStatement()) {
            FutureTask<Boolean> asked = new FutureTask<>(() -> statement.execute(sleep));
            Thread.startVirtualThread(asked);
            Await.until(() -> counted(watching, running) == 1);
            assertThat(asked.isDone()).isFalse();

            lease.dialect().cancel(statement);

            Throwable said = catchThrowable(() -> asked.get(20, TimeUnit.SECONDS));
            assertThat(said)
                    .rootCause()
                    .hasMessageContaining(
                            postgres ? "canceling statement due to user request" : "Query execution was interrupted");
            Await.until(() -> counted(watching, running) == 0);
            assertThat(number(lease)).isEqualTo(42);
        }
        try (Lease next = test.pools.lease("shop")) {
            assertThat(number(next)).isEqualTo(42);
        }
    }

    @ParameterizedTest
    @CsvSource({"postgres, 97", "mariadb, 151"})
    void poolsThatAreLargerThanTheServerAllowsAreFoundOnceItWasAsked(String client, int most) throws Exception {
        List<NamedConnection> both = List.of(
                connect("shop", client, Map.of("max", 100), withKey()),
                connect("orders", client, Map.of("max", 60), withKey()));
        ServerSessions sessions = new ServerSessions(test.pools);
        assertThat(sessions.of("there", client, "shop"))
                .as("no server is woken for it")
                .isEmpty();
        try (Lease lease = test.pools.lease("shop")) {
            assertThat(number(lease)).isEqualTo(42);
        }

        Await.until(() -> sessions.of("there", client, "shop").isPresent());

        List<LintSubject> subjects = both.stream()
                .map(c -> new LintSubject(c, "there", "", false, null, sessions.of("there", client, c.name())))
                .toList();
        assertThat(new Lint(subjects).findings().get("shop@development"))
                .filteredOn(finding -> finding.id().equals("more-than-the-server-allows"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what())
                        .contains("shop, orders may open 160 sessions together", "the server allows " + most));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "mariadb"})
    void theCertificateIsCheckedForTheDatabasesOwnName(String client) throws SQLException {
        Map<String, Object> verify = Map.of("tls", "verify", "caPem", AUTHORITY.caPem());
        Map<String, Object> named = new HashMap<>(verify);
        named.put("host", "localhost");
        connect("named", client, Map.of(), withKey(), named);
        connect("by-address", client, Map.of("acquireTimeoutMillis", 250), withKey(), verify);

        try (Lease lease = test.pools.lease("named")) {
            assertThat(number(lease)).isEqualTo(42);
        }
        assertThatThrownBy(() -> test.pools.lease("by-address"))
                .isInstanceOf(ProblemException.class)
                .hasMessageMatching("(?s).*(certif|verif|hostname).*");
    }

    @Test
    void theNextLeaseRecoversWhenTheSshServerIsBack() throws SQLException {
        connect("shop", "postgres", Map.of("acquireTimeoutMillis", 3_000), withKey());
        try (Lease lease = test.pools.lease("shop")) {
            assertThat(number(lease)).isEqualTo(42);
        }

        sshd.stop();
        // A session that was given back a moment ago is believed, until a statement fails on it
        catchThrowable(() -> {
            try (Lease lease = test.pools.lease("shop")) {
                number(lease);
            }
        });
        assertThatThrownBy(() -> test.pools.lease("shop"))
                .hasMessageContaining("through " + sshd.user + "@127.0.0.1:" + sshd.port)
                .hasMessageContaining("The SSH server 127.0.0.1:" + sshd.port + " could not be reached")
                .hasMessageContaining("refused");
        sshd.start();

        try (Lease lease = test.pools.lease("shop")) {
            assertThat(number(lease)).isEqualTo(42);
        }
        assertThat(sshd.sessions()).isEqualTo(1);
    }

    @Test
    void aSshServerThatIsStartingAnewIsWaitedFor() throws SQLException {
        connect("shop", "postgres", Map.of("acquireTimeoutMillis", 10_000, "retryAttempts", 10), withKey());
        sshd.stop();
        Thread starting = Thread.startVirtualThread(sshd::start);

        try (Lease lease = test.pools.lease("shop")) {
            assertThat(number(lease)).isEqualTo(42);
        }
        assertThat(starting.isAlive()).isFalse();
    }

    @Test
    void theHostKeyIsAskedForOnceAndAnotherOneIsRefused() throws SQLException {
        Map<String, Object> ssh = withKey();
        String first = sshd.fingerprint();
        ssh.remove("hostKey");
        NamedConnection made = connect("shop", "postgres", Map.of(), ssh);

        assertThatThrownBy(() -> test.pools.lease("shop"))
                .hasMessageContaining("not yet accepted: " + first)
                .extracting(e -> ((ProblemException) e).remedy())
                .asString()
                .contains("ssh-keygen -lf", "trust it");
        ssh.put("hostKey", first);
        change(made, ssh);
        try (Lease lease = test.pools.lease("shop")) {
            assertThat(number(lease)).isEqualTo(42);
        }

        sshd.stop();
        sshd.changeHostKey();
        sshd.start();
        // HikariCP lends a session that was used in the last half second without asking whether it still answers.
        test.pools.evict("shop");
        assertThatThrownBy(() -> test.pools.lease("shop"))
                .hasMessageContaining("has changed")
                .hasMessageContaining(first)
                .hasMessageContaining(sshd.fingerprint());
        assertThat(test.connections.get("shop").sshTunnel()).hasFieldOrPropertyWithValue("hostKey", first);
        assertThat(sshd.logged("Accepted publickey")).as("nothing was sent").isEqualTo(1);
    }

    @Test
    void aWrongPasswordIsNotTriedAgainNorByHealthChecks() {
        Map<String, Object> ssh = withKey();
        ssh.remove("privateKey");
        ssh.put("password", "not-the-password-4711");
        NamedConnection made =
                connect("shop", "postgres", Map.of("retryAttempts", 5, "acquireTimeoutMillis", 5_000), ssh);

        assertThatThrownBy(() -> test.pools.lease("shop"))
                .hasMessageContaining("refused the password of " + sshd.user)
                .hasMessageNotContaining("4711");
        for (int n = 0; n < 3; n++) {
            assertThatThrownBy(() -> test.destinations.reach(made, Duration.ofSeconds(2)))
                    .hasMessageContaining("refused the password");
        }
        assertThat(sshd.logged("Failed password for")).isEqualTo(1);
    }

    @Test
    void whyTheSshServerDoesNotConnectIsSaid() {
        connect("nobody", "postgres", Map.of("acquireTimeoutMillis", 250), withKey(), Map.of("port", FreePort.next()));
        assertThatThrownBy(() -> test.pools.lease("nobody"))
                .hasMessageContaining("could not connect to 127.0.0.1")
                .hasMessageContaining("refused");
        connect(
                "inner",
                "postgres",
                Map.of("acquireTimeoutMillis", 250),
                withKey(),
                Map.of("host", "srv-captain--shop", "port", 5432));
        assertThatThrownBy(() -> test.pools.lease("inner"))
                .hasMessageContaining("srv-captain--shop is an inner name of the shared network")
                .extracting(e -> ((ProblemException) e).remedy())
                .asString()
                .contains("the console's bastion", "host 127.0.0.1");

        sshd.restart("AllowTcpForwarding no");
        connect("barred", "postgres", Map.of(), withKey());
        assertThatThrownBy(() -> test.pools.lease("barred"))
                .hasMessageContaining("does not let " + sshd.user + " through to 127.0.0.1")
                .extracting(e -> ((ProblemException) e).remedy())
                .asString()
                .contains("AllowTcpForwarding");
    }

    @Test
    void anEncryptedKeyAndPlaceholdersSignIn() throws SQLException {
        Map<String, Object> ssh = withKey();
        ssh.put("privateKey", sshd.lockedKey());
        ssh.put("passphrase", "${SSH_PASSPHRASE}");
        ssh.put("host", "${SSH_HOST}");
        test.variable("SSH_PASSPHRASE", OpenSshServer.PASSPHRASE);
        test.variable("SSH_HOST", "127.0.0.1");
        connect("shop", "mariadb", Map.of(), ssh);

        try (Lease lease = test.pools.lease("shop")) {
            assertThat(number(lease)).isEqualTo(42);
        }
    }

    @Test
    void aHealthCheckSharesTheTunnelOfThePoolAndKeepsItsOwnForTheNext() throws SQLException {
        NamedConnection made = connect("shop", "postgres", Map.of(), withKey());
        for (int n = 0; n < 3; n++) {
            try (Reach reach = test.destinations.reach(made, Duration.ofSeconds(3))) {
                assertThat(reach.endpoint().dialHost()).isEqualTo("127.0.0.1");
                assertThat(reach.endpoint().dialPort())
                        .isNotEqualTo(reach.endpoint().port());
            }
        }
        try (Lease lease = test.pools.lease("shop")) {
            assertThat(number(lease)).isEqualTo(42);
        }
        assertThat(sshd.logged("Accepted publickey")).isEqualTo(1);
        test.pools.close("shop");
        Await.until(() -> sshd.sessions() == 0);
    }

    @Test
    void noThreadIsLeftWhenAllIsClosed() throws SQLException {
        connect("shop", "postgres", Map.of(), withKey());
        try (Lease lease = test.pools.lease("shop")) {
            assertThat(number(lease)).isEqualTo(42);
        }
        assertThat(sshThreads()).isPositive();
        test.close();
        Await.until(() -> sshThreads() == 0);
    }

    private static long sshThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().toLowerCase().contains("ssh"))
                .count();
    }

    private Map<String, Object> withKey() {
        return new HashMap<>(Map.of(
                "host",
                "127.0.0.1",
                "port",
                sshd.port,
                "username",
                sshd.user,
                "privateKey",
                sshd.key(),
                "hostKey",
                sshd.fingerprint()));
    }

    private NamedConnection connect(String name, String client, Map<String, Object> pool, Map<String, Object> ssh) {
        return connect(name, client, pool, ssh, Map.of());
    }

    private NamedConnection connect(
            String name, String client, Map<String, Object> pool, Map<String, Object> ssh, Map<String, Object> more) {
        return test.connections.create(TestConnections.draft(fields(name, client, pool, ssh, more)));
    }

    private static Map<String, Object> fields(
            String name, String client, Map<String, Object> pool, Map<String, Object> ssh, Map<String, Object> more) {
        Reachability.Address at = (client.equals("postgres") ? postgres : mariadb).address();
        Map<String, Object> fields = new HashMap<>(Map.of(
                "name", name,
                "client", client,
                "host", at.host(),
                "port", at.port(),
                "databaseName", TestServer.LOGIN.databaseName(),
                "username", TestServer.LOGIN.username(),
                "password", TestServer.LOGIN.password(),
                "pool", pool,
                "sshTunnel", ssh));
        fields.putAll(more);
        return fields;
    }

    private void change(NamedConnection made, Map<String, Object> ssh) {
        test.connections.update(
                made.name(), TestConnections.draft(fields(made.name(), made.client(), Map.of(), ssh, Map.of())));
    }

    private static int number(Lease lease) throws SQLException {
        return number(lease, "select 42");
    }

    private static int counted(Lease lease, String sql) {
        try {
            return number(lease, sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static int number(Lease lease, String sql) throws SQLException {
        try (Statement statement = lease.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
