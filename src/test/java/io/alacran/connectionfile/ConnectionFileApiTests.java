package io.alacran.connectionfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.alacran.ConsoleTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

@ConsoleTest
@Timeout(60)
class ConnectionFileApiTests {

    private static final String FILES = "/api/v1/connection-files";
    private static final String CONNECTIONS = "/api/v1/connections";

    private static final String SHOP = """
            environments:
              development:
                connections:
                  shop:
                    description: orders and stock
                    client: pg
                    host: ${DB_HOST}
                    port: 5433
                    databaseName: shop
                    username: shop
                    password: a-password-of-shop
                    tls: {mode: require}
                    properties: {PREPARETHRESHOLD: 3}
                    tags: [orders]
                    pool: {max: 7, idleTimeoutMillis: 60000}
              testing:
                default: files
                connections:
                  files: {client: sqlite3, filename: sqlite/files.db, readOnly: true}
            """;

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
    void appliedTwiceItChangesNothingTheSecondTime() throws Exception {
        JsonNode planned = ask(post(FILES + "/apply?dryRun=true"), SHOP);
        assertThat(actions(planned)).containsExactly("add shop", "add files", "keep sample");
        assertThat(names()).containsExactly("sample");

        JsonNode first = ask(post(FILES + "/apply"), SHOP);
        assertThat(first.get("changes")).isEqualTo(planned.get("changes"));
        JsonNode made = ask(get(CONNECTIONS + "/shop"), null);
        JsonNode second = ask(post(FILES + "/apply"), SHOP);

        assertThat(actions(second)).containsExactly("keep sample");
        assertThat(second.get("unchanged").asInt()).isEqualTo(2);
        assertThat(ask(get(CONNECTIONS + "/shop"), null)).isEqualTo(made);
        assertThat(made.at("/client").asString()).isEqualTo("postgres");
        assertThat(made.at("/pool/max").asInt()).isEqualTo(7);
        assertThat(made.at("/properties/prepareThreshold").asString()).isEqualTo("3");
        assertThat(ask(get(CONNECTIONS + "/files"), null).get("default").asBoolean())
                .isTrue();
        assertThat(first.toString()).doesNotContain("a-password-of-shop");
    }

    @Test
    void fiveMistakesAreNamedWithTheirLinesAndNothingIsApplied() throws Exception {
        String yaml = """
                environments:
                  development:
                    connections:
                      good: {client: sqlite, filename: sqlite/good.db}
                      shop:
                        client: postgres
                        host: db.example.org
                        port: 99999
                        databaseName: shop
                        usrname: shop
                        tls:
                          mode: verfy
                      other:
                        client: oracel
                        host: db.example.org
                      third:
                        client: mysql
                        host: db.example.org
                        pool:
                          max: 10
                          min: many
                """;

        JsonNode answer = ask(post(FILES + "/apply"), yaml);

        assertThat(answer.get("status").asInt()).isEqualTo(400);
        assertThat(answer.get("errors"))
                .extracting(e -> e.get("field").asString() + " "
                        + e.get("message").asString().split(":")[0])
                .containsExactly(
                        "line 8 development.shop.port",
                        "line 10 development.shop.usrname",
                        "line 12 development.shop.tls",
                        "line 14 development.other.client",
                        "line 21 development.third.pool.min");
        assertThat(names()).containsExactly("sample");
    }

    @Test
    void aChangeIsShownFieldByFieldWithoutSecrets() throws Exception {
        ask(post(FILES + "/apply"), SHOP);
        String changed = SHOP.replace("max: 7", "max: 9")
                .replace("a-password-of-shop", "another-password")
                .replace("        description: orders and stock\n", "");

        JsonNode outcome = ask(post(FILES + "/apply?dryRun=true"), changed);

        assertThat(outcome.at("/changes/0/action").asString()).isEqualTo("change");
        assertThat(outcome.at("/changes/0/fields"))
                .extracting(f -> f.get("field").asString() + ": "
                        + f.path("from").asString("-") + " > " + f.path("to").asString("-"))
                .containsExactlyInAnyOrder(
                        "description: orders and stock > -", "pool.max: 7 > 9", "password: •••• > ••••");
        assertThat(outcome.toString()).doesNotContain("another-password");
    }

    @Test
    void whatIsNotInTheFileIsNamedAndGoesOnlyWhenAskedTo() throws Exception {
        ask(post(FILES + "/apply"), SHOP);
        String without = "environments: {testing: {}}";

        assertThat(actions(ask(post(FILES + "/apply"), without))).containsExactly("keep files");
        assertThat(actions(ask(post(FILES + "/apply?prune=true"), "environments: {testing: }")))
                .as("what has nothing behind it is not named")
                .isEmpty();
        assertThat(names()).containsExactly("files", "sample", "shop");
        assertThat(actions(ask(post(FILES + "/apply?prune=true"), without))).containsExactly("remove files");
        assertThat(names()).containsExactly("sample", "shop");
    }

    @Test
    void anExportHasNoSecretAndAppliesToTheConsoleItCameFromWithoutChangingIt() throws Exception {
        ask(post(FILES + "/apply"), SHOP);

        JsonNode exported = ask(get(FILES + "/export?format=alacran"), null);
        JsonNode again = ask(post(FILES + "/apply"), exported.get("text").asString());

        assertThat(exported.get("text").asString())
                .contains("password: ${SHOP_PASSWORD}", "host: ${DB_HOST}")
                .doesNotContain("a-password-of-shop");
        assertThat(exported.get("secrets")).extracting(JsonNode::asString).containsExactly("SHOP_PASSWORD");
        assertThat(actions(again)).isEmpty();
        assertThat(again.get("unchanged").asInt()).isEqualTo(3);
        assertThat(again.at("/notes/0/message").asString()).contains("shop.password", "the stored one is kept");
    }

    /** Or either would send the other's password to its own server. */
    @Test
    void twoConnectionsNeverShareAVariable() throws Exception {
        ask(post(FILES + "/apply"), """
                environments:
                  development:
                    connections:
                      shop-production: {client: pg, host: a.example.org, password: the-one}
                  production:
                    connections:
                      shop: {client: pg, host: b.example.org, password: the-other}
                """);

        JsonNode exported = ask(get(FILES + "/export?format=alacran"), null);

        assertThat(exported.get("secrets"))
                .extracting(JsonNode::asString)
                .containsExactly("SHOP_PRODUCTION_PASSWORD", "SHOP_PRODUCTION_PASSWORD_2");
        assertThat(ask(get(FILES + "/export?format=env"), null).get("leftOut").toString())
                .contains("production.shop: another connection has the variables SHOP_PRODUCTION_");
    }

    @Test
    void groupsAreAppliedInTheWordsOfTheirOwnCalls() throws Exception {
        String yaml = """
                environments:
                  testing:
                    connections:
                      main: {client: pg, host: a.example.org}
                      one: {client: pg, host: b.example.org}
                    groups:
                      shop: {primary: main, replicas: [{connection: one, weight: 2}], maxLagMs: 500}
                """;

        JsonNode outcome = ask(post(FILES + "/apply"), yaml);

        assertThat(outcome.get("changes"))
                .extracting(c -> c.get("kind").asString() + " " + c.get("name").asString())
                .containsExactly("connection main", "connection one", "group shop");
        JsonNode made = ask(get("/api/v1/groups/shop@testing"), null);
        assertThat(made.at("/replicas/0/weight").asInt()).isEqualTo(2);
        assertThat(made.at("/maxLagMs").asInt()).isEqualTo(500);
        ask(post(FILES + "/apply?prune=true"), "environments: {testing: {}}");
        assertThat(names()).containsExactly("sample");
    }

    @Test
    void everyFormatIsWrittenAndOnlyOneEnvironmentWhereOneIsAskedFor() throws Exception {
        ask(post(FILES + "/apply"), SHOP);

        for (FileFormat format : FileFormat.values()) {
            JsonNode exported = ask(get(FILES + "/export?environment=testing&format=" + format.word()), null);
            assertThat(exported.get("fileName").asString()).isEqualTo(format.fileName());
            assertThat(exported.get("text").asString()).contains("files.db").doesNotContain("DB_HOST");
        }
        assertThat(ask(get(FILES + "/export?format=xml"), null)
                        .at("/errors/0/message")
                        .asString())
                .isEqualTo("'xml' is not one of alacran, ilana, knex, spring, env");
        assertThat(ask(get(FILES + "/export?format=env&environment=tesing"), null)
                        .at("/errors/0/message")
                        .asString())
                .isEqualTo("'tesing' has no connections; there are development, testing");
    }

    @Test
    void anotherToolsFileIsReadAndSaysWhatIsLeftOut() throws Exception {
        String source = """
                module.exports = {
                  default: "main",
                  connections: {
                    main: { client: "pg", connection: { host: "db", password: process.env.PW, ssl: getTls() } },
                  },
                };
                """;

        JsonNode read = ask(post(FILES + "/import?fileName=ilana.config.js"), source);

        assertThat(read.get("yaml").asString()).contains("host: db", "password: ${PW}", "default: main");
        assertThat(read.at("/leftOut/0/line").asInt()).isEqualTo(4);
        assertThat(read.at("/leftOut/0/message").asString()).contains("connection.ssl", "getTls(…)", "not run");
        assertThat(actions(
                        ask(post(FILES + "/apply?dryRun=true"), read.get("yaml").asString())))
                .containsExactly("add main", "keep sample");
    }

    @Test
    void bytesThatAreNoTextAndFilesThatAreTooLargeAreRefused() throws Exception {
        MockHttpServletResponse latin = http.perform(post(FILES + "/apply")
                        .with(user("ada"))
                        .contentType("application/yaml")
                        .content(new byte[] {(byte) 0xff, (byte) 0xfe}))
                .andReturn()
                .getResponse();
        JsonNode large = ask(post(FILES + "/apply"), "#".repeat(10_000_000));

        assertThat(ask(post(FILES + "/apply").contentType("application/yaml"), null)
                        .toString())
                .contains("the file is empty");
        assertThat(ask(post(FILES + "/apply"), "environments: {testing: {connections: {a: !!binary aGk=}}}")
                        .toString())
                .contains("!!binary has no place here");
        assertThat(latin.getContentAsString()).contains("is not UTF-8");
        assertThat(large.get("status").asInt()).isEqualTo(400);
        assertThat(large.toString()).contains("10000000");
    }

    @Test
    void whatCannotBePrintedComesBackAsItWas() throws Exception {
        String yaml = """
                environments:
                  testing:
                    connections:
                      odd: {client: pg, host: db.example.org, initSql: "select '\\x1b[0m\\f';", description: "%s"}
                """;
        assertThat(ask(post(FILES + "/apply"), yaml.formatted("a\\0b")).toString())
                .contains("line 4", "odd.description: has a character with the code 0");
        ask(post(FILES + "/apply"), yaml.formatted("odd"));

        String exported =
                ask(get(FILES + "/export?format=alacran"), null).get("text").asString();
        JsonNode again = ask(post(FILES + "/apply"), exported);

        assertThat(exported).contains("\\e[0m\\f").doesNotContain("binary");
        assertThat(actions(again)).as(again.toString()).isEmpty();
    }

    private List<String> actions(JsonNode outcome) {
        return outcome.get("changes")
                .valueStream()
                .map(c -> c.get("action").asString() + " " + c.get("name").asString())
                .toList();
    }

    private List<String> names() throws Exception {
        return ask(get(CONNECTIONS), null)
                .at("/items")
                .valueStream()
                .map(c -> c.get("name").asString())
                .toList();
    }

    private JsonNode ask(MockHttpServletRequestBuilder request, @org.jspecify.annotations.Nullable String body)
            throws Exception {
        request.with(user("ada"));
        if (body != null) {
            request.contentType(MediaType.parseMediaType("application/yaml")).content(body);
        }
        String answer = http.perform(request).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
        return answer.isEmpty() ? json.missingNode() : json.readTree(answer);
    }
}
