package io.alacran.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.engine.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DuckDB itself, in the process as in the console. */
@Timeout(60)
class DuckDbTests {

    @TempDir
    Path home;

    private DuckDbDialect dialect;
    private Path file;
    private Path data;

    @BeforeEach
    void aFileAndWhatMustNotBeReached() throws Exception {
        TestDrivers.duckDb(home);
        dialect = new DuckDbDialect(home, "128MB");
        data = Files.createDirectories(home.resolve("duckdb"));
        file = Files.createFile(data.resolve("a.duckdb"));
        Files.writeString(data.resolve("x.csv"), "a\n1\n");
        try (Connection session = open(false);
                Statement statement = session.createStatement()) {
            statement.execute("create table t (a integer primary key, b varchar not null)");
            statement.execute("insert into t values (1, 'x')");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from read_csv('HERE/x.csv')",
                "select * from 'HERE/x.csv'",
                "select * from read_text('/etc/passwd')",
                "select * from read_blob('/etc/passwd')",
                "select * from read_json('http://127.0.0.1:9/x')",
                "select * from sniff_csv('/etc/passwd')",
                "select * from parquet_metadata('/etc/passwd')",
                "select * from glob('/etc/*')",
                "copy t to 'HERE/out.csv'",
                "copy (select 1) to '/dev/stdout'",
                "copy t from 'HERE/x.csv'",
                "prepare p as copy t to 'HERE/out.csv'",
                "attach 'HERE/other.duckdb' as other",
                "attach 'HERE/../store.mv.db' as other",
                "attach 'http://127.0.0.1:9/x.duckdb' as other",
                "attach 'sqlite:HERE/x.db' as other",
                "install httpfs",
                "force install httpfs from community",
                "update extensions",
                "load httpfs",
                "load '/tmp/x.duckdb_extension'",
                "export database 'HERE/out'",
                "import database 'HERE'",
                "pragma import_database('HERE')",
                "create persistent secret s (type http, bearer_token 'x')",
                "set enable_external_access = true",
                "set lock_configuration = false",
                "reset lock_configuration",
                "set allowed_directories = ['/']",
                "set autoinstall_known_extensions = true",
                "set extension_directory = 'HERE'",
                "set home_directory = 'HERE'",
                "set temp_directory = 'HERE'",
                "set log_query_path = 'HERE/log.sql'",
                "set memory_limit = '100GB'",
                "set global threads = 64",
                "pragma memory_limit = '100GB'",
                "pragma threads = 64",
                "pragma profiling_output = 'HERE/out.json'"
            })
    void reachesNothingButItsFile(String hostile) throws Exception {
        Set<Path> before = files();
        try (Connection session = open(false);
                Statement statement = session.createStatement()) {
            assertThatThrownBy(() -> {
                        if (statement.execute(hostile.replace("HERE", data.toString()))) {
                            statement.getResultSet().next();
                        }
                    })
                    .isInstanceOf(SQLException.class)
                    .satisfies(e -> assertThat(dialect.message((SQLException) e))
                            .containsAnyOf(
                                    "disabled by configuration",
                                    "configuration has been locked",
                                    "disabled through configuration",
                                    "Persistent secrets are disabled",
                                    "requires the extension httpfs"));
            assertThat(files()).isEqualTo(before);
            assertThat(number(session, "select count(*) from t")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call enable_logging(storage = 'file')",
                "select * from Enable_Logging()",
                "pragma enable_profiling",
                "set enable_profiling = 'json'",
                "select * from query('select * from enable_log' || 'ging()')",
                "select * from \"query\" /* x */ ('select 1')",
                "select * from query\u00a0('select 1')",
                "select * from query --x\r('select 1')",
                "select json_execute_serialized_sql(json_serialize_sql('select 1'))"
            })
    void whatConcernsTheWholeConsoleIsRefused(String hostile) {
        assertThat(dialect.refusal(hostile)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select query from t",
                "explain analyze select 1",
                "select profile_id from enabled",
                "pragma version"
            })
    void whatOnlyLooksLikeItIsNot(String harmless) {
        assertThat(dialect.refusal(harmless)).isEmpty();
    }

    @Test
    void readOnlySessionsWriteNothing() throws Exception {
        try (Connection session = open(true);
                Statement statement = session.createStatement()) {
            assertThatThrownBy(() -> statement.execute("insert into t values (2, 'y')"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("read-only");
            assertThat(number(session, "select count(*) from t")).isEqualTo(1);
        }
    }

    @Test
    void saysThatAFileIsForReadingOrForWriting() throws Exception {
        try (Connection _ = open(false)) {
            assertThatThrownBy(() -> open(true))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("in use by another connection that may write")
                    .hasMessageContaining("readOnly alike");
        }
        try (Connection session = open(true)) {
            assertThat(number(session, "select count(*) from t")).isEqualTo(1);
        }
    }

    @Test
    void tenSessionsOfAPoolShareTheFile() throws Exception {
        List<Connection> pool = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                pool.add(open(false));
            }
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < pool.size(); i++) {
                Connection session = pool.get(i);
                int first = 100 * (i + 1);
                all.add(CompletableFuture.runAsync(() -> insertTwenty(session, first)));
            }
            all.forEach(CompletableFuture::join);
            for (Connection session : pool) {
                assertThat(number(session, "select count(*) from t")).isEqualTo(201);
            }
        } finally {
            for (Connection session : pool) {
                session.close();
            }
        }
    }

    private static void insertTwenty(Connection session, int first) {
        try (PreparedStatement insert = session.prepareStatement("insert into t values (?, 'y')")) {
            for (int row = first; row < first + 20; row++) {
                insert.setInt(1, row);
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By two names it would be opened twice, and written over. */
    @Test
    void aLinkLeadsToTheSameInstance() throws Exception {
        Path link = Files.createSymbolicLink(data.resolve("link.duckdb"), file);
        try (Connection session = open(false);
                Connection other = dialect.open(Endpoint.file(link.toString(), false))) {
            try (Statement statement = session.createStatement()) {
                statement.execute("insert into t values (2, 'y')");
            }
            assertThat(number(other, "select count(*) from t")).isEqualTo(2);
        }
    }

    @Test
    void rowsComeBeforeTheResultIsComplete() throws Exception {
        try (Connection session = open(false);
                Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("select * from range(1000000000000)")) {
            for (int i = 0; i < 5_000; i++) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    @Test
    void cancelEndsAStatementAndKeepsTheSession() throws Exception {
        try (Connection session = open(false);
                Statement statement = session.createStatement()) {
            CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> {
                try (ResultSet row =
                        statement.executeQuery("select count(*) from range(10000000000) a, range(10000000000) b")) {
                    row.next();
                } catch (SQLException e) {
                    throw new IllegalStateException(dialect.message(e), e);
                }
            });
            while (!ended.isDone()) {
                try {
                    dialect.cancel(statement);
                } catch (SQLException e) {
                    // Its driver closes a statement that was cancelled, and stumbles in several ways from then on
                    assertThat(statement.isClosed()).as(e.getMessage()).isTrue();
                }
                Thread.onSpinWait();
            }
            assertThat(ended).isCompletedExceptionally();
            assertThatThrownBy(ended::join).hasMessageContaining("Interrupted");
            assertThat(number(session, "select count(*) from t")).isEqualTo(1);
        }
    }

    @Test
    void whatDoesNotFitTheMemoryGoesToTheDataDirectory() throws Exception {
        try (Connection session = open(false)) {
            assertThat(number(
                            session,
                            "select count(*) from (select row_number() over (order by s desc) from"
                                    + " (select repeat('x', 200) || i as s from range(800000) r(i)))"))
                    .isEqualTo(800_000);
            assertThatThrownBy(() -> number(
                            session,
                            "select max(len(l)) from (select list(s) as l from"
                                    + " (select repeat('x', 200) || i as s from range(900000) r(i)))"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Out of Memory");
            assertThat(number(session, "select count(*) from t")).isEqualTo(1);
            assertThat(home.resolve("duckdb-temporary")).isDirectory();
        }
    }

    @Test
    void theSchemaCanBeBrowsed() throws Exception {
        try (Connection session = open(false)) {
            assertThat(texts(session, "schemas")).contains("main");
            assertThat(texts(session, "tables", "main")).containsExactly("t");
            assertThat(texts(session, "columns", "main", "t")).containsExactly("a", "b");
            try (PreparedStatement columns = session.prepareStatement(dialect.sql("columns"))) {
                columns.setString(1, "main");
                columns.setString(2, "t");
                try (ResultSet rows = columns.executeQuery()) {
                    rows.next();
                    assertThat(rows.getString("type")).isEqualTo("integer");
                    assertThat(rows.getBoolean("primary_key")).isTrue();
                    rows.next();
                    assertThat(rows.getBoolean("nullable")).isFalse();
                    assertThat(rows.getBoolean("primary_key")).isFalse();
                }
            }
        }
    }

    @Test
    void showsWhereAnErrorIs() throws Exception {
        assertPlace("selec 1", "selec", "syntax error");
        assertPlace("select a,\n  'é', nope from t", "nope", "\"nope\" not found");
        assertPlace("select *\nfrom missing", "missing", "does not exist");
        assertPlace("select '" + "x".repeat(300) + "', nope from t", "nope", "not found");
    }

    private void assertPlace(String sql, String piece, String said) throws SQLException {
        try (Connection session = open(false);
                Statement statement = session.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).isInstanceOfSatisfying(SQLException.class, e -> {
                assertThat(dialect.errorOffset(e, sql)).hasValue(sql.indexOf(piece));
                assertThat(dialect.message(e)).contains(said).doesNotContain("LINE", "pending query");
            });
        }
    }

    @Test
    void sessionsThatComeAtOnceMakeAnEmptyFileADatabaseOnce() throws Exception {
        Path empty = Files.createFile(data.resolve("empty.duckdb"));
        List<CompletableFuture<Connection>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return dialect.open(Endpoint.file(empty.toString(), false));
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        try (Statement statement = all.getFirst().join().createStatement()) {
            statement.execute("create table made (a integer)");
        }
        for (CompletableFuture<Connection> one : all) {
            try (Connection session = one.join()) {
                assertThat(number(session, "select count(*) from made")).isZero();
            }
        }
    }

    @Test
    void doesNotMakeFilesThatAreMissing() {
        Path missing = data.resolve("none.duckdb");

        assertThatThrownBy(() -> dialect.open(Endpoint.file(missing.toString(), false)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("does not exist");
        assertThat(missing).doesNotExist();
    }

    private Connection open(boolean readOnly) throws SQLException {
        return dialect.open(Endpoint.file(file.toString(), readOnly));
    }

    /** All that is there, but what DuckDB writes its own file with. */
    private Set<Path> files() throws Exception {
        try (Stream<Path> all = Files.walk(home)) {
            return new TreeSet<>(
                    all.filter(path -> !path.toString().endsWith(".wal")).toList());
        }
    }

    private static long number(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<String> texts(Connection session, String query, String... parameters) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = session.prepareStatement(dialect.sql(query))) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString("name"));
                }
            }
        }
        return found;
    }
}
