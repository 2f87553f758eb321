package io.alacran.workbench.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alacran.Await;
import io.alacran.connection.GroupDraft;
import io.alacran.connection.GroupMember;
import io.alacran.connection.Lease;
import io.alacran.connection.internal.TestConnections;
import io.alacran.connection.internal.TestServer;
import io.alacran.workbench.AnsweredBy;
import io.alacran.workbench.Query;
import io.alacran.workbench.internal.Statements.Kind;
import io.alacran.workbench.internal.Statements.Made;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Groups on a primary of PostgreSQL with two standbys, and on one of MariaDB with a replica. */
@Tag("docker")
@Timeout(240)
class GroupsIT {

    private static final Pattern MARK = Pattern.compile("/\\* n(\\d+) \\*/");
    private static final int STATEMENTS = 5_000;

    private static final List<TestServer> SERVERS = new ArrayList<>();
    private static TestServer main;
    private static TestServer one;
    private static TestServer two;
    private static TestServer sea;
    private static TestServer bay;

    @TempDir
    Path home;

    private TestConnections connections;
    private TestWorkbench workbench;

    @BeforeAll
    static void start() {
        // At the same time, each pair in its order
        CompletableFuture<List<TestServer>> postgres = CompletableFuture.supplyAsync(() -> {
            TestServer primary = kept(TestServer.postgresPrimary());
            primary.psql(Statements.POSTGRES_TABLES);
            return List.of(primary, kept(primary.postgresReplica("one")), kept(primary.postgresReplica("two")));
        });
        sea = kept(TestServer.mariadbPrimary());
        bay = kept(sea.mariadbReplica());
        sea.root("grant replica monitor on *.* to app@'%'; " + Statements.MARIADB_TABLES);
        main = postgres.join().get(0);
        one = postgres.join().get(1);
        two = postgres.join().get(2);
    }

    private static synchronized TestServer kept(TestServer server) {
        SERVERS.add(server);
        return server;
    }

    @AfterAll
    static void stop() {
        SERVERS.forEach(TestServer::close);
        SERVERS.clear();
    }

    @BeforeEach
    void open() {
        connections = TestConnections.empty(home);
        connect("main", "postgres", main);
        connect("one", "postgres", one);
        connect("two", "postgres", two);
        connect("sea", "mariadb", sea);
        connect("bay", "mariadb", bay);
        workbench = new TestWorkbench(home, connections, Long.MAX_VALUE);
        awaitReplicated();
    }

    private void connect(String name, String client, TestServer server) {
        var at = server.address();
        connections.connections.create(TestConnections.draft("""
                {'name': '%s', 'client': '%s', 'host': '%s', 'port': %d, 'databaseName': 'shop', 'username': '%s',
                 'password': '%s', 'pool': {'max': 8, 'acquireTimeoutMillis': 5000}}
                """.formatted(
                        name, client, at.host(), at.port(), TestServer.LOGIN.username(), TestServer.LOGIN.password())));
    }

    private static void awaitReplicated() {
        Await.until(() -> one.psql("select count(*) from pg_class where relname = 'ready'")
                .equals("1"));
        Await.until(() -> two.psql("select count(*) from pg_class where relname = 'ready'")
                .equals("1"));
        Await.until(() -> bay.root("select count(*) from information_schema.tables where table_name = 'ready'")
                .equals("1"));
    }

    @AfterEach
    void close() {
        connections.close();
    }

    private void group(
            String name,
            String primary,
            Map<String, Integer> replicas,
            String balance,
            @Nullable Long lag,
            long sticky) {
        connections.groups.create(new GroupDraft(
                name,
                null,
                null,
                primary,
                replicas.entrySet().stream()
                        .map(r -> new GroupDraft.Replica(r.getKey(), r.getValue()))
                        .toList(),
                balance,
                lag,
                sticky,
                null));
    }

    private static final Map<String, Integer> BOTH = new TreeMap<>(Map.of("one", 1, "two", 1));

    private static String answered(Query query, int result) {
        return Objects.requireNonNull(query.results().get(result).answeredBy()).member();
    }

    private AnsweredBy run(String group, String sql, String session) {
        try (Query query = workbench.run(group, sql, session)) {
            assertThat(query.error()).as(sql).isEmpty();
            return Objects.requireNonNull(query.results().getLast().answeredBy());
        }
    }

    private String member(String group, String sql, String session) {
        return run(group, sql, session).member();
    }

    private GroupMember live(String group, String member) {
        connections.look();
        return connections.groups.members(group).stream()
                .filter(m -> m.connection().equals(member))
                .findFirst()
                .orElseThrow();
    }

    private void awaitMember(String group, String member, Predicate<GroupMember> as) {
        Await.until(() -> as.test(live(group, member)));
    }

    @Test
    void noWriteReachesAStandbyOfPostgres() throws InterruptedException {
        group("shop", "main", BOTH, "random", null, 0);
        List<Made> all = runs("shop", "postgres", Statements.postgres());

        assertThat(main.psql("select n from written order by n").lines())
                .as("each write is in the primary, once")
                .containsExactlyElementsOf(numbers(all, Kind::writesRow));
        assertThat(main.psql("select n from numbers except select n from doomed order by n")
                        .lines())
                .containsExactlyElementsOf(numbers(all, Kind::deletesRow));
        assertThat(main.psql("select last_value from counter"))
                .isEqualTo(String.valueOf(numbers(all, Kind::takesValue).size()));

        Set<String> hidden = Set.copyOf(numbers(all, kind -> kind == Kind.HIDDEN_WRITE));
        Set<String> reads = Set.copyOf(numbers(all, kind -> kind == Kind.READ));
        Set<String> seen = new HashSet<>();
        int refused = 0;
        for (TestServer standby : List.of(one, two)) {
            for (String line : standby.log().split("\n(?=\\w{5} )")) {
                Matcher mark = MARK.matcher(line);
                if (line.contains("STATEMENT:") && mark.find()) {
                    assertThat(line).startsWith("25006");
                    assertThat(hidden).contains(mark.group(1));
                    refused++;
                } else if (mark.reset().find()) {
                    seen.add(mark.group(1));
                }
            }
            assertThat(standby.log()).contains("BEGIN READ ONLY");
        }
        assertThat(seen).as("what came to the standbys").isEqualTo(union(hidden, reads));
        assertThat(refused)
                .as("they refused each write that only they could tell")
                .isEqualTo(hidden.size());
    }

    @Test
    void noWriteReachesAReplicaOfMariaDb() throws InterruptedException {
        group("harbour", "sea", Map.of("bay", 1), "round-robin", null, 0);
        String before = bay.root("show master status");
        bay.root("truncate mysql.general_log");
        String after = bay.root("show master status");
        List<Made> all = runs("harbour", "mariadb", Statements.mariadb());

        assertThat(bay.root("show master status"))
                .as("nobody wrote to the replica, which is not read-only, but what replicates (before: " + before + ")")
                .isEqualTo(after);
        assertThat(sea.root("select n from written order by n").lines())
                .containsExactlyElementsOf(numbers(all, Kind::writesRow));
        assertThat(sea.root("select n from numbers except select n from doomed order by n")
                        .lines())
                .containsExactlyElementsOf(numbers(all, Kind::deletesRow));
        assertThat(sea.root("select next value for counter"))
                .isEqualTo(String.valueOf(numbers(all, Kind::takesValue).size() + 1));

        Set<String> seen = bay.root("select argument from mysql.general_log where user_host like 'app%'")
                .lines()
                .map(MARK::matcher)
                .filter(Matcher::find)
                .map(mark -> mark.group(1))
                .collect(Collectors.toSet());
        assertThat(seen).isEqualTo(Set.copyOf(numbers(all, kind -> kind == Kind.READ || kind == Kind.HIDDEN_WRITE)));
        Await.until(() -> bay.root("select count(*) from written").equals(sea.root("select count(*) from written")));
    }

    /** Runs them in a random order, some at the same time, and asserts who answered each. */
    private List<Made> runs(String group, String client, List<Statements.Form> forms) throws InterruptedException {
        long seed = System.nanoTime();
        System.out.printf("seed of the statements for %s: %d%n", client, seed);
        Random random = new Random(seed);
        List<Made> all = IntStream.rangeClosed(1, STATEMENTS)
                .mapToObj(n -> forms.get(random.nextInt(forms.size())).made(n))
                .toList();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(t -> Thread.ofPlatform().start(() -> {
                    try {
                        for (int i = t; i < all.size(); i += 4) {
                            check(group, all.get(i));
                        }
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).as("seed " + seed).isEmpty();
        Map<Kind, Long> kinds = all.stream().collect(Collectors.groupingBy(Made::kind, Collectors.counting()));
        assertThat(kinds).as("seed " + seed).hasSize(Kind.values().length);
        System.out.printf("%d statements on %s: %s%n", all.size(), client, kinds);
        return all;
    }

    private void check(String group, Made made) {
        AnsweredBy by = run(group, made.sql(), "of nobody");
        String primary = connections.groups.get(group).primary();
        if (made.kind() == Kind.READ) {
            assertThat(by.member()).as(made.sql()).isNotEqualTo(primary);
        } else {
            assertThat(by.member()).as(made.sql()).isEqualTo(primary);
            if (made.kind() == Kind.HIDDEN_WRITE) {
                assertThat(by.reason()).as(made.sql()).endsWith("refused it as a write");
            } else {
                assertThat(by.reason()).as(made.sql()).doesNotContain("refused");
            }
        }
    }

    private static List<String> numbers(List<Made> all, Predicate<Kind> kind) {
        return all.stream()
                .filter(made -> kind.test(made.kind()))
                .map(made -> String.valueOf(made.number()))
                .toList();
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> both = new HashSet<>(a);
        both.addAll(b);
        return both;
    }

    @Test
    void readsAreSpreadAsTheGroupSays() {
        group("turns", "main", BOTH, "round-robin", null, 0);
        group("chance", "main", BOTH, "random", null, 0);
        group("shares", "main", Map.of("one", 1, "two", 3), "weighted", null, 0);
        group("least", "main", BOTH, "least-waiting", null, 0);
        assertThat(IntStream.range(0, 6).mapToObj(i -> standby("turns")).toList())
                .isEqualTo(List.of("one", "two", "one", "two", "one", "two"));
        // Four standard deviations, with a seed that is always the same
        assertThat(spread("chance", 400).get("one")).isCloseTo(200, within(40L));
        assertThat(spread("shares", 400).get("one")).isCloseTo(100, within(35L));
        // With its first use the group's members are asked how far behind they are, each in a session that counts
        long before = spread("least", 2).getOrDefault("one", 0L);
        Await.until(() -> connections.groups.members("least").stream()
                .filter(m -> !m.connection().equals("main"))
                .allMatch(m -> m.lagMs() != null));
        assertThat(spread("least", 10)).isEqualTo(Map.of("one", 5L, "two", 5L));
        assertThat(live("least", "one").reads()).isEqualTo(before + 5);
        assertThat(live("least", "main").writes()).isZero();
    }

    private Map<String, Long> spread(String group, int reads) {
        return IntStream.range(0, reads)
                .mapToObj(i -> standby(group))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** Which standby a read came to, as the server itself says. */
    private String standby(String group) {
        try (Query query = workbench.run(group, "select current_setting('cluster_name')", "a reader")) {
            assertThat(query.error()).isEmpty();
            AnsweredBy by = Objects.requireNonNull(query.results().getFirst().answeredBy());
            assertThat(TestWorkbench.rows(query.results().getFirst()).getFirst()[0])
                    .isEqualTo("of-" + by.member());
            return by.member();
        }
    }

    @Test
    void whoWroteReadsFromThePrimaryForAWhile() {
        group("shop", "main", BOTH, "round-robin", null, 60_000);
        group("brief", "main", BOTH, "round-robin", null, 400);
        String read = "select count(*) from notes";
        assertThat(member("shop", read, "tab 1")).isNotEqualTo("main");
        assertThat(member("shop", "insert into notes values ('a')", "tab 1")).isEqualTo("main");
        AnsweredBy after = run("shop", read, "tab 1");
        assertThat(after.member()).isEqualTo("main");
        assertThat(after.reason()).startsWith("this session may have written ");
        assertThat(member("shop", read, "tab 2")).as("another tab").isNotEqualTo("main");
        assertThat(member("brief", read, "tab 1")).as("another group").isNotEqualTo("main");

        long before = System.nanoTime();
        run("brief", "insert into notes values ('b')", "tab 1");
        Await.until(() -> !member("brief", read, "tab 1").equals("main"));
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(400_000_000);

        group("free", "main", BOTH, "round-robin", null, 0);
        assertThat(member("free", "insert into notes values ('c'); " + read, "tab 1"))
                .as("within one script")
                .isEqualTo("main");
        assertThat(member("free", read, "tab 1")).isNotEqualTo("main");
    }

    @Test
    void aScriptThatKeepsToItsSessionRunsOnThePrimary() {
        group("shop", "main", BOTH, "round-robin", null, 0);
        for (String script : List.of(
                "select 1; begin; select 2; commit",
                "select 1; set work_mem = '8MB'; show work_mem",
                "create temporary table t as select 7 as n; select n from t",
                "select 1; select set_config('alacran.n', '1', false)")) {
            try (Query query = workbench.run("shop", script, "a script")) {
                assertThat(query.error()).as(script).isEmpty();
                assertThat(query.results())
                        .as(script)
                        .allSatisfy(r -> assertThat(
                                        Objects.requireNonNull(r.answeredBy()).member())
                                .isEqualTo("main"));
            }
        }
        try (Query query = workbench.run("shop", "select 1; select 2", "a script")) {
            assertThat(List.of(answered(query, 0), answered(query, 1))).containsExactly("one", "two");
        }
        try (Query query = workbench.queries.run(workbench.request(
                "two", "select 1;\n-- @on shop\nselect 2;\n-- @on shop\ninsert into notes values ('d')"))) {
            assertThat(query.error()).isEmpty();
            assertThat(query.results().getFirst().answeredBy()).isNull();
            assertThat(answered(query, 1)).isEqualTo("one");
            assertThat(answered(query, 2)).isEqualTo("main");
        }
    }

    /** Each of its statements takes a session anew, so the group could be another one for each. */
    @Test
    void aScriptKeepsToThePrimaryThatItBeganWith() throws Exception {
        connect("other", "postgres", main);
        group("shop", "main", Map.of("one", 1), "round-robin", null, 0);
        String insert = "-- @on shop\ninsert into notes values ('kept');\n";
        CompletableFuture<Query> script;
        try (Lease holder = connections.pools.lease("main")) {
            holder.connection().setAutoCommit(false);
            try (Statement lock = holder.connection().createStatement()) {
                lock.execute("lock table noted");
                script = CompletableFuture.supplyAsync(() -> workbench.queries.run(
                        workbench.request("two", insert + "-- @on shop\ndelete from noted where false;\n" + insert)));
                Await.until(() -> main.psql(
                                "select count(*) from pg_locks where not granted and relation = 'noted'::regclass")
                        .equals("1"));
                connections.groups.update(
                        "shop",
                        new GroupDraft(
                                null,
                                null,
                                null,
                                "other",
                                List.of(new GroupDraft.Replica("one", 1)),
                                null,
                                null,
                                0L,
                                null));
            } finally {
                holder.connection().rollback();
                holder.connection().setAutoCommit(true);
            }
        }
        try (Query query = script.join()) {
            assertThat(query.error()).isEmpty();
            assertThat(IntStream.range(0, 3).mapToObj(i -> answered(query, i))).containsOnly("main");
        }
        assertThat(connections.pools.stats("other")).isEmpty();
        assertThat(member("shop", "insert into notes values ('moved')", "x")).isEqualTo("other");
    }

    @Test
    void aWriteThatIsFoundLateIsNotRunTwice() {
        group("shop", "main", BOTH, "round-robin", null, 0);
        String sql = "select case when n < 500 then 0 else noted(n) end from numbers where n < 600";
        String hidden = "select v from late where n < 600";
        assertThat(member("shop", sql, "x")).isEqualTo("main");
        try (Query query = workbench.run("shop", hidden, "x")) {
            assertThat(query.error().orElseThrow().message())
                    .contains("refused it as a write after its first rows", "Run it again");
        }
        int before = Integer.parseInt(main.psql("select count(*) from noted"));
        try (Query query = workbench.run("shop", hidden, "x")) {
            assertThat(query.error()).isEmpty();
            assertThat(query.results().getFirst().rowCount()).isEqualTo(599);
        }
        assertThat(main.psql("select count(*) from noted")).isEqualTo(String.valueOf(before + 100));
    }

    @Test
    void aStandbyThatLagsIsLeftOutAndComesBack() {
        group("shop", "main", BOTH, "round-robin", 1_000L, 0);
        for (String name : List.of("one", "two")) {
            awaitMember("shop", name, m -> m.fit() && Objects.equals(m.lagMs(), 0L));
        }
        // It cannot tell how old its last commit is before it has replayed one
        main.psql("insert into notes values ('early')");
        Await.until(() ->
                one.psql("select count(*) from notes where note = 'early'").equals("1"));
        one.psql("select pg_wal_replay_pause()");
        try {
            main.psql("insert into notes values ('late')");
            awaitMember("shop", "one", m -> !m.fit());
            assertThat(live("shop", "one").why()).matches("is \\d+ ms behind, 1000 are allowed");
            assertThat(spread("shop", 6)).containsOnlyKeys("two");
        } finally {
            one.psql("select pg_wal_replay_resume()");
        }
        awaitMember("shop", "one", GroupMember::fit);
        assertThat(spread("shop", 6)).hasSize(2);
    }

    @Test
    void aReplicaOfMariaDbThatStopsReplayingIsLeftOutAndComesBack() {
        group("harbour", "sea", Map.of("bay", 1), "round-robin", 10_000L, 0);
        awaitMember("harbour", "bay", m -> m.fit() && Objects.equals(m.lagMs(), 0L));
        bay.root("stop slave sql_thread");
        try {
            awaitMember("harbour", "bay", m -> !m.fit());
            AnsweredBy by = run("harbour", "select 1", "x");
            assertThat(by.member()).isEqualTo("sea");
            assertThat(by.reason())
                    .isEqualTo("no replica is fit: bay may be any time behind, since it does not replicate now");
        } finally {
            bay.root("start slave sql_thread");
        }
        awaitMember("harbour", "bay", GroupMember::fit);
        assertThat(member("harbour", "select 1", "x")).isEqualTo("bay");
    }

    @Test
    void aStandbyThatIsStoppedIsLeftOutAndComesBack() {
        group("shop", "main", BOTH, "round-robin", null, 0);
        assertThat(spread("shop", 20)).hasSize(2);
        two.stop();
        try {
            assertThat(IntStream.range(0, 8).mapToObj(i -> member("shop", "select 1", "x")))
                    .as("no statement fails")
                    .containsOnly("one");
            awaitMember("shop", "two", m -> !m.fit());
            assertThat(live("shop", "two").why()).isNotEmpty();
            assertThat(spread("shop", 6)).containsOnlyKeys("one");
        } finally {
            two.startAgain();
        }
        awaitMember("shop", "two", GroupMember::fit);
        assertThat(spread("shop", 6)).hasSize(2);
    }
}
