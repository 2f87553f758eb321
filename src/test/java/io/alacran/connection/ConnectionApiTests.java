package io.alacran.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import io.alacran.ConsoleTest;
import io.alacran.connection.internal.TestCertificates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@ConsoleTest
@Timeout(60)
class ConnectionApiTests {

    private static final String CONNECTIONS = "/api/v1/connections";

    @Autowired
    MockMvc http;

    @Autowired
    JsonMapper json;

    @AfterEach
    void removeWhatWasMade() throws Exception {
        for (JsonNode made : ask(get(CONNECTIONS), null).at("/items")) {
            if (!made.at("/name").asString().equals("sample")) {
                http.perform(delete(CONNECTIONS + "/" + made.at("/name").asString() + "@"
                                + made.at("/environment").asString())
                        .with(user("ada")));
            }
        }
    }

    @Test
    void twoChangesAtOnceAreBothKept() throws Exception {
        ask(post(CONNECTIONS), Map.of("name", "shared", "client", "sqlite", "filename", "sqlite/shared.db"));
        for (int round = 1; round <= 25; round++) {
            String said = "round " + round;
            int rows = round;
            atOnce(
                    () -> ask(patch(CONNECTIONS + "/shared"), Map.of("description", said)),
                    () -> ask(patch(CONNECTIONS + "/shared"), Map.of("rowLimit", rows)));

            JsonNode now = ask(get(CONNECTIONS + "/shared"), null);
            assertThat(now.get("description").asString()).isEqualTo(said);
            assertThat(now.get("rowLimit").asInt()).isEqualTo(rows);
        }
    }

    @Test
    void twoChangesOfAPoolAtOnceAreBothKept() throws Exception {
        ask(post(CONNECTIONS), Map.of("name", "pooled", "client", "sqlite", "filename", "sqlite/pooled.db"));
        String pool = CONNECTIONS + "/pooled/pool";
        for (int round = 1; round <= 25; round++) {
            int most = round;
            int patience = 1_000 + round;
            atOnce(
                    () -> ask(patch(pool), Map.of("max", most)),
                    () -> ask(patch(pool), Map.of("acquireTimeoutMillis", patience)));

            JsonNode now = ask(get(CONNECTIONS + "/pooled"), null).get("pool");
            assertThat(now.get("max").asInt()).isEqualTo(most);
            assertThat(now.get("acquireTimeoutMillis").asInt()).isEqualTo(patience);
        }
    }

    private static void atOnce(Callable<?> one, Callable<?> other) throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        CompletableFuture<Void> beside = CompletableFuture.runAsync(() -> {
            try {
                together.await();
                one.call();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        together.await();
        other.call();
        beside.get();
    }

    @Test
    void aNameMayBeThereInEachEnvironmentAndAReferenceTellsThemApart() throws Exception {
        Map<String, Object> shop = Map.of("name", "twin", "client", "sqlite", "filename", "sqlite/twin.db");
        ask(post(CONNECTIONS), shop);
        Map<String, Object> other = new HashMap<>(shop);
        other.put("environment", "staging");
        other.put("default", true);
        MockHttpServletResponse made = http.perform(post(CONNECTIONS)
                        .with(user("ada"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(json.writeValueAsString(other)))
                .andReturn()
                .getResponse();

        assertThat(made.getStatus()).isEqualTo(201);
        assertThat(made.getHeader("Location")).isEqualTo(CONNECTIONS + "/twin@staging");
        assertThat(ask(get(CONNECTIONS + "/twin"), null).at("/environment").asString())
                .isEqualTo("development");
        JsonNode there = ask(get(CONNECTIONS + "/twin@staging"), null);
        assertThat(there.at("/name").asString()).isEqualTo("twin");
        assertThat(there.at("/environment").asString()).isEqualTo("staging");
        assertThat(ask(get(CONNECTIONS + "?environment=staging"), null).at("/items"))
                .singleElement()
                .isEqualTo(there);
        assertThat(ask(get("/api/v1/environments"), null).at("/items").toString())
                .contains("{\"name\":\"staging\",\"active\":false,\"production\":false,\"connections\":1,"
                        + "\"default\":\"twin\"}")
                .contains("{\"name\":\"production\",\"active\":false,\"production\":true,\"connections\":0}");
        assertThat(ask(get(CONNECTIONS + "/twin@staging/pool"), null)
                        .at("/total")
                        .asInt())
                .isZero();
        assertThat(ask(get("/health/database"), null, 503).propertyNames())
                .contains("twin@development", "twin@staging");

        ask(patch(CONNECTIONS + "/twin@staging"), Map.of("environment", "testing"));
        assertThat(ask(get(CONNECTIONS + "/twin@testing"), null).at("/default").asBoolean())
                .isTrue();
    }

    @Test
    void aMoveToAnotherEnvironmentKeepsTheQueries() throws Exception {
        ask(post(CONNECTIONS), Map.of("name", "mover", "client", "sqlite", "filename", "sample/sample.db"));
        ask(post(CONNECTIONS + "/mover/query"), Map.of("sql", "select 'before the move'"));

        ask(patch(CONNECTIONS + "/mover"), Map.of("environment", "staging"));
        ask(post(CONNECTIONS + "/mover@staging/query"), Map.of("sql", "select 'after the move'"));

        assertThat(ask(get("/api/v1/queries"), null).at("/items"))
                .filteredOn(q -> q.at("/sql").asString().contains("the move"))
                .hasSize(2)
                .allSatisfy(q -> {
                    assertThat(q.at("/connection").asString()).isEqualTo("mover");
                    assertThat(q.at("/environment").asString()).isEqualTo("staging");
                });
    }

    @Test
    void keepsEveryFieldAsItWasWrittenAndNoSecret() throws Exception {
        TestCertificates authority = new TestCertificates("authority");
        TestCertificates.Identity client = authority.identity("ada");
        Map<String, Object> tls = new HashMap<>(Map.of(
                "mode", "verify",
                "caPem", authority.caPem(),
                "certificatePem", client.certificatePem(),
                "keyPem", client.keyPem()));
        Map<String, Object> wanted = new HashMap<>(Map.ofEntries(
                Map.entry("name", "reports"),
                Map.entry("description", "the nightly figures"),
                Map.entry("client", "pg"),
                Map.entry("host", "${DB_HOST}"),
                Map.entry("port", 5433),
                Map.entry("databaseName", "reports"),
                Map.entry("username", "reader"),
                Map.entry("password", "pw-of-reader"),
                Map.entry("schema", "facts"),
                Map.entry("timezone", "Europe/Madrid"),
                Map.entry("tls", tls),
                Map.entry("initSql", "set lock_timeout = 1000"),
                Map.entry("readOnly", true),
                Map.entry("statementTimeoutMillis", 60_000),
                Map.entry("rowLimit", 10_000),
                Map.entry("properties", Map.of("PREPARETHRESHOLD", "3")),
                Map.entry("environment", "production"),
                Map.entry("colour", "red"),
                Map.entry("tags", List.of("figures", "nightly")),
                Map.entry("default", true)));

        JsonNode made = ask(post(CONNECTIONS), wanted);
        JsonNode read = ask(get(CONNECTIONS + "/reports"), null);

        assertThat(read).isEqualTo(made);
        tls.remove("keyPem");
        wanted.remove("password");
        wanted.put("client", "postgres");
        wanted.put("properties", Map.of("prepareThreshold", "3"));
        wanted.forEach((field, value) -> assertThat(read.get(field)).as(field).isEqualTo(json.valueToTree(value)));
        assertThat(read.toString()).doesNotContain("pw-of-reader").doesNotContain("PRIVATE KEY");
    }

    @Test
    void changesOnlyWhatAPatchGivesAndRemovesWhatItMakesNull() throws Exception {
        ask(
                post(CONNECTIONS),
                Map.of(
                        "name", "reports",
                        "client", "mysql2",
                        "host", "db",
                        "password", "pw",
                        "description", "old",
                        "tags", List.of("a"),
                        "tls", Map.of("mode", "require"),
                        "properties", Map.of("useCompression", "true", "tinyInt1isBit", "true")));
        Map<String, Object> patch =
                new HashMap<>(Map.of("rowLimit", 5, "properties", Map.of("useCompression", "false")));
        patch.put("description", null);

        JsonNode changed = ask(patch(CONNECTIONS + "/reports"), patch);

        assertThat(changed.has("description")).isFalse();
        assertThat(changed.at("/rowLimit").asInt()).isEqualTo(5);
        assertThat(changed.at("/host").asString()).isEqualTo("db");
        assertThat(changed.at("/tags/0").asString()).isEqualTo("a");
        assertThat(changed.at("/properties").toString())
                .isEqualTo("{\"tinyInt1isBit\":\"true\",\"useCompression\":\"false\"}");
        assertThat(ask(patch(CONNECTIONS + "/reports"), Map.of("tls", Map.of("rejectUnauthorized", true)), 400)
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("password");
        assertThat(ask(
                                patch(CONNECTIONS + "/reports"),
                                Map.of("password", "pw", "tls", Map.of("rejectUnauthorized", true)))
                        .at("/tls/mode")
                        .asString())
                .isEqualTo("verify");
    }

    @Test
    void aPatchOfTheWrongTypeIsNamedAndOneThatMakesThePasswordNullRemovesIt() throws Exception {
        ask(post(CONNECTIONS), Map.of("name", "x", "client", "pg", "host", "db", "password", "${DB_PASSWORD}"));
        Map<String, Object> patch = new HashMap<>();
        patch.put("password", null);

        assertThat(fields(ask(patch(CONNECTIONS + "/x"), Map.of("port", "many"), 400)))
                .containsExactly("port");
        assertThat(ask(patch(CONNECTIONS + "/x"), patch).has("password")).isFalse();
    }

    @Test
    void anSshTunnelIsReadWithoutItsSecretsChangedInPartAndRemoved() throws Exception {
        String hostKey = "SHA256:" + "a".repeat(43);
        Map<String, Object> tunnel = Map.of(
                "host", "gate", "port", 2222, "username", "app", "password", "pw-of-ssh", "passphrase", "${PASS}");
        JsonNode made = ask(
                post(CONNECTIONS),
                Map.of("name", "far", "client", "pg", "host", "db", "password", "pw", "sshTunnel", tunnel));
        assertThat(made.at("/sshTunnel").toString())
                .isEqualTo("{\"host\":\"gate\",\"port\":2222,\"username\":\"app\",\"passphrase\":\"${PASS}\"}");

        JsonNode trusted = ask(patch(CONNECTIONS + "/far"), Map.of("sshTunnel", Map.of("hostKey", hostKey)));
        assertThat(trusted.at("/sshTunnel/hostKey").asString()).isEqualTo(hostKey);
        assertThat(trusted.at("/sshTunnel/host").asString()).isEqualTo("gate");
        assertThat(withoutNotes(ask(put(CONNECTIONS + "/far"), trusted))).isEqualTo(withoutNotes(trusted));

        Map<String, Object> none = new HashMap<>();
        none.put("password", null);
        assertThat(fields(ask(patch(CONNECTIONS + "/far"), Map.of("sshTunnel", none), 400)))
                .containsExactly("sshTunnel.password");
        Map<String, Object> straight = new HashMap<>(Map.of("password", "pw"));
        straight.put("sshTunnel", null);
        assertThat(ask(patch(CONNECTIONS + "/far"), straight).has("sshTunnel")).isFalse();
    }

    @Test
    void aRenameKeepsTheQueries() throws Exception {
        ask(post(CONNECTIONS), Map.of("name", "before", "client", "sqlite3", "filename", "sample/sample.db"));
        ask(post(CONNECTIONS + "/before/query"), Map.of("sql", "select 'a query of the renamed connection'"));

        ask(patch(CONNECTIONS + "/before"), Map.of("name", "after"));

        assertThat(ask(get(CONNECTIONS + "/before"), null, 404)).isNotNull();
        assertThat(ask(post(CONNECTIONS + "/after/query"), Map.of("sql", "select 1"))
                        .at("/results/0/rows/0/0")
                        .asInt())
                .isEqualTo(1);
        assertThat(ask(get("/api/v1/queries"), null).at("/items").valueStream())
                .filteredOn(q -> q.at("/sql").asString("").contains("renamed connection"))
                .extracting(q -> q.at("/connection").asString())
                .containsExactly("after");
        assertThat(ask(get("/api/v1/activity?action=connection.rename"), null)
                        .at("/items")
                        .valueStream())
                .extracting(entry -> entry.at("/target").asString())
                .contains("before", "after");
    }

    @Test
    void aNameThatIsTakenIsNotGivenByARename() throws Exception {
        ask(post(CONNECTIONS), Map.of("name", "one", "client", "postgres", "host", "db"));

        assertThat(ask(patch(CONNECTIONS + "/one"), Map.of("name", "sample"), 409)
                        .at("/detail")
                        .asString())
                .contains("'sample' is taken");
    }

    @Test
    void namesEveryFieldThatIsNotRight() throws Exception {
        Map<String, Object> bad = Map.ofEntries(
                Map.entry("name", "x"),
                Map.entry("client", "mariadb"),
                Map.entry("host", "169.254.169.254"),
                Map.entry("schema", "public"),
                Map.entry("timezone", "CEST"),
                Map.entry("tls", Map.of("mode", "disable", "caPem", "x", "keyPem", "y", "ciphers", "z")),
                Map.entry("rowLimit", 0));
        assertThat(fields(ask(post(CONNECTIONS), bad, 400))).containsExactly("tls.ciphers");
        Map<String, Object> known = new HashMap<>(bad);
        known.put("tls", Map.of("mode", "disable", "caPem", "x", "keyPem", "y"));
        known.put("properties", Map.of("allowLocalInfile", "true", "useCompression", "maybe"));
        known.put("colour", "mauve");
        known.put("managedDatabase", "nowhere");

        assertThat(fields(ask(post(CONNECTIONS), known, 400)))
                .contains(
                        "managedDatabase",
                        "colour",
                        "properties.allowLocalInfile",
                        "properties.useCompression",
                        "schema",
                        "timezone",
                        "rowLimit",
                        "tls.caPem",
                        "tls.keyPem");
    }

    @Test
    void aClientWhoseDriverIsNotHereIsAnsweredWithWhatToDo() throws Exception {
        for (String client : new String[] {"oracle", "duckdb"}) {
            assertThat(ask(post(CONNECTIONS), Map.of("name", "x", "client", client, "host", "db"), 400)
                            .at("/errors/0/message")
                            .asString())
                    .contains("'" + client + "'")
                    .contains("does not come with the console")
                    .contains("./alacran driver " + client);
        }
    }

    @Test
    void putTakesBackWhatWasRead() throws Exception {
        ask(post(CONNECTIONS), Map.of("name", "x", "client", "pg", "host", "db", "password", "${DB_PASSWORD}"));
        JsonNode read = ask(get(CONNECTIONS + "/x"), null);

        assertThat(read.at("/password").asString()).isEqualTo("${DB_PASSWORD}");
        assertThat(withoutNotes(ask(put(CONNECTIONS + "/x"), read))).isEqualTo(withoutNotes(read));
    }

    @Test
    void theKeyOfSecretsIsChangedWithAllTheyEncrypt() throws Exception {
        ask(post(CONNECTIONS), Map.of("name", "x", "client", "pg", "host", "db", "password", "pw"));
        String before = ask(get("/api/v1/secrets/key"), null).at("/keyId").asString();

        JsonNode rotated = ask(post("/api/v1/secrets/key/rotate"), null);

        assertThat(rotated.at("/secrets").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(rotated.at("/keyId").asString()).isNotEqualTo(before).hasSize(12);
        assertThat(ask(get("/api/v1/activity?action=secret-key.rotate"), null).at("/items"))
                .hasSize(1);
    }

    /** There is a note for each setting of the pool that is asked for, even as it was. */
    private static JsonNode withoutNotes(JsonNode connection) {
        ((ObjectNode) connection.get("pool")).remove("notes");
        return connection;
    }

    private static List<String> fields(JsonNode problem) {
        return problem.at("/errors")
                .valueStream()
                .map(e -> e.at("/field").asString())
                .toList();
    }

    private JsonNode ask(MockHttpServletRequestBuilder request, @Nullable Object body) throws Exception {
        return ask(request, body, 0);
    }

    /** @param status what is expected; 0 for any success */
    private JsonNode ask(MockHttpServletRequestBuilder request, @Nullable Object body, int status) throws Exception {
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(new JsonMapper().writeValueAsString(body));
        }
        MockHttpServletResponse answer =
                http.perform(request.with(user("ada"))).andReturn().getResponse();
        String text = answer.getContentAsString();
        assertThat(answer.getStatus())
                .as(text)
                .satisfies(s ->
                        assertThat(status == 0 ? s / 100 == 2 : s == status).isTrue());
        return text.isEmpty() ? json.nullNode() : json.readTree(text);
    }
}
