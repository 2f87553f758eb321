package io.alacran.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import io.alacran.ConsoleTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
class QueryApiTests {

    private static final String QUERY = "/api/v1/connections/sample/query";
    private static final String ENDLESS =
            "with recursive n (i) as (select 1 union all select i + 1 from n) select count(*) from n";

    @Autowired
    MockMvc http;

    @Autowired
    JsonMapper json;

    @Test
    void givesTheFirstRowsOfEachResultAsJson() throws Exception {
        JsonNode answer = query(Map.of(
                "sql", "select id, name, price, null as none from products order by id; select count(*) from orders"));

        JsonNode first = answer.at("/results/0");
        assertThat(first.at("/columns/0/name").asString()).isEqualTo("id");
        assertThat(first.at("/rows/0").toString()).isEqualTo("[1,\"House Blend\",9.9,null]");
        assertThat(first.at("/rowCount").asInt()).isEqualTo(60);
        assertThat(first.at("/truncated").asBoolean()).isFalse();
        assertThat(answer.at("/results/1/rows/0/0").asInt()).isEqualTo(500);
        assertThat(answer.at("/id").asString()).isNotEmpty();
    }

    @Test
    void saysWhenThereAreMoreRows() throws Exception {
        JsonNode usual = query(Map.of("sql", "select * from order_items"));
        JsonNode asked = query(Map.of("sql", "select * from products", "maxRows", 3));
        JsonNode all = query(Map.of("sql", "select * from order_items", "maxRows", 0));

        assertThat(usual.at("/results/0/rows").size()).isEqualTo(1_000);
        assertThat(usual.at("/results/0/truncated").asBoolean()).isTrue();
        assertThat(asked.at("/results/0/rowCount").asInt()).isEqualTo(3);
        assertThat(all.at("/results/0/truncated").asBoolean()).isFalse();
    }

    @Test
    void streamsRowsAsLinesOfJson() throws Exception {
        MockHttpServletResponse answer =
                run(Map.of("sql", "select id, name, id from customers order by id"), "application/x-ndjson");

        assertThat(answer.getContentType()).startsWith("application/x-ndjson");
        assertThat(answer.getHeader("Location")).startsWith("/api/v1/queries/");
        List<String> lines = answer.getContentAsString().lines().toList();
        assertThat(lines).hasSize(18);
        assertThat(lines.getFirst()).isEqualTo("{\"id\":1,\"name\":\"Ana Ferreira\",\"id_2\":1}");
    }

    @Test
    void streamsRowsAsCsvWithValuesAsTheyAre() throws Exception {
        MockHttpServletResponse answer = run(
                Map.of(
                        "sql",
                        "select '=1+1' as formula, 'a \"b\", c' as \"quo,ted\", null as none, '' as empty, 1.5 as n"),
                "text/csv");

        assertThat(answer.getContentAsString())
                .isEqualTo("formula,\"quo,ted\",none,empty,n\r\n=1+1,\"a \"\"b\"\", c\",,\"\",1.5\r\n");
    }

    @Test
    void saysWhatTheDatabaseRefusedAndWhere() throws Exception {
        for (String type : new String[] {"application/json", "application/x-ndjson", "text/csv"}) {
            MockHttpServletResponse answer =
                    run(Map.of("sql", "update products set stock = 1;\nselect nme from products"), type);

            assertThat(answer.getStatus()).as(type).isIn(422);
            assertThat(answer.getContentType()).startsWith("application/problem+json");
            JsonNode problem = json.readTree(answer.getContentAsString());
            assertThat(problem.at("/detail").asString()).isEqualTo("no such column: nme");
            assertThat(problem.at("/position").asInt()).isEqualTo(38);
            assertThat(problem.at("/remedy").asString())
                    .startsWith("It was statement 2 of 2; those before it are done");
        }
    }

    @Test
    void breaksAStreamOffWhenTheQueryFailsAfterItsFirstRows() {
        Map<String, Object> body = Map.of("sql", "select 1 as one; select nme from products");

        assertThatThrownBy(() -> run(body, "text/csv")).hasMessageContaining("broke off after its first rows");
    }

    @Test
    void namesEveryBadFieldAtOnce() throws Exception {
        MockHttpServletResponse answer =
                run(Map.of("sql", " -- nothing", "maxRows", -1, "timeoutMs", 0), "application/json");

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(json.readTree(answer.getContentAsString()).at("/errors").findValuesAsString("field"))
                .containsExactly("sql", "maxRows", "timeoutMs");
    }

    @Test
    void doesNotKnowOtherConnections() throws Exception {
        assertThat(perform(post("/api/v1/connections/none/query"), Map.of("sql", "select 1"))
                        .getStatus())
                .isEqualTo(404);
        assertThat(perform(get("/api/v1/connections/none"), Map.of()).getStatus())
                .isEqualTo(404);
    }

    @Test
    void bindsParameters() throws Exception {
        JsonNode answer = query(Map.of("sql", "select name from customers where id = ?", "params", List.of(2)));

        assertThat(answer.at("/results/0/rows/0/0").asString()).isEqualTo("Bruno Keller");
    }

    @Test
    void cancelsARunningQueryByTheIdThatTheCallerChose() throws Exception {
        CompletableFuture<MockHttpServletResponse> running = CompletableFuture.supplyAsync(() -> {
            try {
                return run(Map.of("sql", ENDLESS, "id", "report-7"), "application/json");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        while (!perform(get("/api/v1/queries"), Map.of()).getContentAsString().contains("\"state\":\"running\"")) {
            Thread.onSpinWait();
        }
        assertThat(perform(delete("/api/v1/queries/report-7"), Map.of()).getStatus())
                .isEqualTo(204);

        assertThat(running.get().getStatus()).isEqualTo(409);
        JsonNode recent =
                json.readTree(perform(get("/api/v1/queries"), Map.of()).getContentAsString());
        assertThat(recent.at("/items/0/state").asString()).isEqualTo("cancelled");
        assertThat(recent.at("/items/0/startedBy").asString()).isEqualTo("ada");
        assertThat(perform(delete("/api/v1/queries/report-7"), Map.of()).getStatus())
                .isEqualTo(404);
        assertThat(pool().at("/active").asInt()).isZero();
    }

    @Test
    void cancelsAfterTheTimeLimit() throws Exception {
        MockHttpServletResponse answer = run(Map.of("sql", ENDLESS, "timeoutMs", 100), "application/json");

        assertThat(answer.getStatus()).isEqualTo(409);
        assertThat(answer.getContentAsString()).contains("time limit of 100 ms");
    }

    @Test
    void showsConnectionsWithTheirHealthAndPool() throws Exception {
        JsonNode sample = json.readTree(
                perform(get("/api/v1/connections/sample"), Map.of()).getContentAsString());
        JsonNode health = json.readTree(
                perform(post("/api/v1/connections/sample/test"), Map.of()).getContentAsString());

        assertThat(sample.at("/client").asString()).isEqualTo("sqlite");
        assertThat(sample.at("/pool/max").asInt()).isEqualTo(10);
        assertThat(health.at("/healthy").asBoolean()).isTrue();
        assertThat(health.at("/checks")
                        .valueStream()
                        .map(c -> c.get("id").asString() + " " + c.get("result").asString()))
                .contains("file pass", "sign-in pass", "query pass", "connect skipped");
        assertThat(pool().at("/settings/max").asInt()).isEqualTo(10);
        assertThat(perform(get("/api/v1/connections"), Map.of()).getContentAsString())
                .contains("\"name\":\"sample\"");
    }

    @Test
    void neverGivesOutPasswords() throws Exception {
        Map<String, Object> far = new HashMap<>(Map.of(
                "name",
                "far",
                "client",
                "postgres",
                "host",
                "db.example",
                "username",
                "app",
                "password",
                "pw-of-app-4711"));
        MockHttpServletResponse made = perform(post("/api/v1/connections"), far);
        far.put("description", "changed");
        MockHttpServletResponse changed = perform(put("/api/v1/connections/far"), far);
        MockHttpServletResponse listed = perform(get("/api/v1/connections"), Map.of());

        assertThat(made.getStatus()).isEqualTo(201);
        assertThat(changed.getContentAsString()).contains("changed");
        assertThat(made.getContentAsString() + changed.getContentAsString() + listed.getContentAsString())
                .doesNotContain("pw-of-app");
        assertThat(perform(delete("/api/v1/connections/far"), Map.of()).getStatus())
                .isEqualTo(204);
    }

    @Test
    void namesWhatAConnectionCannotDoInsteadOfDroppingIt() throws Exception {
        Map<String, Object> tls = Map.of("mode", "verify", "rejectUnauthorized", false);
        Map<String, Object> far = Map.of(
                "name", "tunnel",
                "client", "postgres",
                "host", "db.example",
                "sshTunnel", Map.of("hots", "gate"),
                "colur", "#aabbcc",
                "pool", Map.of("max", 2, "idleMillis", 5),
                "tls", tls);

        MockHttpServletResponse answer = perform(post("/api/v1/connections"), far);

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(json.readTree(answer.getContentAsString()).at("/errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("sshTunnel.hots", "colur", "pool.idleMillis", "tls.rejectUnauthorized");
    }

    @Test
    void takesAConnectionBackAsItWasReadAndNamesTextsThatAreTooLong() throws Exception {
        Map<String, Object> made =
                Map.of("name", "back", "client", "postgres", "host", "db", "tls", Map.of("rejectUnauthorized", true));
        JsonNode read = json.readTree(perform(post("/api/v1/connections"), made).getContentAsString());
        assertThat(read.at("/tls/mode").asString()).isEqualTo("verify");
        MockHttpServletResponse back = http.perform(put("/api/v1/connections/back")
                        .with(user("ada"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(read.toString()))
                .andReturn()
                .getResponse();
        assertThat(back.getStatus()).as(back.getContentAsString()).isEqualTo(200);
        assertThat(perform(post("/api/v1/connections"), made).getStatus()).isEqualTo(409);

        Map<String, Object> wordy = new HashMap<>(made);
        wordy.put("description", "d".repeat(1_001));
        wordy.put("username", "u".repeat(256));
        MockHttpServletResponse refused = perform(put("/api/v1/connections/back"), wordy);
        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(json.readTree(refused.getContentAsString()).at("/errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("description", "username");
        perform(delete("/api/v1/connections/back"), Map.of());
    }

    @Test
    void saysWithoutASignInWhetherEveryDatabaseAnswers() throws Exception {
        MockHttpServletResponse well =
                http.perform(get("/health/database")).andReturn().getResponse();
        assertThat(well.getStatus()).isEqualTo(200);
        assertThat(well.getContentAsString()).isEqualTo("{\"sample\":{\"status\":\"healthy\",\"error\":null}}");

        perform(
                post("/api/v1/connections"),
                Map.of("name", "gone", "client", "postgres", "host", "127.0.0.1", "port", 1));
        MockHttpServletResponse sick =
                http.perform(get("/health/database")).andReturn().getResponse();
        JsonNode told = json.readTree(perform(get("/health/database"), Map.of()).getContentAsString());
        perform(delete("/api/v1/connections/gone"), Map.of());

        assertThat(sick.getStatus()).isEqualTo(503);
        assertThat(sick.getContentAsString()).contains("\"gone\":{\"status\":\"unhealthy\",\"error\":null}");
        assertThat(told.at("/gone/error").asString()).contains("refused");
    }

    @Test
    void aStreamOfTwoResultsIsRefusedAndNotTakenForAFullDisk() throws Exception {
        MockHttpServletResponse answer = run(Map.of("sql", "select 1 where 0; select 2"), "text/csv");

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString()).contains("carries one result");
    }

    private JsonNode pool() throws Exception {
        return json.readTree(
                perform(get("/api/v1/connections/sample/pool"), Map.of()).getContentAsString());
    }

    private JsonNode query(Map<String, Object> body) throws Exception {
        MockHttpServletResponse answer = run(body, "application/json");
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(200);
        return json.readTree(answer.getContentAsString());
    }

    private MockHttpServletResponse run(Map<String, Object> body, String type) throws Exception {
        return perform(post(QUERY).accept(type), body);
    }

    private MockHttpServletResponse perform(MockHttpServletRequestBuilder call, Map<String, Object> body)
            throws Exception {
        if (!body.isEmpty()) {
            call.contentType(MediaType.APPLICATION_JSON).content(json.writeValueAsString(body));
        }
        MockHttpServletResponse answer =
                http.perform(call.with(user("ada"))).andReturn().getResponse();
        answer.setCharacterEncoding("UTF-8");
        return answer;
    }
}
