package io.alacran.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import io.alacran.engine.Login;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialectTests {

    private static final Login LOGIN = new Login("app", "s3cret-Pass", "shop");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db:3306/x?allowLoadLocalInfile=true#",
                "db/x?socketFactory=org.springframework.context.support.ClassPathXmlApplicationContext",
                "db;encrypt=false",
                "db&user=root",
                "a,b",
                "",
                "host name",
                "unix:/var/run/docker.sock",
                "db\n",
                "db%00"
            })
    void refusesHostsThatCouldCarryDriverOptions(String host) {
        assertThatThrownBy(() -> Endpoint.server(host, 5432, LOGIN)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop?allowLoadLocalInfile=true",
                "shop?%61llowLoadLocalInfile=true",
                "shop;InIt=RUNSCRIPT FROM 'http://x/p.sql'",
                "shop#",
                "a/b",
                "a&b=c",
                "TRACE_LEVEL=1\\;CREATE ALIAS"
            })
    void refusesDatabaseNamesThatCouldCarryDriverOptions(String database) {
        assertThatThrownBy(() -> Endpoint.server("db", 5432, new Login("app", "p", database)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(database.substring(0, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {":resource:http://x/y.db", "relative.db", "/tmp/x.db?enable_load_extension=true", "file:/x"})
    void refusesFilesThatAreNotPlainPaths(String file) {
        assertThatThrownBy(() -> Endpoint.file(file, false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesHostNamesAndAddresses() {
        assertThat(Endpoint.server("srv-alacran--shop", 5432, LOGIN).place()).isEqualTo("srv-alacran--shop:5432/shop");
        assertThat(Endpoint.server("::1", 5432, LOGIN).place()).isEqualTo("[::1]:5432/shop");
        assertThat(Endpoint.server("127.0.0.1", 5432, LOGIN).toString()).doesNotContain("s3cret");
    }

    @Test
    void pinsWhatARogueServerCouldAbuse() {
        Properties options = new MySqlDialect().options(Endpoint.server("db", 3306, LOGIN));

        assertThat(options)
                .containsEntry("allowLocalInfile", "false")
                .containsEntry("allowMultiQueries", "false")
                .containsEntry("permitRedirect", "false");
    }

    @Test
    void sqliteReachesNoOtherFile(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("a.db"));
        Path other = directory.resolve("other.db");
        try (Connection connection = new SqliteDialect().open(Endpoint.file(file.toString(), false));
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("attach '" + other + "' as other"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("too many attached databases");
            assertThatThrownBy(() -> statement.execute("select load_extension('x')"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(other).doesNotExist();
    }

    @Test
    void sqliteDoesNotMakeFilesThatAreMissing(@TempDir Path directory) {
        Endpoint missing = Endpoint.file(directory.resolve("none.db").toString(), false);

        assertThatThrownBy(() -> new SqliteDialect().open(missing)).isInstanceOf(SQLException.class);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void sqliteRefusesWritesOfReadOnlyConnections(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("a.db"));
        try (Connection connection = new SqliteDialect().open(Endpoint.file(file.toString(), true));
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("create table t (a)")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void findsThePlaceThatMariaDbQuotes() {
        Dialect dialect = new MariaDbDialect();
        String sql = "select 1,\n  2\nform t";
        SQLException near = new SQLException(
                "(conn=7) You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server"
                        + " version for the right syntax to use near 'form t' at line 3",
                "42000");
        SQLException end = new SQLException("(conn=7) … for the right syntax to use near '' at line 1", "42000");
        SQLException column = new SQLException("(conn=7) Unknown column 'b' in 'SELECT'", "42S22");

        assertThat(dialect.errorOffset(near, sql)).hasValue(sql.indexOf("form"));
        assertThat(dialect.errorOffset(end, "select (  ")).hasValue(8);
        assertThat(dialect.errorOffset(column, "select abc, b from t")).hasValue(12);
        assertThat(dialect.message(column)).isEqualTo("Unknown column 'b' in 'SELECT'");
    }

    @Test
    void findsThePlaceThatClickHouseCounts() {
        SQLException error = new SQLException("Code: 62. DB::Exception: Syntax error: failed at position 12 ('form')");

        assertThat(new ClickHouseDialect().errorOffset(error, "select 'é' form t"))
                .hasValue(10);
    }

    @Test
    void findsThePlaceThatSqliteQuotes(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("a.db"));
        Dialect dialect = new SqliteDialect();
        try (Connection connection = dialect.open(Endpoint.file(file.toString(), false));
                Statement statement = connection.createStatement()) {
            String sql = "select 1 as transform form x";
            SQLException error = org.assertj.core.api.Assertions.catchThrowableOfType(
                    SQLException.class, () -> statement.execute(sql));

            assertThat(dialect.message(error)).isEqualTo("near \"form\": syntax error");
            assertThat(dialect.errorOffset(error, sql)).hasValue(sql.indexOf(" form") + 1);
        }
    }

    @Test
    void hasTheSchemaTreesStatementsForEveryClient() {
        for (Dialect dialect : TestDialects.all().all()) {
            for (String name : new String[] {"schemas", "tables", "columns"}) {
                assertThat(dialect.sql(name)).as(dialect.client() + " " + name).isNotBlank();
            }
        }
    }

    @Test
    void quotesIdentifiersWhateverIsInThem() {
        assertThat(new PostgresDialect().quote("a\"b")).isEqualTo("\"a\"\"b\"");
        assertThat(new MariaDbDialect().quote("a`b")).isEqualTo("`a``b`");
        assertThat(new SqlServerDialect().quote("a]b")).isEqualTo("[a]]b]");
    }
}
