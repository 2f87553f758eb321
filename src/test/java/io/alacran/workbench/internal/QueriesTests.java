package io.alacran.workbench.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.Await;
import io.alacran.connection.PoolStats;
import io.alacran.connection.internal.TestConnections;
import io.alacran.problem.InvalidInputException;
import io.alacran.workbench.PastQuery;
import io.alacran.workbench.Queries;
import io.alacran.workbench.Query;
import io.alacran.workbench.QueryRequest;
import io.alacran.workbench.ResultColumn;
import io.alacran.workbench.SqlError;
import io.alacran.workbench.StatementResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueriesTests {

    private static final String ENDLESS =
            "with recursive n (i) as (select 1 union all select i + 1 from n) select i from n";

    @TempDir
    Path home;

    private TestConnections connections;
    private TestWorkbench workbench;

    @BeforeEach
    void open() {
        connections = TestConnections.withSample(home);
        workbench = new TestWorkbench(home, connections, 8 << 20);
    }

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void spoolsTheRowsOfEachStatement() {
        try (Query query = workbench.run(
                "sample", "select id, name, price from products order by id; select count(*) as n from orders")) {
            assertThat(query.state()).isEqualTo(Query.State.SUCCEEDED);
            assertThat(query.results()).hasSize(2);
            StatementResult products = query.results().getFirst();
            assertThat(products.columns()).extracting(ResultColumn::name).containsExactly("id", "name", "price");
            assertThat(products.rowCount()).isEqualTo(60);
            assertThat(TestWorkbench.rows(products).getFirst()).containsExactly(1L, "House Blend", 9.9);
            assertThat(TestWorkbench.rows(query.results().getLast()).getFirst()).containsExactly(500L);
        }
        assertThat(active("sample")).isZero();
    }

    @Test
    void countsWhatStatementsChange() {
        try (Query query = workbench.run("sample", "update products set stock = 0 where category = 'Tea'")) {
            assertThat(query.results().getFirst().updateCount()).hasValue(10);
            assertThat(query.results().getFirst().hasRows()).isFalse();
        }
    }

    @Test
    void stopsAtTheFirstErrorAndSaysWhereInTheScriptItIs() {
        String script = "select 1;\nselect name form products;\nselect 3";
        try (Query query = workbench.run("sample", script)) {
            SqlError error = query.error().orElseThrow();
            assertThat(query.state()).isEqualTo(Query.State.FAILED);
            assertThat(query.results()).hasSize(1);
            assertThat(error.message()).isEqualTo("near \"products\": syntax error");
            assertThat(error.position()).hasValue(script.indexOf("products"));
        }
    }

    @Test
    void undoesATransactionThatAScriptLeavesOpen() {
        try (Query query = workbench.run("sample", "begin; delete from order_items")) {
            assertThat(query.results().getLast().warnings().getFirst()).contains("rolled back");
        }
        try (Query failing = workbench.run("sample", "begin; delete from order_items; select nothing")) {
            assertThat(failing.state()).isEqualTo(Query.State.FAILED);
        }
        try (Query query = workbench.run("sample", "select count(*) from order_items")) {
            assertThat((Long) TestWorkbench.rows(query.results().getFirst()).getFirst()[0])
                    .isPositive();
        }
    }

    @Test
    void keepsATransactionThatAScriptCommits() {
        workbench.run("sample", "begin; update products set stock = 7; commit").close();

        try (Query query = workbench.run("sample", "select distinct stock from products")) {
            assertThat(TestWorkbench.rows(query.results().getFirst())).hasSize(1);
        }
    }

    @Test
    void readsOnlyAsManyRowsAsWereAskedFor() {
        try (Query query = workbench.queries.run(workbench.limited("sample", ENDLESS, 1_000, 0))) {
            assertThat(query.error()).isEmpty();
            assertThat(query.results().getFirst().rowCount()).isEqualTo(1_000);
            assertThat(query.results().getFirst().truncated()).contains("1000");
        }
        try (Query query = workbench.queries.run(workbench.limited("sample", "select * from products", 60, 0))) {
            assertThat(query.results().getFirst().truncated()).isNull();
        }
    }

    @Test
    void stopsReadingWhenTheSpoolIsFull() {
        try (Query query = workbench.run("sample", ENDLESS)) {
            assertThat(query.state()).isEqualTo(Query.State.SUCCEEDED);
            assertThat(query.results().getFirst().truncated()).contains("8 MiB");
        }
        try (Query query = workbench.run("sample", "select 1")) {
            assertThat(query.state()).as("the session is of use afterwards").isEqualTo(Query.State.SUCCEEDED);
        }
    }

    @Test
    void cancelsAStatementThatWorksWithoutGivingRows() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Query query = workbench.queries.start(
                workbench.request("sample", "select count(*) from (" + ENDLESS + ")"), q -> ended.countDown());
        assertThat(workbench.queries.running()).contains(query);
        Await.until(() -> active("sample") == 1);
        query.cancel();
        ended.await();

        assertThat(query.state()).isEqualTo(Query.State.CANCELLED);
        assertThat(query.error().orElseThrow().message()).isEqualTo("It was cancelled.");
        query.close();
        assertThat(workbench.queries.find(query.id())).isEmpty();
        assertThat(active("sample")).isZero();
    }

    @Test
    void cancelsAfterTheTimeLimit() {
        try (Query query =
                workbench.queries.run(workbench.limited("sample", "select count(*) from (" + ENDLESS + ")", 0, 100))) {
            assertThat(query.state()).isEqualTo(Query.State.CANCELLED);
            assertThat(query.error().orElseThrow().message()).contains("100 ms");
            assertThat(Duration.ofMillis(query.elapsedMs())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void freesTheSpoolOfAQueryThatIsClosedWhileItRuns() throws Exception {
        Query query = workbench.queries.start(workbench.request("sample", ENDLESS), q -> {});
        query.close();
        query.await();

        assertThat(query.results())
                .allSatisfy(r -> assertThat(r.spool())
                        .satisfiesAnyOf(
                                s -> assertThat(s).isNull(),
                                s -> assertThat(s.closed()).isTrue()));
    }

    @Test
    void handsRowsOnWithoutKeepingThem() {
        List<Object> seen = new ArrayList<>();
        Query query = workbench.queries.run(
                workbench.request("sample", "select name from customers order by id limit 2"), result -> row -> {
                    seen.add(row[0]);
                    return null;
                });

        assertThat(seen).containsExactly("Ana Ferreira", "Bruno Keller");
        assertThat(query.results().getFirst().spool()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void reachesNoFileBesideTheDatabaseOfSqlite(boolean readOnly) throws IOException {
        Path database = Files.copy(
                home.resolve("sample/sample.db"),
                Files.createDirectories(home.resolve("sqlite")).resolve("a.db"));
        byte[] before = Files.readAllBytes(database);
        connections.connections.create(TestConnections.file("files", "sqlite/a.db", readOnly));
        Path other = home.resolve("other.db");
        for (String sql : new String[] {
            "backup to '" + other + "'",
            " Backup main TO " + other,
            "/* now */ backup to '" + other + "'",
            "restore from '" + home.resolve("sample/sample.db") + "'",
            "attach '" + other + "' as other",
            "vacuum into '" + other + "'",
            "pragma temp_store_directory = '" + home + "'",
            "select load_extension('" + other + "')",
            "select readfile('/etc/hostname')",
            "select writefile('" + other + "', 'x')"
        }) {
            try (Query query = workbench.run("files", sql)) {
                assertThat(query.state()).as(sql).isEqualTo(Query.State.FAILED);
            }
        }
        assertThat(other).doesNotExist();
        assertThat(database).hasBinaryContent(before);
    }

    @Test
    void endsAlsoWhenTheConsoleRunsOutOfMemory() {
        Query query = workbench.queries.run(workbench.request("sample", "select 1"), result -> {
            throw new OutOfMemoryError("Java heap space");
        });

        assertThat(query.state()).isEqualTo(Query.State.FAILED);
        assertThat(query.error().orElseThrow().message()).contains("larger than the memory");
        assertThat(workbench.queries.running()).isEmpty();
        assertThat(active("sample")).isZero();
    }

    @Test
    void keepsTheFirstHundredResultsOfARunAndCountsTheRest() {
        try (Query query = workbench.run("sample", "select 1;".repeat(103) + "update products set stock = 41")) {
            assertThat(query.state()).isEqualTo(Query.State.SUCCEEDED);
            assertThat(query.results()).hasSize(Query.MOST_RESULTS);
            assertThat(query.resultsLeftOut()).isEqualTo(4);
        }
        try (Query query = workbench.run("sample", "select distinct stock from products")) {
            assertThat(TestWorkbench.rows(query.results().getFirst()).getFirst())
                    .as("statements whose results are left out run all the same")
                    .containsExactly(41L);
        }
    }

    @Test
    void bindsParametersInOrder() {
        List<Object> values = Arrays.asList("PT", 2, null);
        QueryRequest request = new QueryRequest(
                null,
                "sample",
                workbench
                        .request("sample", "select name from customers where country = ? limit ? offset coalesce(?, 0)")
                        .statements(),
                values,
                0,
                0);
        try (Query query = workbench.queries.run(request)) {
            assertThat(TestWorkbench.rows(query.results().getFirst())).hasSize(2);
        }
    }

    @Test
    void refusesRequestsThatMakeNoSense() {
        assertThatThrownBy(() -> workbench.run("sample", " ; -- nothing"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("sql");
        QueryRequest two = workbench.request("sample", "select ?; select ?");
        assertThatThrownBy(() ->
                        workbench.queries.run(new QueryRequest("no/good", "sample", two.statements(), List.of(), 0, 0)))
                .hasMessageContaining("id");
        assertThatThrownBy(() ->
                        workbench.queries.run(new QueryRequest(null, "sample", two.statements(), List.of(1), 0, 0)))
                .hasMessageContaining("params");
    }

    @Test
    void keepsAHistoryOfWhatWasRun() {
        workbench.run("sample", "select * from customers").close();
        workbench.run("sample", "select missing").close();

        List<PastQuery> recent = workbench.queries.recent(10);
        assertThat(recent)
                .extracting(PastQuery::state)
                .containsExactlyInAnyOrder(Query.State.SUCCEEDED, Query.State.FAILED);
        assertThat(recent).allSatisfy(q -> assertThat(q.startedBy()).isEqualTo("ada"));
        assertThat(recent).anySatisfy(q -> assertThat(q.rows()).isEqualTo(18));
        assertThat(recent).anySatisfy(q -> assertThat(q.error()).isEqualTo("no such column: missing"));
    }

    @Test
    void runsOneStatementOnAnotherConnectionAndSaysWhere() throws Exception {
        other();
        try (Query query =
                workbench.run("sample", "select count(*) from orders; -- x\n-- @on other\nselect a from t; select 3")) {
            assertThat(query.error()).isEmpty();
            assertThat(query.results()).hasSize(3);
            assertThat(TestWorkbench.rows(query.results().get(1)).getFirst()).containsExactly("from other");
            assertThat(query.results())
                    .extracting(result -> query.request().connectionOf(result.statement()))
                    .containsExactly("sample@development", "other@development", "sample@development");
        }
        assertThat(active("other")).isZero();
        assertThat(workbench.queries.recent(1).getFirst().sql()).contains("-- @on other\nselect a from t");
    }

    @Test
    void whatAScriptNamesIsInTheEnvironmentOfItsConnection() throws Exception {
        other();
        make("sample", "production");
        make("other", "production");
        try (Query query = workbench.run(
                "sample@production",
                "select 1;\n-- @on other\nselect 2;\n" + "-- @on other@development\nselect a from t")) {
            assertThat(query.error()).isEmpty();
            assertThat(query.results())
                    .extracting(result -> query.request().connectionOf(result.statement()))
                    .containsExactly("sample@production", "other@production", "other@development");
        }
        assertThat(workbench.queries.recent(1).getFirst().connection()).isEqualTo("sample@production");
        assertThat(workbench.queries.recent(1).getFirst().sql())
                .isEqualTo("select 1;\n-- @on other\nselect 2;\n-- @on other@development\nselect a from t");

        make("other", "testing");
        make("sample", "staging");
        assertThatThrownBy(() -> workbench.run("sample@staging", "select 1;\n-- @on other\nselect 2"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'-- @on other': the name 'other' may mean several connections:"
                        + " in development and production and testing; nothing was run");
    }

    private void make(String name, String environment) {
        connections.connections.create(TestConnections.draft(
                "{'name': '%s', 'client': 'sqlite', 'filename': 'sample/sample.db', 'environment': '%s'}"
                        .formatted(name, environment)));
    }

    @Test
    void scriptsThatCrossBetweenTwoSmallPoolsDoNotWaitForOneAnother() throws Exception {
        single("a");
        single("b");
        CountDownLatch both = new CountDownLatch(2);
        // The first result of each comes when both have a session of their own connection.
        Queries.Target target = result -> {
            both.countDown();
            await(both);
            return row -> null;
        };
        List<Query> ended = new CopyOnWriteArrayList<>();
        Thread other =
                Thread.ofPlatform().start(() -> ended.add(run("b", "select 1;\n-- @on a\nselect 2; select 3", target)));
        ended.add(run("a", "select 1;\n-- @on b\nselect 2; select 3", target));
        other.join();

        assertThat(ended).hasSize(2).allSatisfy(query -> {
            assertThat(query.error()).isEmpty();
            assertThat(query.statementsDone()).isEqualTo(3);
        });
        assertThat(active("a")).isZero();
        assertThat(active("b")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create temporary table mine (a int);\n-- @on other\nselect a from t; select count(*) from mine",
                "insert into orders_seen values (7);\n-- @on other\nselect a from t; select last_insert_rowid()",
            })
    void aSessionWhoseStateAScriptReliesOnIsHeldWhileAStatementRunsElsewhere(String script) throws Exception {
        other();
        workbench
                .run("sample", "create table orders_seen (id integer primary key)")
                .close();
        List<Integer> held = new ArrayList<>();
        Query query = workbench.queries.run(workbench.request("sample", script), result -> {
            held.add(active("sample"));
            return row -> null;
        });

        assertThat(query.error()).isEmpty();
        assertThat(held).containsExactly(1, 1);
    }

    private Query run(String connection, String sql, Queries.Target target) {
        return workbench.queries.run(workbench.request(connection, sql), target);
    }

    /** A connection to a file of its own with a pool of one. */
    private void single(String name) throws Exception {
        Files.createFile(Files.createDirectories(home.resolve("sqlite")).resolve(name + ".db"));
        connections.connections.create(TestConnections.draft("""
                {'name': '%s', 'client': 'sqlite', 'filename': 'sqlite/%s.db',
                 'pool': {'max': 1, 'acquireTimeoutMillis': 3000}}
                """.formatted(name, name)));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void runsNothingWhenAConnectionInTheScriptDoesNotExist() {
        assertThatThrownBy(() -> workbench.run("sample", "delete from orders;\n-- @on nowhere\nselect 1"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("-- @on nowhere")
                .hasMessageContaining("no connection named 'nowhere'");
        try (Query query = workbench.run("sample", "select count(*) from orders")) {
            assertThat(TestWorkbench.rows(query.results().getFirst()).getFirst()[0])
                    .isNotEqualTo(0L);
        }
    }

    @Test
    void refusesAnotherConnectionWithinATransaction() throws Exception {
        other();
        try (Query query = workbench.run(
                "sample", "begin; delete from order_items;\n-- @on other\ninsert into t values ('x'); commit")) {
            assertThat(query.state()).isEqualTo(Query.State.FAILED);
            assertThat(query.error().orElseThrow().message()).contains("A transaction is open on sample", "other");
        }
        try (Query query =
                workbench.run("sample", "select count(*) from order_items;\n-- @on other\nselect count(*) from t")) {
            assertThat(TestWorkbench.rows(query.results().getFirst()).getFirst()[0])
                    .isNotEqualTo(0L);
            assertThat(TestWorkbench.rows(query.results().getLast()).getFirst()[0])
                    .hasToString("1");
        }
    }

    @Test
    void whoHoldsASessionIsShownWithTheStatementButNotItsValues() throws Exception {
        try (Query query = workbench.queries.start(
                workbench.request("sample", ENDLESS + " where i <> 4711 and 'secret' <> ''"), ended -> {})) {
            Await.until(() -> connections.pools.stats("sample").stream()
                    .flatMap(now -> now.held().stream())
                    .anyMatch(held -> held.sql() != null));
            assertThat(connections.pools.stats("sample").orElseThrow().held())
                    .singleElement()
                    .satisfies(held -> {
                        assertThat(held.by()).isEqualTo("ada");
                        assertThat(held.sql())
                                .contains("select i from n where i <> ?")
                                .doesNotContain("4711", "secret");
                    });
        }
    }

    private void other() throws Exception {
        Files.createFile(Files.createDirectories(home.resolve("sqlite")).resolve("other.db"));
        connections.connections.create(TestConnections.file("other", "sqlite/other.db", false));
        try (Query query = workbench.run("other", "create table t (a text); insert into t values ('from other')")) {
            assertThat(query.error()).isEmpty();
        }
    }

    /** The sessions that are lent; none while the connection has no pool yet. */
    private int active(String connection) {
        return connections.pools.stats(connection).map(PoolStats::active).orElse(0);
    }
}
