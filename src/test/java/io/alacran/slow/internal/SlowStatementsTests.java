package io.alacran.slow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.Await;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.internal.TestConnections;
import io.alacran.problem.ProblemException;
import io.alacran.slow.SlowStatement;
import io.alacran.slow.SlowStatements;
import io.alacran.slow.SlowTimes;
import io.alacran.workbench.Query;
import io.alacran.workbench.RanStatement;
import io.alacran.workbench.internal.TestWorkbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowStatementsTests {

    private static final String COUNT =
            "with recursive n (i) as (select 1 union all select i + 1 from n where i < 200000) select max(i) from n";

    @TempDir
    Path home;

    private TestConnections connections;
    private TestSlow slow;
    private NamedConnection files;

    @BeforeEach
    void open() throws IOException {
        connections = TestConnections.withSample(home);
        Files.createFile(Files.createDirectories(home.resolve("sqlite")).resolve("files.db"));
        slow = new TestSlow(connections);
        files = connections.connections.create(TestConnections.draft(fields(Map.of())));
    }

    @AfterEach
    void close() throws InterruptedException {
        slow.close();
        connections.close();
    }

    @Test
    void countsTimesWithoutValuesByTheHour() {
        Instant now = Instant.now();
        ran("select * from t where a = 1", now.minus(Duration.ofHours(3)), 100);
        ran("select * from t where a = 'secret'", now, 3_000);
        ran("select * from T where a in (1)", now, 20);
        ran("select 1", now, 0);
        Await.until(() -> list().size() == 2);

        SlowStatement first = list().getFirst();
        assertThat(first.sql()).isEqualTo("select * from t where a = ?");
        assertThat(first.times()).isEqualTo(new SlowTimes(2, 3_100, 102, 3_000, 3_000));
        assertThat(first.lastUser()).isEqualTo("ada");
        assertThat(slow.slow.list("files", now).getFirst().times().count()).isEqualTo(1);
        assertThat(slow.slow.history("files", first.id(), Instant.EPOCH, Duration.ofHours(1)))
                .extracting(s -> s.times().maxMs())
                .containsExactly(100L, 3_000L);
        assertThat(slow.slow.history("files", first.id(), Instant.EPOCH, Duration.ofDays(400)))
                .hasSize(1);
    }

    @Test
    void nothingIsKeptBelowTheThresholdOrWithTheThresholdOff() {
        change(Map.of("slowStatementMillis", 0));
        NamedConnection off = connections.connections.get("files");
        slow.watch.ended(new RanStatement(off, "ada", "select 1", List.of(), Instant.now(), 100_000));
        ran("select 2", Instant.now(), 0);
        ran("select a", Instant.now(), 1);
        Await.until(() -> !list().isEmpty());

        assertThat(list()).extracting(SlowStatement::sql).containsExactly("select a");
    }

    @Test
    void noMoreTextsAreKeptThanMayBeAndTheOneThatWasSlowLongestAgoGoes() {
        Instant start = Instant.now().minus(Duration.ofMinutes(20));
        for (int i = 0; i < SlowStatements.MOST + 3; i++) {
            SlowStore.Gathered one =
                    new SlowStore.Gathered(files.id(), NormalisedSql.of("select c" + i + " from t", "sqlite"));
            one.ran(start.plusSeconds(i), 1_000, "ada");
            slow.store.add(one);
        }

        assertThat(list()).hasSize(SlowStatements.MOST);
        assertThat(list())
                .extracting(SlowStatement::sql)
                .doesNotContain("select c0 from t", "select c2 from t")
                .contains("select c3 from t");
    }

    @Test
    void whatIsOldGoesAndSoDoesWhatBelongsToAConnectionThatGoes() {
        ran("select a", Instant.now().minus(SlowStatements.KEPT).minus(Duration.ofHours(2)), 5);
        ran("select b", Instant.now(), 5);
        Await.until(() -> slow.find("files", "select b").isPresent());
        slow.store.forgetOld();
        assertThat(rows("slow_statement")).isEqualTo(1);
        assertThat(rows("slow_statement_hour")).isEqualTo(1);

        change(Map.of("name", "papers"));
        assertThat(slow.slow.list("papers", Instant.EPOCH))
                .extracting(SlowStatement::sql)
                .containsExactly("select b");
        connections.connections.remove("papers");
        assertThat(rows("slow_statement_hour")).isZero();
        // One that ended after its connection went harms nobody
        ran("select late", Instant.now(), 5);
    }

    @Test
    void forgettingIsOnRecordAndTakesTheValuesAlong() {
        ran("select a", Instant.now(), 5);
        ran("select b", Instant.now(), 5);
        Await.until(() -> list().size() == 2);
        String id = list().getFirst().id();
        assertThat(slow.lastRuns.find(files.id(), id)).isPresent();

        slow.slow.forget("files", id);
        assertThat(slow.lastRuns.find(files.id(), id)).isEmpty();
        assertThatThrownBy(() -> slow.slow.forget("files", id)).isInstanceOf(ProblemException.class);
        assertThat(slow.slow.forgetAll("files")).isEqualTo(1);
        assertThat(list()).isEmpty();
        assertThat(connections.activity)
                .filteredOn("connection.slow-statements-forget files"::equals)
                .hasSize(2);
    }

    @Test
    void thePlanIsTakenWithTheValuesOfTheLastRunAsLongAsTheyAreHeld() {
        run(COUNT);
        Await.until(() -> slow.find("files", "recursive").isPresent());
        SlowStatement found = slow.find("files", "recursive").orElseThrow();
        assertThat(found.plan()).isNull();

        assertThat(slow.slow.takePlan("files", found.id()).text()).contains("RECURSIVE STEP");
        assertThat(slow.find("files", "recursive").orElseThrow().plan()).isNotNull();
        slow.lastRuns.forgetBefore(Instant.now().plusSeconds(1));
        assertThatThrownBy(() -> slow.slow.takePlan("files", found.id())).hasMessageContaining("never stored");
    }

    @Test
    void aPlanThatCannotBeHadSaysWhy() {
        ran("delete from t", Instant.now(), 5);
        ran("select * from nowhere", Instant.now(), 5);
        Await.until(() -> list().size() == 2);

        assertThatThrownBy(() -> plan("delete")).hasMessageContaining("statements that read");
        assertThatThrownBy(() -> plan("nowhere")).hasMessageContaining("no such table: nowhere");
        SlowStatement.Plan kept = Objects.requireNonNull(
                slow.find("files", "nowhere").orElseThrow().plan());
        assertThat(kept.problem()).contains("no such table: nowhere");
        assertThat(kept.text()).isNull();
    }

    @Test
    void plansAreTakenByThemselvesWhereTheConnectionSaysSo() {
        change(Map.of("slowStatementPlans", true));
        // Again where no session was idle yet when the plan was wanted
        Await.until(() -> {
            run(COUNT);
            return slow.find("files", "recursive")
                    .map(SlowStatement::plan)
                    .filter(p -> p.text() != null)
                    .isPresent();
        });
    }

    private void change(Map<String, Object> fields) {
        connections.connections.update("files", TestConnections.draft(fields(fields)));
    }

    private static Map<String, Object> fields(Map<String, Object> others) {
        Map<String, Object> all = new HashMap<>(
                Map.of("name", "files", "client", "sqlite", "filename", "sqlite/files.db", "slowStatementMillis", 1));
        all.putAll(others);
        return all;
    }

    private void plan(String words) {
        slow.slow.takePlan("files", slow.find("files", words).orElseThrow().id());
    }

    private void run(String sql) {
        TestWorkbench workbench = new TestWorkbench(home, connections, Long.MAX_VALUE, slow.watch);
        try (Query query = workbench.run("files", sql)) {
            assertThat(query.state()).isEqualTo(Query.State.SUCCEEDED);
        }
    }

    private void ran(String sql, Instant at, long millis) {
        slow.watch.ended(new RanStatement(files, "ada", sql, List.of(), at, millis));
    }

    private List<SlowStatement> list() {
        return slow.slow.list("files", Instant.EPOCH);
    }

    private int rows(String table) {
        return connections
                .store
                .sql("select count(*) from " + table)
                .query(Integer.class)
                .single();
    }
}
