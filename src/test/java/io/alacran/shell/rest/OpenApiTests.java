package io.alacran.shell.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.alacran.ConsoleTest;
import io.alacran.SignedUp;
import io.alacran.account.ApiTokens;
import io.alacran.account.Users;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ConsoleTest
class OpenApiTests {

    @Autowired
    MockMvc http;

    @Autowired
    Users users;

    @Autowired
    ApiTokens tokens;

    /** To everybody: nobody signs in here. */
    @Test
    void everyCallSaysWhatItDoesAndHowItFails() throws Exception {
        JsonNode api = JsonMapper.shared()
                .readTree(http.perform(get("/api/v1/openapi.json"))
                        .andExpect(status().isOk())
                        .andReturn()
                        .getResponse()
                        .getContentAsString());
        List<String> silent = new ArrayList<>();
        int[] calls = new int[1];
        api.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(call -> {
                    calls[0]++;
                    boolean refuses = call.getValue().get("responses").properties().stream()
                            .filter(response -> response.getKey().startsWith("4"))
                            .map(response -> resolved(api, response.getValue()))
                            .anyMatch(response -> response.at("/content/application~1problem+json/schema/$ref")
                                    .asString()
                                    .equals("#/components/schemas/Problem"));
                    if (!call.getValue().has("summary") || !refuses) {
                        silent.add(call.getKey() + " " + path.getKey());
                    }
                }));

        assertThat(silent).as("calls without a summary or without problems").isEmpty();
        assertThat(CallSummaries.count()).as("summaries of calls that exist").isEqualTo(calls[0]);
        assertThat(api.at("/components/schemas/Problem/properties").propertyNames())
                .contains("detail", "remedy", "errors");
    }

    private static JsonNode resolved(JsonNode api, JsonNode response) {
        return response.has("$ref") ? api.at(response.get("$ref").asString().substring(1)) : response;
    }

    @Test
    void aParameterOfTheWrongKindIsNamedWithWhatIsWanted() throws Exception {
        String bearer = SignedUp.bearer(users, tokens);
        http.perform(get("/api/v1/databases/shop/logs?tail=abc").header("Authorization", bearer))
                .andExpect(status().isBadRequest())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.detail").value("tail: 'abc' is not a whole number"))
                .andExpect(jsonPath("$.errors[0].field").value("tail"));
        http.perform(get("/api/v1/databases/shop/logs?follow=maybe").header("Authorization", bearer))
                .andExpect(jsonPath("$.detail").value("follow: 'maybe' is neither true nor false"));
        http.perform(get("/api/v1/connections/sample/health?since=today").header("Authorization", bearer))
                .andExpect(jsonPath("$.detail").value("since: 'today' is not a time such as 2026-01-31T12:00:00Z"));
    }
}
