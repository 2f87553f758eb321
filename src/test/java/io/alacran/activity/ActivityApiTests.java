package io.alacran.activity;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.alacran.ConsoleTest;
import io.alacran.SignedUp;
import io.alacran.account.ApiTokens;
import io.alacran.account.Users;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

@ConsoleTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActivityApiTests {

    @Autowired
    MockMvc http;

    @Autowired
    Users users;

    @Autowired
    ApiTokens tokens;

    @Autowired
    ActivityLog log;

    private String bearer = "";

    @BeforeAll
    void recordSome() {
        bearer = SignedUp.bearer(users, tokens);
        log.record("database.deploy", "shop", Map.of("engine", "postgres"));
        log.record("database.stop", "shop", Map.of());
        log.record("database.deploy", "crm", Map.of());
        log.record("databasefoo.deploy", "evil\nline", Map.of("note", "a\nb"));
    }

    @Test
    void theNewestComesFirstAndTheCursorGoesOnWhereAPageEnded() throws Exception {
        String first = list("?action=database&limit=2")
                .andExpect(jsonPath("$.items[*].target", contains("crm", "shop")))
                .andReturn()
                .getResponse()
                .getContentAsString();

        list("?action=database&limit=2&cursor=" + JsonPath.read(first, "$.next"))
                .andExpect(jsonPath("$.items[*].action", contains("database.deploy")))
                .andExpect(jsonPath("$.items[0].details.engine").value("postgres"))
                .andExpect(content().string(containsString("\"next\":null")));
    }

    @Test
    void aNounStandsForAllThatWasDoneToItAndForNothingElse() throws Exception {
        list("?action=database&target=shop")
                .andExpect(jsonPath("$.items[*].action", contains("database.stop", "database.deploy")));
        list("?action=data%25").andExpect(jsonPath("$.items").isEmpty());
    }

    @Test
    void whatTheConsoleDoesByItselfIsInItsOwnName() throws Exception {
        Thread.startVirtualThread(() -> log.record("database.adopt", "left", Map.of()))
                .join();

        list("?user=console&target=left").andExpect(jsonPath("$.items[*].user", contains("console")));
    }

    @Test
    void controlCharactersAreMadeVisible() throws Exception {
        list("?action=databasefoo")
                .andExpect(jsonPath("$.items[0].target").value("evil\uFFFDline"))
                .andExpect(jsonPath("$.items[0].details.note").value("a\uFFFDb"));
    }

    @Test
    void badLimitsAndCursorsAreNamedTogether() throws Exception {
        http.perform(get("/api/v1/activity?limit=0&cursor=x").header("Authorization", bearer))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[*].field", contains("limit", "cursor")));
    }

    private ResultActions list(String query) throws Exception {
        return http.perform(get(java.net.URI.create("/api/v1/activity" + query)).header("Authorization", bearer))
                .andExpect(status().isOk());
    }
}
