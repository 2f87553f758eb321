package io.alacran.problem;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.alacran.ConsoleTest;
import io.alacran.SignedUp;
import io.alacran.account.ApiTokens;
import io.alacran.account.Users;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;

@ConsoleTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitTests {

    @Autowired
    MockMvc http;

    @Autowired
    Users users;

    @Autowired
    ApiTokens tokens;

    private String bearer = "";

    @BeforeAll
    void signUp() {
        bearer = SignedUp.bearer(users, tokens);
    }

    @ParameterizedTest
    @CsvSource({"operations, 200", "queries, 1000", "activity, 500"})
    void everyListTakesOneUpToItsMostAndRefusesAnythingElseByName(String list, int most) throws Exception {
        http.perform(get("/api/v1/" + list).param("limit", "1").header("Authorization", bearer))
                .andExpect(status().isOk());
        http.perform(get("/api/v1/" + list).param("limit", String.valueOf(most)).header("Authorization", bearer))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("\"next\":null")));
        for (String limit : new String[] {"-1", "0", String.valueOf(most + 1), "99999999999", "ten"}) {
            http.perform(get("/api/v1/" + list).param("limit", limit).header("Authorization", bearer))
                    .andExpect(status().isBadRequest())
                    .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                    .andExpect(jsonPath("$.errors[*].field", contains("limit")))
                    .andExpect(jsonPath("$.errors[0].message")
                            .value("\"" + limit + "\" is not a number from 1 to " + most));
        }
    }
}
