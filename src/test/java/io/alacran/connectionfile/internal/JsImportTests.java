package io.alacran.connectionfile.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.ConsoleTest;
import io.alacran.connectionfile.ConnectionFiles;
import io.alacran.connectionfile.ConnectionFiles.Imported;
import io.alacran.connectionfile.ConnectionFiles.Note;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Of {@code knexfile.js} and {@code ilana.config.js} a connection is read rightly, or left out and named. */
@ConsoleTest
@Timeout(60)
class JsImportTests {

    @Autowired
    ConnectionFiles files;

    @Test
    void anEnvironmentOfWhichNothingIsTakenOverIsNotNamed() {
        Imported knex = files.read("knexfile.js", """
                module.exports = {
                  swap: { client: 'pg', connection: { host: 'localhost', user: 'a' } },
                  staging: { client: 'pg', connection: process.env.DATABASE_URL },
                };
                """, null);
        Imported ilana = files.read("ilana.config.js", """
                const connections = {
                  swap: { a: { client: 'pg', connection: { host: 'localhost' } } },
                  staging: { b: { client: 'pg', connection: process.env.DATABASE_URL }, c: require('./c') },
                  testing: {},
                };
                module.exports = { connections: connections[process.env.NODE_ENV], migrations: { directory: './m' } };
                """, null);

        assertThat(knex.yaml()).contains("swap:", "host: localhost").doesNotContain("staging");
        assertThat(messages(knex))
                .containsExactly("staging.main: is left out, since its connection is a url as a whole from the variable"
                        + " DATABASE_URL; write host, database and user apart");
        assertThat(ilana.yaml()).contains("swap:", "directory: ./m").doesNotContain("staging", "testing");
        assertThat(messages(ilana))
                .contains("staging.migrations: are left out, none of its connections is taken over")
                .anyMatch(m -> m.startsWith("staging.b: is left out, since "))
                .anyMatch(m -> m.startsWith("connections.c: is left out, it is require("));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{socketPath: '/var/run/mysqld/mysqld.sock', user: 'a'} | it leads to a socket, not to a host",
                "{socketPath: process.env.SOCKET, host: 'db'} | it leads to a socket, not to a host",
                "{host: '/var/run/postgresql', user: 'a'} | its host is the directory of a socket",
                "{host: ['h1', 'h2'], user: 'a'} | it leads to one of several servers",
                "{host: 'h1,h2', user: 'a'} | its host 'h1,h2' is not a host name or an IP address",
                "{host: getHost(), user: 'a'} | its host is not known",
                "{uri: process.env.X} | its uri is a url as a whole from the variable X; write host, database and user apart",
                "{connectionString: process.env.X} | its connectionString is a url as a whole from the variable X; write host, database and user apart",
                "{connectionString: url()} | its connectionString is url(…), which is not run",
                "{connectionString: 'pg://u:s3cret@h1:1,h2:2/x'} | its url leads to one of several servers, or to none with a host and a port",
                "{connectionString: 'pg://u:s3cret@%2Fvar%2Frun/x'} | its host is the directory of a socket",
                "{connectionString: 'pg:///x?host=/var/run'} | its host is the directory of a socket",
                "{host: null, user: 'a'} | its host is empty",
                "'postgres://u:12/s3cret@db/x' | its url has an @ where no user is; write host, database and user apart",
                "'postgres://u:12?s3cret@db/x' | its url has an @ where no user is; write host, database and user apart",
                "'mysql://u:s3cret@db/x' | its connection is neither an object nor a url of postgres; write host, database and user apart",
                "'postgres://u:s3c^ret@db/x' | its url is none that can be read; write host, database and user apart",
                "'Server=db;Password=s3cret' | its connection is neither an object nor a url of postgres; write host, database and user apart",
                "'postgres://' + process.env.U + '@db/x' | its connection is a url with variables in it; write host, database and user apart",
            })
    void whatLeadsToNoOneServerIsLeftOutByName(String connection, String why) {
        Imported read = files.read(
                "ilana.config.js",
                "module.exports = { connections: { odd: { client: 'pg', connection: " + connection
                        + " }, good: { client: 'pg', connection: { host: 'good' } } } };",
                null);

        assertThat(read.yaml()).contains("good:").doesNotContain("odd");
        assertThat(messages(read))
                .contains("development.odd: is left out, since " + why)
                .noneMatch(m -> m.contains("s3c"));
    }

    @Test
    void withoutAHostItIsTheMachineItself() {
        Imported read = knex("{ client: 'mysql2', connection: { database: 'shop', user: 'a' } }");

        assertThat(read.yaml()).contains("host: localhost\n", "databaseName: shop\n");
        assertThat(messages(read))
                .containsExactly(
                        "development.main.connection: has no host; localhost, which is what it means, is taken");
        assertThat(knex("{ client: 'mssql', connection: { database: 'shop' } }").yaml())
                .doesNotContain("main");
        assertThat(knex("{ client: 'pg', connection: { ...other(), user: 'a' } }")
                        .yaml())
                .doesNotContain("main");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pg | 'postgres://tester:s3cr%40t@localhost:5433/my_test?sslmode=require' | host: localhost, port: 5433, databaseName: my_test, username: tester, password: s3cr@t, mode: require",
                "pg | 'postgresql://a:p+p%2Bq@my_db/my%20db' | host: my_db, databaseName: my db, username: a, password: p+p+q",
                "pg | 'pg://a@[::1]:5433/x?ssl=true' | host: ::1, port: 5433, databaseName: x, username: a, mode: verify",
                "pg | 'postgres://db/x?sslmode=prefer' | host: db, databaseName: x, mode: require",
                "pg | 'postgres://db/x?sslmode=no-verify' | host: db, databaseName: x, mode: require",
                "pg | 'postgres://db/x?sslmode=verify-ca' | host: db, databaseName: x, mode: verify",
                "pg | 'postgres://db/x?sslmode=verify-full' | host: db, databaseName: x, mode: verify",
                "pg | 'postgres://db/x?sslmode=disable' | host: db, databaseName: x",
                "pg | 'postgres://db/x?application_name=my%20shop' | host: db, databaseName: x, ApplicationName: my shop",
                "pg | {connectionString: 'postgres://db/x', ssl: {rejectUnauthorized: false}, host: 'not-it'} | host: db, databaseName: x, mode: require",
                "mysql2 | {uri: 'mysql://a:b@db:3307/x', user: 'it'} | host: db, port: 3307, databaseName: x, username: it, password: b",
                "mysql2 | 'mysql2://a@db/x' | host: db, databaseName: x, username: a",
                "mysql | 'mariadb://a@db/x' | host: db, databaseName: x, username: a",
            })
    void aUrlIsTakenApart(String client, String connection, String expected) {
        Imported read = knex("{ client: '" + client + "', connection: " + connection + " }");

        Value.Fields file = YamlText.read(read.yaml(), new Mistakes()).getFirst();
        List<String> found = file.flat().entrySet().stream()
                .map(e -> e.getKey().replaceFirst(".*\\.", "") + ": " + e.getValue())
                .filter(field -> !field.startsWith("client: ") && !field.startsWith("default: "))
                .toList();
        assertThat(found).containsExactlyInAnyOrder(expected.split(", "));
        assertThat(messages(read)).isEmpty();
    }

    @Test
    void whatElseAUrlHasIsNamedWithoutItsValue() {
        Imported read =
                knex("{ client: 'pg', connection: 'postgres://a:b%24%7Bc@db/x?sslmode=s3cret&sslcert=s3cret&k' }");

        assertThat(read.yaml()).contains("host: db").doesNotContain("tls", "s3cret");
        assertThat(messages(read))
                .containsExactlyInAnyOrder(
                        "development.main.connection.password: has a ${ in it, which begins a placeholder here",
                        "development.main.connection.sslmode: is left out, there is nothing like it here",
                        "development.main.connection.sslcert: is left out, there is nothing like it here",
                        "development.main.connection.k: is left out, there is nothing like it here");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pg | 'app' | app |",
                "pg | ['app'] | app |",
                "pg | ['app', 'public'] | | is left out, these are several schemas and one is possible here",
                "pg | 'app,public' | | is left out, these are several schemas and one is possible here",
                "mysql2 | ['app'] | | is left out, there is nothing like it here",
            })
    void aSearchPathOfOneIsTheSchema(String client, String path, String schema, String why) {
        Imported read =
                knex("{ client: '" + client + "', searchPath: " + path + ", connection: { host: 'db', user: 'a' } }");

        assertThat(YamlText.read(read.yaml(), new Mistakes())
                        .getFirst()
                        .text("environments", "development", "connections", "main", "schema")
                        .orElse(null))
                .isEqualTo(schema);
        assertThat(messages(read)).isEqualTo(why == null ? List.of() : List.of("development.main.searchPath: " + why));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "process.env.DB_CONNECTION || 'mysql' # mysql # cannot come from the variable DB_CONNECTION; 'mysql', which it is without it, is taken",
                "process.env.DB_CONNECTION ?? 'mysql' # mysql # cannot come from the variable DB_CONNECTION; 'mysql', which it is without it, is taken",
                "process.env.DB_CONNECTION # # cannot come from the variable DB_CONNECTION, so it is left out",
            })
    void aDefaultFromAVariableIsWhatItIsWithoutIt(String chosen, String name, String why) {
        Imported read = files.read(
                "ilana.config.js",
                "module.exports = { default: " + chosen + ", connections: { mysql: { client: 'mysql2', connection:"
                        + " { host: 'db' } } } };",
                null);

        assertThat(YamlText.read(read.yaml(), new Mistakes())
                        .getFirst()
                        .text("environments", "development", "default")
                        .orElse(null))
                .isEqualTo(name);
        assertThat(messages(read)).containsExactly("default: " + why);
    }

    private Imported knex(String config) {
        return files.read("knexfile.js", "module.exports = " + config + ";", null);
    }

    private static List<String> messages(Imported read) {
        return read.leftOut().stream().map(Note::message).toList();
    }
}
