package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import io.alacran.FreePort;
import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.Lease;
import io.alacran.connection.NamedConnection;
import io.alacran.database.DatabaseEvent;
import io.alacran.database.DatabaseState;
import io.alacran.database.Reachability;
import io.alacran.engine.Login;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.DefaultApplicationArguments;

class ConnectionsTests {

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

    @Test
    void makesASampleOfRelatedTablesAtTheFirstStart() throws Exception {
        test.makeSample();

        assertThat(test.connections.get("sample").description()).contains("made-up");
        try (Lease lease = test.pools.lease("sample");
                Statement statement = lease.connection().createStatement()) {
            assertThat(number(statement, "select count(*) from customers")).isBetween(12L, 20L);
            assertThat(number(statement, "select count(*) from products")).isEqualTo(60);
            assertThat(number(statement, "select count(*) from orders")).isEqualTo(500);
            assertThat(number(statement, "select count(*) from order_items")).isGreaterThan(1_000);
            assertThat(number(statement, "select count(*) from pragma_foreign_key_check"))
                    .isZero();
        }
    }

    @Test
    void doesNotMakeTheSampleAgainAfterItWasRemoved() {
        test.makeSample();
        test.connections.remove("sample");
        test.makeSample();

        assertThat(test.connections.list()).isEmpty();
    }

    @Test
    void makesTheSampleAgainWhenItWasCutOffBeforeItsEnd() throws Exception {
        StoredConnections killed = mock(StoredConnections.class, delegatesTo(test.stored));
        doThrow(new IllegalStateException("killed")).when(killed).add(any(), any());
        assertThatThrownBy(
                        () -> new SampleConnection(test.files, killed, test.own).run(new DefaultApplicationArguments()))
                .hasMessage("killed");

        test.makeSample();

        try (Lease lease = test.pools.lease("sample");
                Statement statement = lease.connection().createStatement()) {
            assertThat(number(statement, "select count(*) from orders")).isEqualTo(500);
        }
    }

    @Test
    void ofTwoConnectionsOfOneNameMadeAtOnceOneIsRefused() {
        CyclicBarrier together = new CyclicBarrier(2);
        ConnectionDraft draft = TestConnections.server("far", "postgres", "db", 5432, "shop", "app", "p");
        Supplier<String> make = () -> {
            try {
                together.await();
                test.connections.create(draft);
                return "made";
            } catch (ProblemException e) {
                return e.kind().name();
            } catch (InterruptedException | BrokenBarrierException e) {
                return e.toString();
            }
        };
        CompletableFuture<String> other = CompletableFuture.supplyAsync(make);

        assertThat(List.of(make.get(), other.join())).containsExactlyInAnyOrder("made", "CONFLICT");
        assertThat(test.activity).containsExactly("connection.create far");
    }

    @Test
    void followsTheDatabasesThatSpeakSql() {
        Login login = new Login("app", "p", "shop");
        Reachability.Address address = new Reachability.Address("127.0.0.1", 1);
        databases.put("shop", "postgres", DatabaseState.READY, address, login);
        databases.put("cache", "redis", DatabaseState.READY, address, login);

        test.follower.on(new DatabaseEvent.Deployed("shop"));
        test.follower.on(new DatabaseEvent.Deployed("shop"));
        test.follower.on(new DatabaseEvent.Deployed("cache"));

        assertThat(test.connections.list()).singleElement().satisfies(made -> {
            assertThat(made.name()).isEqualTo("shop");
            assertThat(made.client()).isEqualTo("postgres");
            assertThat(made.managedDatabase()).isEqualTo("shop");
        });
        test.follower.on(new DatabaseEvent.Removed("shop"));
        assertThat(test.connections.list()).isEmpty();
    }

    @Test
    void namesEveryBadFieldAtOnce() {
        ConnectionDraft bad = TestConnections.draft("""
                {'name': 'No Good', 'client': 'postgres', 'host': 'db?x=y', 'port': 70000, 'databaseName': 'a/b',
                 'tls': 'maybe', 'environment': 'the moon', 'pool': {'min': 9, 'max': 3, 'acquireTimeoutMillis': 1}}
                """);

        assertThat(catchThrowableOfType(InvalidInputException.class, () -> test.connections.create(bad))
                        .errors())
                .extracting(FieldError::field)
                .containsExactly(
                        "name",
                        "host",
                        "port",
                        "databaseName",
                        "tls",
                        "environment",
                        "pool.acquireTimeoutMillis",
                        "pool.min");
    }

    @Test
    void opensNoFileOutsideTheDirectoriesForThem() {
        for (String file : new String[] {"store.mv.db", "/etc/passwd", "sqlite/../secret.key", "../x.db", ""}) {
            assertThatThrownBy(() -> test.connections.create(sqlite("files", file)))
                    .as(file)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("filename");
        }
    }

    @Test
    void createsChangesAndRemovesWithTheActionsOnRecord() throws Exception {
        Files.createDirectories(home.resolve("sqlite"));
        Files.createFile(home.resolve("sqlite/a.db"));
        test.connections.create(sqlite("files", "sqlite/a.db"));
        assertThatThrownBy(() -> test.connections.create(sqlite("files", "sqlite/a.db")))
                .hasMessageContaining("taken");
        NamedConnection changed = test.connections.update("files", TestConnections.draft("""
                        {'description': 'mine', 'filename': 'sqlite/a.db', 'readOnly': true, 'environment': 'staging',
                         'pool': {'min': 0, 'max': 1}, 'isDefault': true}
                        """));
        test.connections.remove("files");

        assertThat(changed.readOnly()).isTrue();
        assertThat(changed.pool()).satisfies(pool -> {
            assertThat(pool.min()).isZero();
            assertThat(pool.max()).isEqualTo(1);
            assertThat(pool.acquireTimeoutMillis()).isEqualTo(10_000);
        });
        assertThat(test.activity)
                .containsExactly("connection.create files", "connection.move files", "connection.remove files");
        assertThatThrownBy(() -> test.connections.get("files"))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
    }

    @Test
    void storesPasswordsOnlyEncryptedForTheirConnection() {
        test.connections.create(TestConnections.server("far", "postgres", "db", 5432, "shop", "app", "pw-of-app"));

        assertThat(test.store
                        .sql("select password_encrypted from named_connection")
                        .query(String.class)
                        .single())
                .isEqualTo("for connection/" + test.connections.get("far").id() + "/password:pw-of-app");
        assertThat(test.connections.get("far").toString()).doesNotContain("pw-of-app");
    }

    @Test
    void sendsAStoredPasswordToNoOtherServer() {
        test.connections.create(TestConnections.server("far", "postgres", "db", 5432, "shop", "app", "pw-of-app"));
        for (ConnectionDraft elsewhere : List.of(
                far("postgres", "evil.example", 5432, "disable"),
                far("postgres", "db", 6666, "disable"),
                far("postgres", "db", 5432, "require"))) {
            assertThat(catchThrowableOfType(
                                    InvalidInputException.class, () -> test.connections.update("far", elsewhere))
                            .errors())
                    .extracting(FieldError::field)
                    .containsExactly("password");
        }
        assertThatThrownBy(() -> test.connections.update("far", far("mysql", "db", 5432, "disable")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("client");

        test.connections.update("far", far("postgres", "db", 5432, "disable"));
        String id = test.connections.get("far").id();
        assertThat(test.table.credentials(id).password()).isEqualTo("for connection/" + id + "/password:pw-of-app");
        test.connections.update(
                "far", TestConnections.server("far", "postgres", "db2", 5432, "shop", "app", "another"));
        assertThat(test.table.credentials(id).password()).isEqualTo("for connection/" + id + "/password:another");
    }

    @Test
    void saysHowFullAFullPoolIs() {
        test.makeSample();
        NamedConnection sample = test.connections.get("sample");
        test.connections.update(
                "sample",
                TestConnections.draft("{'filename': '%s', 'pool': {'max': 2, 'acquireTimeoutMillis': 300}}"
                        .formatted(sample.filename())));
        try (Lease one = test.pools.lease("sample");
                Lease two = test.pools.lease("sample")) {
            assertThatThrownBy(() -> test.pools.lease("sample"))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("total=2, active=2, idle=0, waiting=1");
            assertThat(one.connection()).isNotSameAs(two.connection());
            try (Lease spare = test.pools.spare("sample")) {
                assertThat(spare.connection()).isNotNull();
            }
        }
        assertThat(test.pools.stats("sample").orElseThrow().active()).isZero();
    }

    @Test
    void failsAtOnceWithTheCauseWhenNobodyAnswers() throws Exception {
        int free = FreePort.next();
        for (String client : new String[] {"postgres", "mariadb"}) {
            test.connections.create(
                    TestConnections.server("gone-" + client, client, "127.0.0.1", free, "shop", "app", "pw-of-app"));
            Instant start = Instant.now();

            assertThatThrownBy(() -> test.pools.lease("gone-" + client))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("127.0.0.1:" + free)
                    .hasMessageContaining("refused")
                    .message()
                    .doesNotContain("pw-of-app");
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void replacesThePoolWhenTheConnectionChangesAndLetsRunningWorkEnd() throws Exception {
        test.makeSample();
        String filename = test.connections.get("sample").filename();
        try (Lease before = test.pools.lease("sample")) {
            test.connections.update(
                    "sample", TestConnections.draft("{'filename': '%s', 'readOnly': true}".formatted(filename)));
            try (Lease after = test.pools.lease("sample");
                    Statement statement = after.connection().createStatement()) {
                assertThatThrownBy(() -> statement.execute("create table t (a)"))
                        .hasMessageContaining("readonly");
            }
            try (Statement statement = before.connection().createStatement()) {
                assertThat(number(statement, "select 1")).isEqualTo(1);
            }
        }
    }

    private static ConnectionDraft far(String client, String host, int port, String tls) {
        return TestConnections.draft("""
                {'name': 'far', 'client': '%s', 'host': '%s', 'port': %d, 'databaseName': 'shop', 'username': 'app',
                 'tls': '%s'}
                """.formatted(client, host, port, tls));
    }

    private static ConnectionDraft sqlite(String name, String filename) {
        return TestConnections.file(name, filename, false);
    }

    private static long number(Statement statement, String sql) throws Exception {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
