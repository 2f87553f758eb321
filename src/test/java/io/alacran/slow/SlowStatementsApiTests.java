package io.alacran.slow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.alacran.Await;
import io.alacran.ConsoleTest;
import io.alacran.SignedUp;
import io.alacran.account.ApiTokens;
import io.alacran.account.Users;
import io.alacran.workbench.Queries;
import io.alacran.workbench.QueryRequest;
import io.alacran.workbench.ScriptSplitter;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ConsoleTest
class SlowStatementsApiTests {

    private static final String SAMPLE = "/api/v1/connections/sample";
    private static final String SLOW = SAMPLE + "/slow-statements";
    private static final String COUNT =
            "with recursive n (i) as (select 1 union all select i + 1 from n where i < 200000) select max(i) from n";

    @Autowired
    MockMvc http;

    @Autowired
    JsonMapper json;

    @Autowired
    Users users;

    @Autowired
    ApiTokens tokens;

    @Autowired
    Queries queries;

    @Test
    void slowStatementsAreListedPlannedAndForgotten() throws Exception {
        String token = SignedUp.bearer(users, tokens);
        JsonNode connection = read(get(SAMPLE), token);
        assertThat(connection.get("slowStatementMillis").asLong()).isEqualTo(1_000);
        assertThat(connection.get("slowStatementPlans").asBoolean()).isFalse();
        assertThat(read(get(SLOW), token).get("thresholdMs").asLong()).isEqualTo(1_000);

        http.perform(change(Map.of("slowStatementMillis", -1), token)).andExpect(status().isBadRequest());
        http.perform(change(Map.of("slowStatementMillis", 1), token)).andExpect(status().isOk());
        queries.run(QueryRequest.of("sample", ScriptSplitter.split(COUNT, "sqlite")))
                .close();
        Await.until(() -> read(get(SLOW), token).get("items").size() == 1);

        JsonNode found = read(get(SLOW), token).at("/items/0");
        assertThat(found.get("sql").asString()).contains("where i < ?").doesNotContain("200000");
        assertThat(found.get("count").asLong()).isEqualTo(1);
        assertThat(found.get("maxMs").asLong()).isPositive();
        assertThat(found.has("history")).isFalse();
        String later = Instant.now().plusSeconds(7_200).toString();
        assertThat(read(get(SLOW).param("since", later), token).get("items").isEmpty())
                .isTrue();
        http.perform(get(SLOW).param("since", "yesterday").header("Authorization", token))
                .andExpect(status().isBadRequest());

        String one = SLOW + "/" + found.get("id").asString();
        assertThat(read(get(one), token).get("history").size()).isEqualTo(1);
        assertThat(read(post(one + "/plan"), token).get("text").asString()).contains("RECURSIVE");
        assertThat(read(get(one), token).at("/plan/text").asString()).contains("RECURSIVE");

        http.perform(delete(one).header("Authorization", token)).andExpect(status().isNoContent());
        http.perform(delete(one).header("Authorization", token)).andExpect(status().isNotFound());
        http.perform(get(one).header("Authorization", token)).andExpect(status().isNotFound());
        http.perform(delete(SLOW).header("Authorization", token)).andExpect(status().isNoContent());
        http.perform(get("/api/v1/connections/nobody/slow-statements").header("Authorization", token))
                .andExpect(status().isNotFound());
        http.perform(get(SLOW)).andExpect(status().isUnauthorized());
        assertThat(read(get("/api/v1/activity").param("action", "connection.slow-statements-forget"), token)
                        .get("items")
                        .size())
                .isEqualTo(2);
    }

    private MockHttpServletRequestBuilder change(Map<String, Object> fields, String token) {
        return patch(SAMPLE)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(fields))
                .header("Authorization", token);
    }

    private JsonNode read(MockHttpServletRequestBuilder request, String token) {
        try {
            return json.readTree(http.perform(request.header("Authorization", token))
                    .andExpect(status().isOk())
                    .andReturn()
                    .getResponse()
                    .getContentAsString());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
