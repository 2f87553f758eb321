package io.alacran.account;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.cookie;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.alacran.ConsoleTest;
import io.alacran.SignedUp;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;

@ConsoleTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensApiTests {

    @Autowired
    MockMvc http;

    @Autowired
    Users users;

    @Autowired
    ApiTokens tokens;

    private String bearer = "";

    @BeforeAll
    void setUp() {
        bearer = SignedUp.bearer(users, tokens);
    }

    @Test
    void withoutATokenTheAnswerIs401AndSaysWhatToSend() throws Exception {
        http.perform(get("/api/v1/system"))
                .andExpect(status().isUnauthorized())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(header().string("WWW-Authenticate", "Bearer"))
                .andExpect(jsonPath("$.remedy").value(containsString("Authorization: Bearer")));
    }

    @Test
    void aTokenOpensTheApiWithoutASession() throws Exception {
        http.perform(get("/api/v1/system").header("Authorization", bearer))
                .andExpect(status().isOk())
                .andExpect(cookie().doesNotExist("ALACRAN_SESSION"))
                .andExpect(jsonPath("$.engine.reachable").value(true))
                .andExpect(jsonPath("$.store").value(containsString("H2")));
    }

    @Test
    void aTokenIsShownOnceAndIsDeadOnceRevoked() throws Exception {
        String made = http.perform(post("/api/v1/tokens")
                        .header("Authorization", bearer)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"name\": \"backup script\"}"))
                .andExpect(status().isCreated())
                .andReturn()
                .getResponse()
                .getContentAsString();
        String secret = JsonPath.read(made, "$.apiToken");
        String id = JsonPath.read(made, "$.id");

        http.perform(get("/api/v1/tokens").header("Authorization", "Bearer " + secret))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("backup script")))
                .andExpect(content().string(not(containsString(secret))));
        http.perform(delete("/api/v1/tokens/" + id).header("Authorization", bearer))
                .andExpect(status().isNoContent());
        http.perform(get("/api/v1/tokens").header("Authorization", "Bearer " + secret))
                .andExpect(status().isUnauthorized());
    }

    @Test
    void guessingTokensIsSlowedDownButRightOnesStillPass() throws Exception {
        for (int i = 0; i < 3; i++) {
            http.perform(get("/api/v1/system").with(from("192.0.2.77")).header("Authorization", "Bearer alc_guess" + i))
                    .andExpect(status().isUnauthorized());
        }

        http.perform(get("/api/v1/system")
                        .with(from("192.0.2.77"))
                        .header("X-Forwarded-For", "203.0.113.9")
                        .header("Authorization", "Bearer alc_guess"))
                .andExpect(status().isTooManyRequests())
                .andExpect(header().exists("Retry-After"))
                .andExpect(jsonPath("$.remedy").value(containsString("Try again in")));
        http.perform(get("/api/v1/system").with(from("192.0.2.77")).header("Authorization", bearer))
                .andExpect(status().isOk());
    }

    @Test
    void aTokenNeedsAName() throws Exception {
        http.perform(post("/api/v1/tokens")
                        .header("Authorization", bearer)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"name\": \"\"}"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors", hasSize(1)))
                .andExpect(jsonPath("$.errors[0].field").value("name"));
    }

    @Test
    void aCallThatDoesNotExistIsAnsweredInTheApisOwnWay() throws Exception {
        http.perform(get("/api/v1/nothing").header("Authorization", bearer))
                .andExpect(status().isNotFound())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON));
    }

    @Test
    void aWrongMethodOrFormatIsRefusedAsSuchAndInTheApisOwnWay() throws Exception {
        http.perform(patch("/api/v1/tokens").header("Authorization", bearer))
                .andExpect(status().isMethodNotAllowed())
                .andExpect(header().exists("Allow"))
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON));
        for (String call : new String[] {"/api/v1/system", "/api/v1/tokens"}) {
            http.perform(get(call).accept("image/png").header("Authorization", bearer))
                    .andExpect(status().isNotAcceptable())
                    .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON));
        }
        http.perform(post("/api/v1/connections/sample/query")
                        .accept("image/png")
                        .header("Authorization", bearer)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .andExpect(status().isNotAcceptable())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON));
    }

    @Test
    void listsSayThatThereIsNoMore() throws Exception {
        for (String list : new String[] {"tokens", "connections", "queries"}) {
            http.perform(get("/api/v1/" + list).header("Authorization", bearer))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("\"next\":null")));
        }
    }

    @Test
    void theMachineryBehindTheConsoleIsClosed() throws Exception {
        http.perform(get("/actuator/health"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.components").doesNotExist());
        http.perform(get("/actuator/env")).andExpect(status().isUnauthorized());
        http.perform(get("/actuator/prometheus")).andExpect(status().isUnauthorized());
    }

    private static org.springframework.test.web.servlet.request.RequestPostProcessor from(String address) {
        return request -> {
            request.setRemoteAddr(address);
            return request;
        };
    }
}
