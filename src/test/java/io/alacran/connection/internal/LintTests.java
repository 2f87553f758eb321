package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.connection.ConnectionLint.Finding;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolSetting;
import io.alacran.connection.PoolSettings;
import io.alacran.connection.SlowStatementSettings;
import io.alacran.engine.SessionSettings;
import io.alacran.engine.TlsMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LintTests {

    private static final PoolSettings SMALL = new PoolSettings(0, 5, 10_000);

    @Test
    void saysNothingOfAConnectionThatIsAllRight() {
        assertThat(lint(good("shop"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"db1", "test", "new", "connection-2", "mysql", "postgres1", "temp", "x"})
    void aNameThatSaysNothingIsUnclear(String name) {
        assertThat(lint(good(name))).extracting(Finding::id).containsExactly("unclear-name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"testing-orders", "dbx", "newsletter", "sample", "analytics"})
    void aNameThatSaysSomethingIsNot(String name) {
        assertThat(lint(good(name))).isEmpty();
    }

    @Test
    void aMissingDescriptionIsMissed() {
        assertThat(lint(server("shop", "db.internal", "staging", TlsMode.VERIFY, false, " ", "app", SMALL)))
                .extracting(Finding::id, Finding::field)
                .containsExactly(org.assertj.core.api.Assertions.tuple("no-description", "description"));
    }

    @Test
    void productionNeedsTlsUnlessItIsOnThisMachine() {
        assertThat(lint(server("shop", "db.internal", "production", TlsMode.DISABLE, false, "d", "app", SMALL)))
                .extracting(Finding::id)
                .containsExactly("production-without-tls", "no-statement-timeout");
        assertThat(lint(server("shop", "db.internal", "production", TlsMode.REQUIRE, false, "d", "app", SMALL)))
                .extracting(Finding::id)
                .containsExactly("tls-not-verified", "no-statement-timeout");
        assertThat(lint(server("shop", "127.0.0.1", "production", TlsMode.DISABLE, false, "d", "app", SMALL)))
                .extracting(Finding::id)
                .containsExactly("no-statement-timeout");
    }

    @Test
    void aPublicAddressNeedsTlsInEveryEnvironment() {
        assertThat(lint(server("shop", "203.0.113.7", "development", TlsMode.DISABLE, false, "d", "app", SMALL)))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.id()).isEqualTo("public-without-tls");
                    assertThat(f.what()).contains("203.0.113.7");
                });
        assertThat(lint(server("shop", "192.168.4.7", "development", TlsMode.DISABLE, false, "d", "app", SMALL)))
                .isEmpty();
    }

    @Test
    void aDefaultThatMayWriteInProductionIsDangerous() {
        assertThat(lint(server("shop", "db.internal", "production", TlsMode.VERIFY, true, "d", "app", SMALL)))
                .extracting(Finding::id)
                .contains("production-default");
    }

    @Test
    void asSuperuserInProductionIsTooMuch() {
        assertThat(lint(server("shop", "db.internal", "production", TlsMode.VERIFY, false, "d", "postgres", SMALL)))
                .extracting(Finding::id)
                .contains("superuser");
    }

    @Test
    void whatReadsLikeProductionShouldBeMarkedSo() {
        assertThat(lint(server("shop-prod", "db", "development", TlsMode.VERIFY, false, "d", "app", SMALL)))
                .extracting(Finding::id)
                .containsExactly("environment");
        assertThat(lint(server("products", "db", "development", TlsMode.VERIFY, false, "d", "app", SMALL)))
                .isEmpty();
    }

    @Test
    void aPasswordThatIsANameIsGuessedFirst() {
        NamedConnection c = good("shop");
        assertThat(new Lint(List.of(new LintSubject(c, "s", "p", true, null, OptionalInt.empty())))
                        .findings()
                        .get("shop@staging"))
                .extracting(Finding::id)
                .containsExactly("password-is-name");
    }

    @Test
    void aDatabaseOfThisConsoleReachedByItsMappedPortShouldBeLinked() {
        NamedConnection c = good("orders");
        assertThat(new Lint(List.of(new LintSubject(c, "s", "p", false, "shop", OptionalInt.empty())))
                        .findings()
                        .get("orders@staging"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.id()).isEqualTo("not-linked");
                    assertThat(f.what()).contains("shop");
                });
    }

    @Test
    void twoToOnePlaceAreOneTooManyUnlessTheyDiffer() {
        NamedConnection reader =
                server("reader", "db.internal", "staging", TlsMode.VERIFY, false, "d", "reader", SMALL);
        Map<String, List<Finding>> found = new Lint(List.of(
                        subject(good("shop"), OptionalInt.empty()),
                        subject(good("orders"), OptionalInt.empty()),
                        subject(reader, OptionalInt.empty())))
                .findings();

        assertThat(found.get("shop@staging")).singleElement().satisfies(f -> {
            assertThat(f.id()).isEqualTo("same-place");
            assertThat(f.what()).contains("orders").doesNotContain("reader");
        });
        assertThat(found.get("orders@staging")).extracting(Finding::id).containsExactly("same-place");
        assertThat(found.get("reader@staging")).isEmpty();
    }

    @Test
    void allPoolsToAServerTogetherMayNotExceedWhatItAllows() {
        NamedConnection one = server("one-shop", "db", "staging", TlsMode.VERIFY, false, "d", "a", pool(60));
        NamedConnection two = server("two-shop", "db", "staging", TlsMode.VERIFY, false, "d", "b", pool(50));
        List<LintSubject> both = List.of(subject(one, OptionalInt.of(100)), subject(two, OptionalInt.of(100)));

        assertThat(new Lint(both).findings().get("one-shop@staging"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.id()).isEqualTo("more-than-the-server-allows");
                    assertThat(f.field()).isEqualTo("pool.max");
                    assertThat(f.what())
                            .contains("one-shop, two-shop")
                            .contains("110")
                            .contains("allows 100");
                });
        assertThat(new Lint(List.of(subject(one, OptionalInt.of(60))))
                        .findings()
                        .get("one-shop@staging"))
                .isEmpty();
    }

    @Test
    void aSettingOfThePoolThatDoesNotTakeEffectAsAskedIsSaid() {
        PoolSettings asked = new PoolSettings(
                Map.of(PoolSetting.IDLE_TIMEOUT, 5_000L, PoolSetting.REAP_INTERVAL, 1_000L, PoolSetting.MAX, 5L));
        assertThat(lint(server("shop", "db", "staging", TlsMode.VERIFY, false, "d", "a", asked)))
                .extracting(Finding::id)
                .containsExactlyInAnyOrder("pool-idleTimeoutMillis", "pool-reapIntervalMillis");

        PoolSettings fixed =
                new PoolSettings(Map.of(PoolSetting.IDLE_TIMEOUT, 60_000L, PoolSetting.MIN, 5L, PoolSetting.MAX, 5L));
        assertThat(lint(server("shop", "db", "staging", TlsMode.VERIFY, false, "d", "a", fixed)))
                .singleElement()
                .satisfies(
                        f -> assertThat(f.what()).isEqualTo("idleTimeoutMillis was set to 60000 and has no effect."));
    }

    private static PoolSettings pool(int max) {
        return new PoolSettings(0, max, 10_000);
    }

    private static List<Finding> lint(NamedConnection... connections) {
        return new Lint(Arrays.stream(connections)
                        .map(c -> subject(c, OptionalInt.empty()))
                        .toList())
                .findings()
                .getOrDefault(connections[0].reference(), List.of());
    }

    private static LintSubject subject(NamedConnection c, OptionalInt sessions) {
        String server = "postgres " + c.host();
        return new LintSubject(c, server, server + "/" + c.databaseName(), false, null, sessions);
    }

    private static NamedConnection good(String name) {
        return server(name, "db.internal", "staging", TlsMode.VERIFY, false, "What it is for", "app", SMALL);
    }

    private static NamedConnection server(
            String name,
            String host,
            String environment,
            TlsMode tls,
            boolean isDefault,
            @Nullable String description,
            String username,
            PoolSettings pool) {
        return new NamedConnection(
                "id-" + name,
                name,
                description,
                "postgres",
                host,
                5432,
                "shop",
                null,
                username,
                null,
                tls,
                null,
                null,
                false,
                SessionSettings.NONE,
                null,
                null,
                SlowStatementSettings.DEFAULT,
                Map.of(),
                environment,
                null,
                List.of(),
                null,
                null,
                pool,
                isDefault,
                Instant.EPOCH);
    }
}
