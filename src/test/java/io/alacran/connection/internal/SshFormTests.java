package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.ConnectionLint;
import io.alacran.connection.Connections.Unsaved;
import io.alacran.connection.NamedConnection;
import io.alacran.database.DatabaseState;
import io.alacran.database.Reachability;
import io.alacran.engine.Login;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.ssh.JumpHost;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SshFormTests {

    private static final String FINGERPRINT = "SHA256:" + "a".repeat(43);

    @TempDir
    Path home;

    private final FakeDatabases databases = new FakeDatabases();
    private TestConnections test;

    @BeforeEach
    void open() {
        test = new TestConnections(home, databases);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private static ConnectionDraft draft(Map<String, Object> more, Map<String, Object> ssh) {
        Map<String, Object> tunnel = new HashMap<>(Map.of("host", "gate", "username", "app", "password", "pw-of-ssh"));
        tunnel.putAll(ssh);
        Map<String, Object> fields = new HashMap<>(Map.of(
                "name", "shop", "client", "postgres", "host", "db", "password", "pw-of-db", "sshTunnel", tunnel));
        fields.putAll(more);
        fields.values().removeIf(""::equals);
        tunnel.values().removeIf(""::equals);
        return TestConnections.draft(fields);
    }

    private List<String> refused(Map<String, Object> more, Map<String, Object> ssh) {
        return catchThrowableOfType(InvalidInputException.class, () -> test.connections.create(draft(more, ssh)))
                .errors()
                .stream()
                .map(FieldError::field)
                .toList();
    }

    @Test
    void secretsAreEncryptedEachForItsOwnPurposeAndComeBackForTheTunnelOnly() {
        NamedConnection made = test.connections.create(draft(Map.of(), Map.of("hostKey", FINGERPRINT)));

        assertThat(test.store
                        .sql("select ssh_tunnel, ssh_password_encrypted from named_connection")
                        .query()
                        .singleRow())
                .hasEntrySatisfying("ssh_tunnel", v -> assertThat(v.toString()).doesNotContain("pw-of-ssh"))
                .containsEntry("ssh_password_encrypted", "for connection/" + made.id() + "/ssh-password:pw-of-ssh");
        assertThat(made.toString()).doesNotContain("pw-of-ssh");
        assertThat(test.destinations.jumpHost(made))
                .contains(new JumpHost("gate", 22, "app", "pw-of-ssh", null, null, FINGERPRINT));
        assertThat(test.destinations.jumpHost(made).toString()).doesNotContain("pw-of-ssh");
    }

    @Test
    void placeholdersAreKeptAsWrittenAndLookedUpAtUse() {
        test.variable("GATE", "gate.internal");
        test.variable("SSH_PASSWORD", "pw-from-outside");
        NamedConnection made = test.connections.create(
                draft(Map.of(), Map.of("host", "${GATE}", "password", "${SSH_PASSWORD}", "port", 2222)));

        assertThat(made.sshTunnel()).hasFieldOrPropertyWithValue("passwordPlaceholder", "${SSH_PASSWORD}");
        assertThat(test.destinations.jumpHost(made))
                .contains(new JumpHost("gate.internal", 2222, "app", "pw-from-outside", null, null, null));
        assertThat(refused(Map.of("name", "other"), Map.of("password", "${SPRING_DATASOURCE_PASSWORD}")))
                .containsExactly("sshTunnel.password");
    }

    @Test
    void secretsStayWhereTheServerIsTheSameAndAreNeededAgainForAnother() {
        test.connections.create(draft(Map.of(), Map.of()));
        test.connections.update("shop", draft(Map.of("password", ""), Map.of("password", "", "username", "ops")));
        assertThat(test.destinations.jumpHost(test.connections.get("shop")))
                .contains(new JumpHost("gate", 22, "ops", "pw-of-ssh", null, null, null));

        ConnectionDraft elsewhere = draft(Map.of(), Map.of("password", "", "host", "rogue"));
        assertThat(test.connections.refusals("shop", elsewhere))
                .extracting(FieldError::field)
                .containsExactly("sshTunnel.password");
        assertThat(test.connections.refusals("shop", draft(Map.of("password", ""), Map.of("host", "rogue"))))
                .extracting(FieldError::field)
                .containsExactly("password");
        Unsaved tried = test.connections.read(elsewhere);
        assertThat(tried.ssh().password()).as("a test does not send it either").isNull();
        assertThat(test.connections
                        .read(draft(Map.of(), Map.of("password", "")))
                        .ssh()
                        .password())
                .isEqualTo("pw-of-ssh");
    }

    @Test
    void aTunnelThatGoesTakesItsSecretsWithIt() {
        test.connections.create(draft(Map.of(), Map.of()));
        test.connections.update(
                "shop",
                TestConnections.draft(
                        Map.of("name", "shop", "client", "postgres", "host", "db", "password", "pw-of-db")));

        assertThat(test.connections.get("shop").sshTunnel()).isNull();
        assertThat(test.store
                        .sql("select count(*) from named_connection where ssh_password_encrypted is not null")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "host, '', sshTunnel.host",
        "host, 169.254.169.254, sshTunnel.host",
        "host, 2130706433, sshTunnel.host",
        "host, 'a b', sshTunnel.host",
        "host, ${ALACRAN_STORE_PASSWORD}, sshTunnel.host",
        "port, 2375, sshTunnel.host",
        "port, 70000, sshTunnel.port",
        "username, '', sshTunnel.username",
        "password, '', sshTunnel.password",
        "privateKey, ssh-ed25519 AAAA, sshTunnel.privateKey",
        "hostKey, MD5:aa, sshTunnel.hostKey"
    })
    void namesTheFieldThatIsNotRight(String field, String value, String refused) {
        assertThat(refused(Map.of(), Map.of(field, field.equals("port") ? (Object) Integer.valueOf(value) : value)))
                .containsExactly(refused);
    }

    @Test
    void goesOnlyWithAServerAndWithADriverThatCanTellNameFromWay() {
        databases.put("crm", "postgres", DatabaseState.READY, new Reachability.Address("127.0.0.1", 1), LOGIN);
        Map<String, Object> managed = Map.of("managedDatabase", "crm", "host", "", "password", "");
        Map<String, Object> file = Map.of("client", "sqlite", "filename", "sqlite/x.db", "host", "", "password", "");

        assertThat(refused(managed, Map.of())).containsExactly("sshTunnel");
        assertThat(refused(file, Map.of())).containsExactly("sshTunnel");
        assertThat(refused(Map.of("client", "clickhouse", "tls", "verify"), Map.of()))
                .containsExactly("tls.mode");
        for (String client : List.of("postgres", "mysql", "mariadb", "mssql")) {
            assertThat(test.connections
                            .create(draft(Map.of("name", client, "client", client, "tls", "verify"), Map.of()))
                            .sshTunnel())
                    .isNotNull();
        }
    }

    @Test
    void theWayThroughASshServerCountsAsEncrypted() {
        Map<String, Object> open = Map.of("host", "203.0.113.9", "environment", "production");
        NamedConnection tunnelled = test.connections.create(draft(open, Map.of()));
        Map<String, Object> plain = new HashMap<>(open);
        plain.putAll(Map.of("name", "plain", "client", "postgres"));
        NamedConnection straight = test.connections.create(TestConnections.draft(plain));

        assertThat(findings(tunnelled)).doesNotContain("public-without-tls");
        assertThat(findings(straight)).contains("public-without-tls");
    }

    private static List<String> findings(NamedConnection connection) {
        LintSubject subject = new LintSubject(connection, "", "", false, null, OptionalInt.empty());
        return new Lint(List.of(subject))
                .findings().values().stream()
                        .flatMap(List::stream)
                        .map(ConnectionLint.Finding::id)
                        .toList();
    }

    private static final Login LOGIN = new Login("app", "pw", "crm");
}
