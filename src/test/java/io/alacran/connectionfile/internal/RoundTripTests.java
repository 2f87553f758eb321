package io.alacran.connectionfile.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.ConsoleTest;
import io.alacran.connectionfile.ConnectionFiles;
import io.alacran.connectionfile.ConnectionFiles.Exported;
import io.alacran.connectionfile.ConnectionFiles.Imported;
import io.alacran.connectionfile.ConnectionFiles.Note;
import io.alacran.connectionfile.FileFormat;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is read from another tool's file and written back means the same to that tool. Node is asked what that is. */
@ConsoleTest
@Timeout(120)
class RoundTripTests {

    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("STAGING_DB_HOST", "staging-host"),
            Map.entry("STAGING_DB_NAME", "staging-name"),
            Map.entry("STAGING_DB_USER", "staging-user"),
            Map.entry("STAGING_DB_PASSWORD", "staging-password"),
            Map.entry("DB_HOST", "a-host"),
            Map.entry("DB_NAME", "a-name"),
            Map.entry("DB_USER", "a-user"),
            Map.entry("DB_PASSWORD", "a-password"),
            Map.entry("REGION", "eu"),
            Map.entry("STAGING_PASSWORD", "pw-staging"),
            Map.entry("PRODUCTION_HOST", "prod-host"),
            Map.entry("PRODUCTION_PASSWORD", "pw-prod"),
            Map.entry("REPORTS_HOST", "reports-host"));

    @Autowired
    ConnectionFiles files;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "single.js",
                "multiple.js",
                "read-write.js",
                "services.js",
                "environments.js",
                "pool.js",
                "migrations.js"
            })
    void everySectionOfIlanasGuideMeansTheSameAfterwards(String name) throws Exception {
        String source = resource(name);

        Imported read = files.read("ilana.config.js", source, null);
        Exported written = files.convert(read.yaml(), FileFormat.ILANA, null);

        for (String environment : environments(name)) {
            Map<String, String> variables = new HashMap<>(VARIABLES);
            variables.put("NODE_ENV", environment);
            assertThat(normal(Node.exports(directory, written.text(), variables)))
                    .isEqualTo(normal(Node.exports(directory, source, variables)));
        }
        assertThat(written.leftOut()).isEmpty();
    }

    @Test
    void whatIlanasGuideHasThatIsNotTakenOverIsSaid() throws Exception {
        assertThat(files.read("ilana.config.js", resource("environments.js"), null)
                        .leftOut())
                .extracting(Note::line, note -> note.message().replaceAll("^.*: ", ""))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                2, "the .env file is not read; put its variables into the console's environment"),
                        org.assertj.core.groups.Tuple.tuple(
                                16, "a database in memory has no place on a server; name a file before it is applied"));
        assertThat(files.read("ilana.config.js", resource("multiple.js"), null).leftOut())
                .isEmpty();
    }

    @Test
    void connectionsThatAreExchangedForTestsAreRead() throws Exception {
        String source = resource("test-setup.js");
        Files.writeString(directory.resolve("ilana.config.js"), "module.exports = {};");
        Path inner = Files.createDirectories(directory.resolve("test"));

        Imported read = files.read("setup.js", source, null);
        Exported written = files.convert(read.yaml(), FileFormat.ILANA, null);

        assertThat(Node.exports(inner, written.text(), VARIABLES).get("connections"))
                .isEqualTo(Node.exports(inner, source, VARIABLES).get("connections"));
        assertThat(read.leftOut()).extracting(Note::message).anyMatch(m -> m.contains("require('../ilana.config')"));
    }

    @Test
    void aKnexfileWithEnvironmentsMeansTheSameAfterwards() throws Exception {
        String source = resource("knexfile.js");

        Imported read = files.read("knexfile.js", source, "shop");
        Exported written = files.convert(read.yaml(), FileFormat.KNEX, null);

        // Knex takes a relative directory from the knexfile's own.
        JsonNode before = tools.jackson.databind.json.JsonMapper.shared()
                .readTree(normal(Node.exports(directory, source, VARIABLES))
                        .toString()
                        .replace(directory.toString(), "."));
        assertThat(normal(Node.exports(directory, written.text(), VARIABLES))).isEqualTo(before);
        assertThat(before.at("/production/pool/max").asInt()).isEqualTo(40);
        assertThat(read.leftOut())
                .extracting(Note::message)
                .containsExactly("the .env file is not read; put its variables into the console's environment");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "ssl=true, verify, :8443/shop?ssl=true&sslmode=strict",
                "sslmode=NONE&ssl=true, require, :8443/shop?ssl=true&sslmode=none",
                "sslmode=none, none, :8123/shop",
                "encrypt=true, none, :8123/shop"
            })
    void aUrlOfClickHouseSaysWhetherItIsEncrypted(String options, @Nullable String mode, String written) {
        String url = "spring.datasource.url: 'jdbc:clickhouse://db/shop?" + options + "'";
        Imported read = files.read("application.yaml", url, "shop");

        if (mode == null) {
            assertThat(read.yaml()).doesNotContain("tls");
        } else {
            assertThat(read.yaml()).contains("mode: " + mode);
        }
        assertThat(files.convert(read.yaml(), FileFormat.SPRING, null).text())
                .contains("url: jdbc:clickhouse://db" + written + "\n");
    }

    @Test
    void aSpringApplicationWithProfilesMeansTheSameAfterwards() throws Exception {
        Imported read = files.read("application.yaml", resource("application.yaml"), "shop");
        Exported written = files.convert(read.yaml(), FileFormat.SPRING, null);
        Imported again = files.read("application.yaml", written.text(), "shop");

        assertThat(again.yaml()).isEqualTo(read.yaml());
        assertThat(written.text())
                .contains(
                        "url: jdbc:postgresql://${DB_HOST}:5432/shop?sslmode=require&currentSchema=app&ApplicationName=shop",
                        "on-profile: staging",
                        "url: jdbc:mysql://staging-db:3306/shop?sslMode=VERIFY_IDENTITY&connectionTimeZone=UTC",
                        "url: jdbc:sqlserver://sql.example.org:1433;databaseName=shop;encrypt=true;trustServerCertificate=true",
                        "password: ${DB_PRODUCTION_PASSWORD}",
                        "maximum-pool-size: 40",
                        "read-only: true");
        assertThat(read.leftOut())
                .extracting(Note::message)
                .anyMatch(m -> m.contains("without the variable DB_HOST"))
                .anyMatch(m -> m.contains("cachePrepStmts is left out"))
                .anyMatch(m -> m.contains("option allowLoadLocalInfile of its url is left out"))
                .anyMatch(m -> m.contains("'!cloud & test' is left out"));
        assertThat(again.leftOut()).isEmpty();
    }

    private static List<String> environments(String name) {
        return name.equals("environments.js")
                ? List.of("development", "testing", "staging", "production")
                : List.of("development");
    }

    /** Knex has several words for one client; SQLite has no other way than useNullAsDefault, which is always written. */
    private static JsonNode normal(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.has("client")) {
                String client = object.get("client").asString();
                object.put(
                        "client",
                        switch (client) {
                            case "postgres" -> "pg";
                            case "better-sqlite3" -> "sqlite3";
                            default -> client;
                        });
            }
            if (object.path("ssl").isBoolean()) {
                object.putObject("ssl").put("rejectUnauthorized", true);
            }
            if (object.path("searchPath").isArray()) {
                object.set("searchPath", object.get("searchPath").get(0));
            }
            object.values().forEach(RoundTripTests::normal);
        }
        return node;
    }

    private static String resource(String name) throws Exception {
        try (InputStream in = RoundTripTests.class.getResourceAsStream("/connection-files/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
