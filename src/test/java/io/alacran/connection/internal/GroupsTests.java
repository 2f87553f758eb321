package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.ConnectionGroup.Balance;
import io.alacran.connection.ConnectionGroup.Fallback;
import io.alacran.connection.ConnectionGroup.Replica;
import io.alacran.connection.ConnectionRenamed;
import io.alacran.connection.GroupDraft;
import io.alacran.connection.NamedConnection;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupsTests {

    @TempDir
    Path home;

    private TestConnections test;

    @BeforeEach
    void open() {
        test = TestConnections.withSample(home);
        List.of("main", "one", "two").forEach(name -> make(name, "postgres"));
    }

    @AfterEach
    void close() {
        test.close();
    }

    private void make(String name, String client) {
        test.connections.create(TestConnections.server(name, client, "127.0.0.1", 4999, "shop" + name, "app", "pw"));
    }

    private void make(String name, String client, String environment) {
        ConnectionDraft draft = TestConnections.server(name, client, "127.0.0.1", 4999, "shop" + name, "app", "pw");
        test.connections.create(draft.named(name, environment));
    }

    private static GroupDraft draft(String name, String primary, String... replicas) {
        return draftIn(null, name, primary, replicas);
    }

    private static GroupDraft draftIn(@Nullable String environment, String name, String primary, String... replicas) {
        return new GroupDraft(
                name,
                environment,
                "The shop",
                primary,
                List.of(replicas).stream()
                        .map(r -> new GroupDraft.Replica(r, null))
                        .toList(),
                null,
                null,
                null,
                null);
    }

    /** A bare name that may mean connections does not end up at the primary of a group elsewhere. */
    @Test
    void aNameThatConnectionsHaveMeansNoGroupOfAnotherEnvironment() {
        ConnectionGroup made = test.groups.create(draft("shop", "main", "one"));
        assertThat(test.groups.find("shop", "production")).contains(made);
        for (String environment : List.of("staging", "testing")) {
            make("shop", "postgres", environment);
        }

        assertThat(test.groups.find("shop", "production")).isEmpty();
        assertThatThrownBy(() -> test.connections.get("shop", "production"))
                .hasMessage("The name 'shop' may mean several: the connection in staging and the connection in testing"
                        + " and the group in development.");
        assertThat(test.groups.find("shop@development", "production")).contains(made);
    }

    @Test
    void aNameOfAConnectionAndAGroupElsewhereIsRefusedWithBoth() {
        make("shop", "postgres", "staging");
        List.of("main", "one").forEach(name -> make(name, "postgres", "production"));
        ConnectionGroup made = test.groups.create(draftIn("production", "shop", "main", "one"));

        assertThat(test.groups.find("shop")).isEmpty();
        assertThat(test.connections.find("shop")).isEmpty();
        for (Runnable ask : List.<Runnable>of(
                () -> test.connections.get("shop"),
                () -> test.connections.get("shop", "testing"),
                () -> test.groups.get("shop"),
                () -> test.pools.lease("shop"))) {
            conflict(ask, "The name 'shop' may mean several: the connection in staging and the group in production.");
        }
        assertThatThrownBy(() -> test.connections.get("shop"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.remedy()).isEqualTo("Say which: shop@production or shop@staging."));
        assertThat(test.connections.get("shop", "staging").environment()).isEqualTo("staging");
        assertThat(test.connections.get("shop@staging").environment()).isEqualTo("staging");
        assertThat(test.groups.find("shop", "production")).contains(made);
        assertThat(test.groups.get("shop@production")).isEqualTo(made);
        assertThatThrownBy(() -> test.connections.get("shop", "production"))
                .hasMessage("There is no connection named 'shop' in production; there is one in staging.");
    }

    @Test
    void keepsWhatWasAskedAndFillsInTheRest() {
        AtomicInteger told = new AtomicInteger();
        test.groups.follow(told::incrementAndGet);
        ConnectionGroup made = test.groups.create(draft("shop", "main", "two", "one"));
        assertThat(made.environment()).isEqualTo("development");
        assertThat(made.client()).isEqualTo("postgres");
        assertThat(made.balance()).isEqualTo(Balance.ROUND_ROBIN);
        assertThat(made.maxLagMs()).isNull();
        assertThat(made.stickyMs()).isEqualTo(5_000);
        assertThat(made.fallback()).containsExactly(Fallback.PRIMARY);
        assertThat(test.groups.get("shop")).isEqualTo(made);
        assertThat(made.members()).containsExactly("main", "two", "one");
        assertThat(test.groups.standIn("shop")).map(NamedConnection::name).contains("main");
        assertThat(test.groups.standIn("one")).map(NamedConnection::name).contains("one");

        ConnectionGroup changed = test.groups.update(
                "shop",
                new GroupDraft(
                        "web",
                        null,
                        null,
                        "one",
                        List.of(new GroupDraft.Replica("main", 7)),
                        "least-waiting",
                        2_000L,
                        0L,
                        List.of("replicas", "primary")));
        assertThat(test.groups.list()).containsExactly(changed);
        assertThat(changed.id()).isEqualTo(made.id());
        assertThat(changed.createdAt()).isEqualTo(made.createdAt());
        assertThat(changed.replicas()).containsExactly(new Replica("main", 7));
        assertThat(changed.fallback()).containsExactly(Fallback.REPLICAS, Fallback.PRIMARY);
        assertThat(test.groups.find("shop")).isEmpty();
        test.groups.remove("web");
        assertThat(test.groups.list()).isEmpty();
        assertThat(told).hasValue(3);
        assertThat(test.activity)
                .contains("group.create shop", "group.update web", "group.rename shop", "group.remove web");
        assertThat(test.published).contains(new ConnectionRenamed("shop@development", "web@development"));
        assertThatThrownBy(() -> test.groups.get("web"))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.kind()).isEqualTo(ProblemException.Kind.NOT_FOUND));
    }

    @Test
    void namesEveryBadFieldAtOnce() {
        make("other", "mariadb");
        GroupDraft draft = new GroupDraft(
                "Shop!",
                "Moon!",
                "d".repeat(1_001),
                "main",
                List.of(
                        new GroupDraft.Replica("main", 0),
                        new GroupDraft.Replica("other", 1_001),
                        new GroupDraft.Replica("nobody", null),
                        new GroupDraft.Replica(null, null)),
                "fair",
                -1L,
                86_400_001L,
                List.of("primary", "heaven", "primary"));
        assertThatThrownBy(() -> test.groups.create(draft))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::field)
                                .containsExactly(
                                        "name",
                                        "description",
                                        "environment",
                                        "primary",
                                        "replicas[0].connection",
                                        "replicas[0].weight",
                                        "replicas[1].connection",
                                        "replicas[1].weight",
                                        "replicas[2].connection",
                                        "replicas[3].connection",
                                        "balance",
                                        "maxLagMs",
                                        "stickyMs",
                                        "fallback[1]",
                                        "fallback[2]"));
        refused(draft("shop", "sample", "one"), "primary", "sqlite");
        refused(draft("shop", "main", "other"), "replicas[0].connection", "mariadb");
        refused(draft("shop", "main", "main"), "replicas[0].connection", "is the primary");
        refused(draft("shop", "main", "one", "one"), "replicas[1].connection", "twice");
        refused(draft("shop", "main"), "replicas", "1 to 50");
        refused(draft("shop", "", "one"), "primary", "needed");
        refused(draft("shop", "nobody", "one"), "primary", "no connection named 'nobody'");
        assertThat(test.groups.list()).isEmpty();
    }

    private void refused(GroupDraft draft, String field, String says) {
        assertThatThrownBy(() -> test.groups.create(draft))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors()).anySatisfy(error -> {
                            assertThat(error.field()).isEqualTo(field);
                            assertThat(error.message()).contains(says);
                        }));
    }

    @Test
    void aGroupAndAConnectionDoNotShareAName() {
        conflict(() -> test.groups.create(draft("one", "main", "two")), "taken by a connection");
        test.groups.create(draft("shop", "main", "one"));
        conflict(() -> test.groups.create(draft("shop", "main", "two")), "taken by another group");
        conflict(() -> make("shop", "postgres"), "taken by a group");
        conflict(() -> test.connections.update("two", named("shop")), "taken by a group");
        assertThat(test.connections.refusals(
                        null, TestConnections.server("shop", "postgres", "127.0.0.1", 4999, "x", "app", "pw")))
                .extracting(FieldError::message)
                .containsExactly("'shop' is taken by a group of development");
    }

    private static void conflict(Runnable act, String says) {
        assertThatThrownBy(act::run)
                .isInstanceOfSatisfying(
                        ProblemException.class, p -> assertThat(p.kind()).isEqualTo(ProblemException.Kind.CONFLICT))
                .hasMessageContaining(says);
    }

    private static ConnectionDraft named(String name) {
        return TestConnections.draft("""
                {'name': '%s', 'client': 'postgres', 'host': '127.0.0.1', 'port': 4999, 'databaseName': 'x',
                 'username': 'app'}
                """.formatted(name));
    }

    @Test
    void membersMayGetOtherNamesButStayMembers() {
        test.groups.create(draft("shop", "main", "one", "two"));
        test.connections.update("one", named("uno"));
        assertThat(test.groups.get("shop").members()).containsExactly("main", "uno", "two");

        conflict(() -> test.connections.remove("uno"), "member of the group shop");
        assertThatThrownBy(() -> test.connections.update("uno", inProduction("uno")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("stays 'development' while it is a member of the group shop");

        // A managed database that goes takes its connection along
        test.stored.forget(test.connections.get("uno"));
        assertThat(test.groups.get("shop").members()).containsExactly("main", "two");
        test.stored.forget(test.connections.get("main"));
        assertThat(test.groups.list()).isEmpty();
        test.connections.remove("two");
    }

    private static ConnectionDraft inProduction(String name) {
        return TestConnections.draft("""
                {'name': '%s', 'client': 'postgres', 'host': '127.0.0.1', 'port': 4999, 'databaseName': 'shopone',
                 'username': 'app', 'environment': 'production'}
                """.formatted(name));
    }
}
