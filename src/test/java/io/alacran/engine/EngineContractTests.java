package io.alacran.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The contracts of the official images, also of those whose servers are not run in tests. */
class EngineContractTests {

    private static final String SECRET = "p@ss'w\"o$r/d %";
    private static final EngineCatalog CATALOG = load();

    static Stream<DatabaseEngine> engines() {
        return CATALOG.engines().stream();
    }

    @Test
    void theCatalogOffersSevenEnginesPostgresFirst() {
        assertThat(CATALOG.engines())
                .extracting(DatabaseEngine::id)
                .containsExactly("postgres", "mysql", "mariadb", "mssql", "clickhouse", "mongodb", "redis");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres,18,postgres:18,/var/lib/postgresql,5432",
        "postgres,18.1-alpine,postgres:18.1-alpine,/var/lib/postgresql,5432",
        "postgres,17,postgres:17,/var/lib/postgresql/data,5432",
        "mysql,9.7,mysql:9.7,/var/lib/mysql,3306",
        "mysql,8.4,mysql:8.4,/var/lib/mysql,3306",
        "mariadb,10.11,mariadb:10.11,/var/lib/mysql,3306",
        "mssql,2022,mcr.microsoft.com/mssql/server:2022-latest,/var/opt/mssql,1433",
        "clickhouse,25.8,clickhouse/clickhouse-server:25.8,/var/lib/clickhouse,8123",
        "mongodb,8.0,mongo:8.0,/data/db,27017",
        "redis,7,redis:7,/data,6379"
    })
    void imageVolumePathAndPortAreThoseOfTheOfficialImage(
            String engine, String version, String image, String volumePath, int port) {
        DatabaseEngine found = CATALOG.get(engine);
        assertThat(found.image(version)).isEqualTo(image);
        assertThat(found.volumePath(version)).isEqualTo(volumePath);
        assertThat(found.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({
        "postgres,POSTGRES_PASSWORD",
        "mysql,MYSQL_ROOT_PASSWORD",
        "mariadb,MARIADB_ROOT_PASSWORD",
        "mssql,MSSQL_SA_PASSWORD",
        "clickhouse,CLICKHOUSE_PASSWORD",
        "mongodb,MONGO_INITDB_ROOT_PASSWORD",
        "redis,REDIS_PASSWORD"
    })
    void thePasswordGoesIntoTheVariableThatTheImageReads(String engine, String variable) {
        assertThat(CATALOG.get(engine).environment(login(CATALOG.get(engine)))).containsEntry(variable, SECRET);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void noPasswordStandsInProcessArguments(DatabaseEngine engine) {
        Login login = login(engine);
        assertThat(engine.command()).noneMatch(a -> a.contains(SECRET));
        assertThat(engine.probe("srv-alacran--x", login).command()).noneMatch(a -> a.contains(SECRET));
        assertThat(engine.probe("srv-alacran--x", login).environment()).containsValue(SECRET);
        engine.passwordChange("srv-alacran--x", login, "n3w'pass")
                .ifPresent(
                        change -> assertThat(change.command()).noneMatch(a -> a.contains(SECRET) || a.contains("n3w")));
    }

    @ParameterizedTest
    @CsvSource({"26.7,false", "26.7.1.22,false", "26.3,true", "25.8,true", "25.8-alpine,true", "25.10,false"})
    void clickHousesReleasesOfMarchAndAugustAloneAreMaintainedForLong(String version, boolean longTerm) {
        assertThat(CATALOG.get("clickhouse").longTermSupport(version)).isEqualTo(longTerm);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theDefaultVersionIsMaintainedForLong(DatabaseEngine engine) {
        assertThat(engine.longTermSupport(engine.defaultVersion())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theDefaultVersionIsOfferedAndEverySnippetNamesHostAndPort(DatabaseEngine engine) {
        assertThat(engine.versions()).contains(engine.defaultVersion());
        List<Snippet> snippets = engine.snippets(login(engine), "db.internal", 6543);
        assertThat(snippets).hasSizeGreaterThanOrEqualTo(4);
        assertThat(snippets).allSatisfy(s -> assertThat(s.text()).contains("db.internal", "6543"));
    }

    @ParameterizedTest
    @CsvSource({
        "postgres,psql JDBC Node.js Python .env",
        "mysql,mysql JDBC Node.js Python .env",
        "mariadb,mariadb JDBC Node.js Python .env",
        "mssql,sqlcmd JDBC Node.js Python .env",
        "clickhouse,curl JDBC Node.js Python .env",
        "mongodb,mongosh Node.js Python .env",
        "redis,redis-cli Node.js Python .env"
    })
    void everyEngineHasTheSnippetsOfItsClientAndOfTheCommonLanguages(String engine, String titles) {
        DatabaseEngine found = CATALOG.get(engine);
        assertThat(found.snippets(login(found), "h", 1))
                .extracting(Snippet::title)
                .containsExactly(titles.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "postgres,psql JDBC Node.js Python .env",
        "mysql,JDBC Node.js Python .env",
        "mariadb,JDBC Node.js Python .env",
        "mssql,Python .env",
        "clickhouse,JDBC Node.js Python .env",
        "mongodb,mongosh Node.js Python .env",
        "redis,Node.js Python .env"
    })
    void passwordsInUrlsArePercentEncoded(String engine, String withUrl) {
        DatabaseEngine found = CATALOG.get(engine);
        String encoded = "p%40ss%27w%22o%24r%2Fd%20%25";
        Pattern signIn =
                Pattern.compile("://[^\\s@]*" + encoded + "@h:1|[?]user=\\w+&password=" + encoded + "(?![^\\s\"'])");
        assertThat(found.snippets(login(found), "h", 1))
                .filteredOn(s -> signIn.matcher(s.text()).find())
                .extracting(Snippet::title)
                .containsExactly(withUrl.split(" "));
    }

    /** One has fields instead of a URL. */
    @Test
    void thePasswordOfAnObjectOfJavaScriptIsAString() {
        DatabaseEngine sqlServer = CATALOG.get("mssql");
        assertThat(sqlServer.snippets(login(sqlServer), "h", 1))
                .filteredOn(s -> s.title().equals("Node.js"))
                .singleElement()
                .satisfies(s -> assertThat(s.text())
                        .contains("server: \"h\", port: 1", "database: \"master\"", "password: \"p@ss'w\\\"o$r/d %\""));
    }

    /** What cannot be run in tests is compared, all of it, with what the documentation of its image asks for. */
    @ParameterizedTest
    @CsvSource({"mssql", "mongodb"})
    void anEngineThatTestsCannotRunGetsExactlyWhatIsWrittenDownOfItsImage(String id) throws IOException {
        JsonMapper json = new JsonMapper();
        ObjectNode written;
        try (InputStream in = Objects.requireNonNull(
                EngineContractTests.class.getResourceAsStream("/container-specs/" + id + ".json"))) {
            written = (ObjectNode) json.readTree(in);
        }
        written.remove("source");
        DatabaseEngine engine = CATALOG.get(id);
        Login login = new Login(engine.defaultUsername(), "S3cret.of.a.test", engine.defaultDatabaseName("shop"));
        Probe probe = engine.probe("srv-alacran--shop", login);

        assertThat(json.<JsonNode>valueToTree(Map.of(
                        "image", engine.image(engine.defaultVersion()),
                        "command", engine.command(),
                        "environment", engine.environment(login),
                        "volumePath", engine.volumePath(engine.defaultVersion()),
                        "port", engine.port(),
                        "probe", Map.of("command", probe.command(), "environment", probe.environment()))))
                .isEqualTo(written);
    }

    private static Login login(DatabaseEngine engine) {
        return new Login(engine.defaultUsername(), SECRET, engine.defaultDatabaseName("shop"));
    }

    private static EngineCatalog load() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext("io.alacran.engine")) {
            return context.getBean(EngineCatalog.class);
        }
    }
}
