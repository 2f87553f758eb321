package io.alacran.connectionfile.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.alacran.ConsoleTest;
import io.alacran.SignedUp;
import io.alacran.account.Users;
import io.alacran.connection.Connections;
import io.alacran.connection.NamedConnection;
import io.alacran.connectionfile.ConnectionFiles;
import io.alacran.connectionfile.ConnectionFiles.Note;
import io.alacran.connectionfile.ConnectionFiles.Outcome;
import io.alacran.connectionfile.FileFormat;
import io.alacran.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What a file says of migrations, which this console does not run, is in the store and in the next export. */
@ConsoleTest
@Timeout(60)
class KeptMigrationsTests {

    private static final String SHOP = """
            environments:
              testing:
                connections:
                  shop:
                    client: pg
                    host: a.example.org
                    migrations:
                      directory: ./database/migrations
                      tableName: shop_migrations
                      disableTransactions: true
                      loadExtensions: [.js, .ts]
                  plain: {client: pg, host: b.example.org}
                migrations: {directory: ./all, tableName: "7"}
            """;

    @Autowired
    ConnectionFiles files;

    @Autowired
    Connections connections;

    @Autowired
    Users users;

    @TempDir
    Path directory;

    @BeforeEach
    void signIn() {
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
    }

    @AfterEach
    void onlyTheSampleIsLeft() {
        connections.list().stream()
                .filter(c -> !c.name().equals("sample"))
                .map(NamedConnection::reference)
                .forEach(connections::remove);
        files.apply("environments: {testing: {migrations: {}}, staging: {migrations: {}}}", false, false);
    }

    @Test
    void theyAreKeptExportedAndTheSecondTimeNothingChanges() {
        Outcome first = files.apply(SHOP, false, false);
        String exported = files.export(FileFormat.ALACRAN, "testing").text();

        assertThat(told(first)).containsExactly("add shop", "add plain", "add migrations");
        assertThat(first.notes())
                .containsExactly(
                        new Note(
                                7, "testing.shop.migrations: is kept for other tools; this console runs no migrations"),
                        new Note(13, "testing.migrations: is kept for other tools; this console runs no migrations"));
        assertThat(files.apply(SHOP, true, false).changes()).isEmpty();
        assertThat(files.apply(exported, true, false).changes()).isEmpty();
        assertThat(exported)
                .contains("directory: ./database/migrations", "disableTransactions: true", "tableName: '7'");
    }

    @Test
    void numbersFlagsAndDatesKeepTheirWords() {
        String yaml = """
                environments:
                  testing:
                    migrations: {version: 1.10, share: 0.0001, since: 2026-01-01, really: yes, rows: 1e3, id: "1.10"}
                """;
        files.apply(yaml, false, false);
        String exported = files.export(FileFormat.ALACRAN, "testing").text();

        assertThat(files.apply(yaml, false, false).changes()).isEmpty();
        assertThat(files.apply(exported, false, false).changes()).isEmpty();
        assertThat(exported)
                .contains("version: 1.10", "share: 0.0001", "since: 2026-01-01", "really: yes", "rows: 1e3")
                .contains("id: '1.10'");
    }

    @Test
    void aChangeIsShownFieldByFieldAndLeavesTheConnectionItselfAlone() {
        files.apply(SHOP, false, false);

        Outcome changed = files.apply(
                SHOP.replace("shop_migrations", "other")
                        .replace("          disableTransactions: true\n", "")
                        .replace("\"7\"", "7"),
                false,
                false);

        assertThat(told(changed)).containsExactly("change shop", "change migrations");
        assertThat(changed.changes().getFirst().fields())
                .extracting(f -> f.field() + ": " + f.from() + " > " + f.to())
                .containsExactly(
                        "migrations.tableName: shop_migrations > other", "migrations.disableTransactions: true > null");
        assertThat(changed.changes().get(1).fields()).hasSize(1);
        assertThat(files.export(FileFormat.ALACRAN, "testing").text())
                .contains("tableName: other", "tableName: 7")
                .doesNotContain("disableTransactions");
    }

    @Test
    void theyFollowAConnectionAndGoWithItAndThoseOfAnEnvironmentGoWhenAFileSaysSo() {
        files.apply(SHOP, false, false);

        connections.update(
                "shop@testing",
                DraftReader.read(
                        "staging", "store", Described.of(connections.get("shop@testing")), null, new Mistakes()));
        assertThat(files.export(FileFormat.ALACRAN, "staging").text()).contains("store:", "tableName: shop_migrations");
        connections.remove("store@staging");
        assertThat(files.export(FileFormat.ALACRAN, null).text()).doesNotContain("shop_migrations");

        assertThat(told(files.apply("environments: {testing: {}}", false, false)))
                .containsExactlyInAnyOrder("keep plain", "keep migrations");
        assertThat(told(files.apply("environments: {testing: {migrations: {}}}", false, true)))
                .containsExactly("remove migrations", "keep plain");
        assertThat(told(files.apply("environments: {testing: {}}", true, false)))
                .containsExactly("remove plain", "remove migrations");
        assertThat(files.export(FileFormat.ALACRAN, null).text()).doesNotContain("testing");
    }

    @Test
    void secretsAndTooMuchAreRefusedWithTheirLines() {
        String yaml = """
                environments:
                  testing:
                    migrations:
                      connection:
                        password: secret-1
                        apiKey: ${KEY}
                        passwordless: true
                        url: mysql://app:${PASSWORD}@db/shop
                        passwords: {app: secret-3}
                        jdbc: jdbc:mysql://db/shop?user=app&password=secret-4
                        secretKey: ${PASSWORD:-secret-5}
                        replica: jdbc:mysql://db/shop?password=${PASSWORD}&user=app
                      sources: ["postgres://app:secret-2@db/shop"]
                    connections:
                      shop:
                        client: pg
                        host: a.example.org
                        migrations: {stub: "%s"}
                      other: {client: pg, host: a.example.org, migrations: later}
                """.formatted("x".repeat(8_000));

        InvalidInputException refused =
                catchThrowableOfType(InvalidInputException.class, () -> files.apply(yaml, false, false));

        assertThat(refused.errors())
                .extracting(e -> e.field() + " " + e.message().replaceAll("; .*", ""))
                .containsExactly(
                        "line 5 testing.migrations.connection.password: looks like a secret, and this section is kept"
                                + " and exported as it is",
                        "line 9 testing.migrations.connection.passwords.app: looks like a secret, and this section is"
                                + " kept and exported as it is",
                        "line 10 testing.migrations.connection.jdbc: looks like a secret, and this section is kept and"
                                + " exported as it is",
                        "line 11 testing.migrations.connection.secretKey: looks like a secret, and this section is kept"
                                + " and exported as it is",
                        "line 13 testing.migrations.sources: looks like a secret, and this section is kept and exported"
                                + " as it is",
                        "line 18 testing.shop.migrations: has 8007 characters, 8000 are possible",
                        "line 19 testing.other.migrations: is a text, not names with values");
        assertThat(refused.toString() + refused.errors()).doesNotContain("secret-");
    }

    /** From another tool's file over the store to that tool's file again; Node says what each means. */
    @Test
    void whatIlanaHasOfMigrationsMeansTheSameAfterItWasApplied() throws Exception {
        String source = """
                const connections = {
                  testing: {
                    shop: {
                      client: "pg",
                      connection: { host: "a.example.org", database: "shop" },
                      migrations: { directory: "./shop", tableName: "migrations", loadExtensions: [".js", ".ts"] },
                    },
                  },
                  staging: { shop: { client: "pg", connection: { host: "b.example.org", database: "shop" } } },
                };
                const migrations = {
                  testing: { directory: "./all", disableTransactions: true },
                  staging: { directory: "./all", retries: 3, factor: 0.5 },
                };
                const env = process.env.NODE_ENV || "testing";
                module.exports = { connections: connections[env], migrations: migrations[env] };
                """;
        var read = files.read("ilana.config.js", source, null);
        assertThat(read.leftOut()).isEmpty();
        files.apply(read.yaml(), false, false);

        String written = files.export(FileFormat.ILANA, null).text();

        for (String environment : List.of("testing", "staging")) {
            Map<String, String> variables = Map.of("NODE_ENV", environment);
            assertThat(Node.exports(directory, written, variables))
                    .isEqualTo(Node.exports(directory, source, variables));
        }
        JsonNode knex =
                Node.exports(directory, files.export(FileFormat.KNEX, "staging").text(), Map.of());
        assertThat(knex.at("/staging/migrations/retries").asInt()).isEqualTo(3);
        assertThat(files.export(FileFormat.SPRING, "testing").leftOut())
                .contains("testing: migrations left out", "testing.shop: migrations left out");
    }

    private static List<String> told(Outcome outcome) {
        return outcome.changes().stream()
                .map(c -> c.action().word() + " " + c.name())
                .toList();
    }
}
