package io.alacran.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import io.alacran.ConsoleTest;
import io.alacran.FreePort;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ConsoleTest
@Timeout(60)
class GroupApiTests {

    @Autowired
    MockMvc http;

    @Autowired
    JsonMapper json;

    @Test
    void aGroupIsMadeChangedAskedForAndRemoved() throws Exception {
        int nobody = FreePort.next();
        for (String name : List.of("main", "one", "two")) {
            call(
                    post("/api/v1/connections"),
                    Map.of(
                            "name",
                            name,
                            "client",
                            "postgres",
                            "host",
                            "127.0.0.1",
                            "port",
                            nobody,
                            "pool",
                            Map.of("retryAttempts", 1)),
                    201);
        }
        MockHttpServletResponse answer = answer(
                post("/api/v1/groups"),
                Map.of(
                        "name",
                        "shop",
                        "primary",
                        "main",
                        "replicas",
                        List.of(Map.of("connection", "one"), Map.of("connection", "two", "weight", 3)),
                        "balance",
                        "weighted",
                        "maxLagMs",
                        2_000),
                201);
        assertThat(answer.getHeader(HttpHeaders.LOCATION)).isEqualTo("/api/v1/groups/shop@development");
        JsonNode made = json.readTree(answer.getContentAsString());
        assertThat(made.toString())
                .contains(
                        "\"environment\":\"development\"",
                        "\"client\":\"postgres\"",
                        "{\"connection\":\"one\",\"weight\":1},{\"connection\":\"two\",\"weight\":3}",
                        "\"maxLagMs\":2000,\"stickyMs\":5000,\"fallback\":[\"primary\"]");
        assertThat(call(put("/api/v1/groups/shop@development"), made, 200)).isEqualTo(made);
        assertThat(call(get("/api/v1/groups"), null, 200).at("/items/0")).isEqualTo(made);
        JsonNode members = call(get("/api/v1/groups/shop/members"), null, 200).get("items");
        assertThat(members.findValuesAsString("connection")).containsExactly("main", "one", "two");
        assertThat(members.findValuesAsString("role")).containsExactly("primary", "replica", "replica");

        JsonNode refused = call(
                post("/api/v1/connections/shop/query"), Map.of("sql", "select 1", "session", "s".repeat(201)), 400);
        assertThat(refused.at("/errors/0/field").asString()).isEqualTo("session");
        JsonNode down = call(post("/api/v1/connections/shop/query"), Map.of("sql", "select 1"), 503);
        assertThat(down.get("detail").asString()).contains("Nobody of the group shop", "one ", "two ");

        JsonNode bad = call(
                post("/api/v1/groups"),
                Map.of("name", "Shop", "primary", "sample", "replicas", List.of(), "balance", "fair"),
                400);
        assertThat(bad.get("errors").findValuesAsString("field"))
                .containsExactly("name", "primary", "replicas", "balance");
        assertThat(call(post("/api/v1/groups"), Map.of("name", "x", "maxLag", 3), 400)
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("maxLag");
        call(delete("/api/v1/connections/one"), null, 409);
        call(delete("/api/v1/groups/shop"), null, 204);
        call(get("/api/v1/groups/shop"), null, 404);
        call(delete("/api/v1/connections/one"), null, 204);
        assertThat(http.perform(get("/api/v1/groups")).andReturn().getResponse().getStatus())
                .isEqualTo(401);
    }

    @Test
    void aBareNameThatMayMeanAConnectionOrAGroupElsewhereRunsNothing() throws Exception {
        int nobody = FreePort.next();
        for (String at : List.of("till@staging", "main@production", "one@production")) {
            String[] parts = at.split("@");
            call(
                    post("/api/v1/connections"),
                    Map.of(
                            "name",
                            parts[0],
                            "environment",
                            parts[1],
                            "client",
                            "postgres",
                            "host",
                            "127.0.0.1",
                            "port",
                            nobody),
                    201);
        }
        MockHttpServletResponse made = answer(
                post("/api/v1/groups"),
                Map.of("name", "till", "primary", "main@production", "replicas", List.of(Map.of("connection", "one"))),
                201);
        assertThat(made.getHeader(HttpHeaders.LOCATION)).isEqualTo("/api/v1/groups/till@production");

        JsonNode refused = call(post("/api/v1/connections/till/query"), Map.of("sql", "select 1"), 409);
        assertThat(refused.toString())
                .contains("the connection in staging and the group in production", "till@production or till@staging");
        JsonNode within = call(post("/api/v1/connections/sample/query"), Map.of("sql", "-- @on till\nselect 1"), 400);
        assertThat(within.at("/errors/0/message").asString())
                .contains("the connection in staging and the group in production", "nothing was run");
        call(get("/api/v1/groups/till"), null, 409);
        call(get("/api/v1/connections/till@staging"), null, 200);
    }

    private JsonNode call(MockHttpServletRequestBuilder request, @Nullable Object body, int status) throws Exception {
        String text = answer(request, body, status).getContentAsString();
        return json.readTree(text.isEmpty() ? "null" : text);
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request, @Nullable Object body, int status)
            throws Exception {
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(json.writeValueAsString(body));
        }
        var answer = http.perform(request.with(user("ada"))).andReturn().getResponse();
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        return answer;
    }
}
