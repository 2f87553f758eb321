package io.alacran.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import io.alacran.ConsoleTest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
class PoolApiTests {

    private static final String POOL = "/api/v1/connections/sample/pool";

    @Autowired
    MockMvc http;

    @Autowired
    JsonMapper json;

    @Test
    void settingsComeBackWithWhatTakesEffectAndWhyAndCanBeSentAgain() throws Exception {
        Map<String, Object> asked = Map.of(
                "name", "notes",
                "client", "postgres",
                "host", "db",
                "pool", Map.of("maximumPoolSize", 4, "idleTimeoutMillis", 5_000, "reapIntervalMillis", 1_000));
        JsonNode made = body(perform(post("/api/v1/connections"), asked), 201);

        assertThat(made.at("/pool/max").asInt()).isEqualTo(4);
        assertThat(made.at("/pool/effective/maximumPoolSize").asInt()).isEqualTo(4);
        assertThat(made.at("/pool/effective/idleTimeout").asInt()).isEqualTo(10_000);
        assertThat(made.at("/pool/notes").toString())
                .contains(
                        "\"setting\":\"idleTimeoutMillis\",\"asked\":5000,\"effect\":\"adjusted\",\"effective\":10000")
                .contains("\"setting\":\"reapIntervalMillis\",\"asked\":1000,\"effect\":\"no-counterpart\"");
        JsonNode again = body(perform(put("/api/v1/connections/notes"), made), 200);
        assertThat(again.at("/pool/effective")).isEqualTo(made.at("/pool/effective"));
        assertThat(again.at("/pool/idleTimeoutMillis").asInt()).isEqualTo(5_000);
        JsonNode merged =
                body(perform(patch("/api/v1/connections/notes"), Map.of("pool", Map.of("maximumPoolSize", 7))), 200);
        assertThat(merged.at("/pool/max").asInt()).isEqualTo(7);
        assertThat(merged.at("/pool/effective/idleTimeout").asInt()).isEqualTo(10_000);
        perform(delete("/api/v1/connections/notes"), null);
    }

    @Test
    void everyBadSettingIsNamed() throws Exception {
        JsonNode answer = body(
                perform(patch(POOL), Map.of("min", 20, "max", 10, "acquireTimeoutMillis", 0, "connectionTimeout", 300)),
                400);

        assertThat(answer.at("/errors").findValuesAsString("field")).contains("pool.min", "pool.acquireTimeoutMillis");
        assertThat(body(perform(patch(POOL), Map.of("maxx", 1)), 400)
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("pool.maxx");
        JsonNode twice = body(perform(patch(POOL), Map.of("max", 3, "maximumPoolSize", 4)), 400);
        assertThat(twice.at("/errors/0/message").asString()).contains("contradicts", "both are names");
    }

    @Test
    void aPoolIsResizedEvictedAndToldOf() throws Exception {
        perform(post("/api/v1/connections/sample/query"), Map.of("sql", "select 1"));
        JsonNode resized = body(perform(patch(POOL), Map.of("max", 3)), 200);
        assertThat(resized.at("/settings/effective/maximumPoolSize").asInt()).isEqualTo(3);
        assertThat(resized.at("/total").asInt()).isEqualTo(1);
        assertThat(resized.at("/wait/count").asInt()).isPositive();
        assertThat(resized.at("/usage/p99Ms").asDouble()).isPositive();

        assertThat(body(perform(post(POOL + "/evict"), null), 200).at("/active").asInt())
                .isZero();
        MockHttpServletRequestBuilder usual =
                patch(POOL).contentType(MediaType.APPLICATION_JSON).content("{\"max\": null}");
        assertThat(body(perform(usual, null), 200).at("/settings/max").asInt()).isEqualTo(10);
        assertThat(body(perform(get("/api/v1/activity"), null), 200).toString())
                .contains("connection.pool", "connection.evict");
    }

    @Test
    void nobodySeesOrChangesAPoolWithoutASignIn() throws Exception {
        assertThat(http.perform(get(POOL)).andReturn().getResponse().getStatus())
                .isEqualTo(401);
        assertThat(http.perform(post(POOL + "/evict")).andReturn().getResponse().getStatus())
                .isEqualTo(401);
        assertThat(http.perform(get("/actuator/prometheus"))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(401);
    }

    private JsonNode body(MockHttpServletResponse answer, int status) throws Exception {
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        return json.readTree(answer.getContentAsString());
    }

    private MockHttpServletResponse perform(MockHttpServletRequestBuilder call, @Nullable Object body)
            throws Exception {
        if (body != null) {
            call.contentType(MediaType.APPLICATION_JSON).content(json.writeValueAsString(body));
        }
        MockHttpServletResponse answer =
                http.perform(call.with(user("ada"))).andReturn().getResponse();
        answer.setCharacterEncoding("UTF-8");
        return answer;
    }
}
