package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.ConnectionRenamed;
import io.alacran.connection.Environments;
import io.alacran.connection.Environments.Environment;
import io.alacran.connection.Lease;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolStats;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One name in several environments: several connections. */
class EnvironmentsTests {

    @TempDir
    Path home;

    private TestConnections test;

    @BeforeEach
    void open() {
        test = new TestConnections(home, new FakeDatabases());
    }

    @AfterEach
    void close() {
        test.close();
    }

    private void openIn(String env) {
        test.close();
        test = new TestConnections(home, new FakeDatabases(), env);
    }

    private NamedConnection make(String name, String environment) {
        return test.connections.create(draft(name, environment, false));
    }

    private static ConnectionDraft draft(String name, String environment, boolean isDefault) {
        return TestConnections.draft(
                "{'name': '%s', 'client': 'sqlite', 'filename': 'sqlite/%s-%s.db', 'environment': '%s', 'isDefault': %s}"
                        .formatted(name, name, environment, environment, isDefault));
    }

    /** A bare name, said where nothing else is said, and said in staging. */
    @ParameterizedTest(name = "ALACRAN_ENV={0}, in {1}: shop is {2}, in staging it is {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                // Nothing set: the only one will do, and several have to be told apart
                "-, development, development, development",
                "-, production, production, production",
                "-, development production, development, CONFLICT",
                "-, testing production, CONFLICT, CONFLICT",
                "-, staging production, CONFLICT, staging",
                "-, '', NOT_FOUND, NOT_FOUND",
                // Set: no other environment is meant, whatever there is
                "staging, production, NOT_FOUND, NOT_FOUND",
                "staging, development staging, staging, staging",
                "staging, testing production, NOT_FOUND, NOT_FOUND",
                "development, production, NOT_FOUND, NOT_FOUND",
                "development, development staging, development, staging"
            })
    void whatABareNameMeans(String env, String where, String plain, String inStaging) {
        openIn(env == null ? "" : env);
        List.of(where.split(" ")).stream().filter(e -> !e.isEmpty()).forEach(e -> make("shop", e));

        assertThat(meant(() -> test.connections.get("shop"))).isEqualTo(plain);
        assertThat(meant(() -> test.connections.get("shop", "staging"))).isEqualTo(inStaging);
        assertThat(test.connections.find("shop").isPresent()).isEqualTo(!plain.matches("[A-Z_]+"));
        assertThat(test.connections.find("shop", "staging").isPresent()).isEqualTo(!inStaging.matches("[A-Z_]+"));
    }

    private static String meant(java.util.function.Supplier<NamedConnection> name) {
        try {
            return name.get().environment();
        } catch (ProblemException e) {
            return e.kind().name();
        }
    }

    @Test
    void aReferenceIsExactlyThatOneWhereverItIsSaid() {
        openIn("staging");
        NamedConnection made = make("shop", "production");

        assertThat(made.reference()).isEqualTo("shop@production");
        assertThat(test.connections.get("shop@production")).isEqualTo(made);
        assertThat(test.connections.get("shop@production", "testing")).isEqualTo(made);
        assertThatThrownBy(() -> test.connections.get("shop@testing"))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND);
                    assertThat(e)
                            .hasMessage("There is no connection named 'shop' in testing; there is one in production.");
                    assertThat(e.remedy()).isEqualTo("Say which is meant: shop@production.");
                });
    }

    @Test
    void whatMayMeanSeveralIsRefusedWithTheChoices() {
        make("shop", "staging");
        make("shop", "production");

        assertThatThrownBy(() -> test.pools.lease("shop")).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.CONFLICT);
            assertThat(e.getMessage()).contains("in production and staging");
            assertThat(e.remedy()).isEqualTo("Say which: shop@production or shop@staging.");
        });
    }

    @Test
    void theSameNameInTwoEnvironmentsHasTwoPoolsToTwoPlaces() throws Exception {
        make("shop", "development");
        make("shop", "production");
        Files.createDirectories(home.resolve("sqlite"));
        Files.createFile(home.resolve("sqlite/shop-development.db"));
        Files.createFile(home.resolve("sqlite/shop-production.db"));

        try (Lease there = test.pools.lease("shop@production")) {
            run(there, "create table orders (id integer)");
            assertThat(test.pools.stats("shop@development")).isEmpty();
            try (Lease bare = test.pools.lease("shop")) {
                run(bare, "create table orders (id integer)");
                run(bare, "insert into orders values (1), (2)");
                assertThat(count(bare)).isEqualTo(2);
                assertThat(count(there)).isZero();
                assertThat(active("shop@development")).isEqualTo(1);
            }
            assertThat(active("shop@development")).isZero();
            assertThat(active("shop@production")).isEqualTo(1);
        }
        test.connections.evict("shop@production");
        assertThat(test.activity).contains("connection.evict shop");
    }

    @Test
    void eachEnvironmentHasADefaultOfItsOwn() {
        test.connections.create(draft("shop", "development", true));
        test.connections.create(draft("shop", "production", true));
        make("orders", "production");

        test.connections.makeDefault("orders@production");

        assertThat(test.connections.list())
                .filteredOn(NamedConnection::isDefault)
                .extracting(NamedConnection::reference)
                .containsExactly("orders@production", "shop@development");
        assertThat(test.environments.list())
                .containsExactly(
                        new Environment("development", 1, "shop"),
                        new Environment("testing", 0, null),
                        new Environment("staging", 0, null),
                        new Environment("production", 2, "orders"));
    }

    @Test
    void whoIsMovedIsToldToThoseWhoKeepNamesAndTakesNoDefaultAway() {
        NamedConnection made = test.connections.create(draft("shop", "development", true));
        test.connections.create(draft("orders", "staging", true));

        NamedConnection moved = test.connections.update("shop", draft("shop", "staging", true));

        assertThat(moved.id()).isEqualTo(made.id());
        assertThat(test.published).containsExactly(new ConnectionRenamed("shop@development", "shop@staging"));
        assertThat(test.activity).last().isEqualTo("connection.move shop");
        assertThat(test.connections.get("shop@staging").isDefault()).isFalse();
        assertThat(test.connections.get("orders@staging").isDefault()).isTrue();
        assertThat(test.connections.find("shop@development")).isEmpty();
    }

    @Test
    void aDefaultThatIsMovedWhereNoneIsStaysOne() {
        test.connections.create(draft("shop", "development", true));

        assertThat(test.connections
                        .update("shop", draft("shop", "testing", true))
                        .isDefault())
                .isTrue();
    }

    @Test
    void aChangeThatNamesNoEnvironmentMovesNothingAndANewOneGoesToTheConsolesOwn() {
        openIn("staging");
        make("shop", "production");
        ConnectionDraft silent = TestConnections.draft("{'client': 'sqlite', 'filename': 'sqlite/a.db'}");

        assertThat(test.connections.update("shop@production", silent).environment())
                .isEqualTo("production");
        assertThat(test.connections
                        .create(TestConnections.file("orders", "sqlite/b.db", false))
                        .environment())
                .isEqualTo("staging");
    }

    @Test
    void aNameIsTakenOnlyInItsEnvironment() {
        make("shop", "development");
        make("shop", "production");

        assertThatThrownBy(() -> make("shop", "production"))
                .isInstanceOf(ProblemException.class)
                .hasMessage("The name 'shop' is taken by another connection of production.");
        assertThat(test.connections.refusals("shop@development", draft("shop", "production", false)))
                .extracting(FieldError::field)
                .containsExactly("name");
        assertThat(test.connections.refusals("shop@development", draft("shop", "staging", false)))
                .isEmpty();
        assertThatThrownBy(() -> test.connections.update("shop@development", draft("shop", "production", false)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void anEnvironmentIsAnyShortWord() {
        make("shop", "production-eu");

        assertThat(test.connections.get("shop").isProduction()).isTrue();
        assertThat(test.environments.list()).last().isEqualTo(new Environment("production-eu", 1, null));
        for (String bad : List.of("", "Production", "pro duction", "-x", "x-", "a@b", "x".repeat(21))) {
            assertThatThrownBy(() -> make("other", bad))
                    .as(bad)
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            e -> assertThat(e.errors())
                                    .extracting(FieldError::field)
                                    .containsExactly("environment"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "production, true",
        "production-eu, true",
        "prod, true",
        "live, true",
        "development, false",
        "preproduction, false",
        "staging, false",
        "products, false"
    })
    void whichEnvironmentsAreProduction(String word, boolean production) {
        assertThat(Environments.isProduction(word)).isEqualTo(production);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Staging", "st aging", "staging!", "a-very-long-environment"})
    void theConsoleDoesNotStartInWhatCannotBeAnEnvironment(String env) {
        assertThatThrownBy(() -> new OwnEnvironment(env)).isInstanceOfSatisfying(BadEnvironmentException.class, e -> {
            assertThat(e).hasMessageContaining("ALACRAN_ENV is '" + env + "'");
            assertThat(new BadEnvironment().analyze(e, e).getAction()).contains("such as staging");
        });
    }

    private int active(String connection) {
        return test.pools.stats(connection).map(PoolStats::active).orElseThrow();
    }

    private static void run(Lease lease, String sql) throws SQLException {
        try (Statement statement = lease.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(Lease lease) throws SQLException {
        try (Statement statement = lease.connection().createStatement();
                ResultSet row = statement.executeQuery("select count(*) from orders")) {
            row.next();
            return row.getInt(1);
        }
    }
}
