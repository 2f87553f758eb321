package io.alacran.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.alacran.ConsoleTest;
import io.alacran.SignedUp;
import io.alacran.account.ApiTokens;
import io.alacran.account.Users;
import io.alacran.connection.internal.TestConnections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ConsoleTest
class LintApiTests {

    private static final String FINDINGS = "/api/v1/connections/db1/lint";
    private static final String DISMISSAL = FINDINGS + "/unclear-name/dismissal";

    @Autowired
    MockMvc http;

    @Autowired
    JsonMapper json;

    @Autowired
    Users users;

    @Autowired
    ApiTokens tokens;

    @Autowired
    Connections connections;

    @Test
    void findingsAreListedDismissedAndShownAgain() throws Exception {
        String token = SignedUp.bearer(users, tokens);
        connections.create(TestConnections.file("db1", "sqlite/db1.db", false));
        assertThat(first(token).get("id").asString()).isEqualTo("unclear-name");
        assertThat(first(token).get("field").asString()).isEqualTo("name");
        assertThat(first(token).get("what").asString()).contains("db1");
        assertThat(first(token).get("dismissed").asBoolean()).isFalse();

        http.perform(put(DISMISSAL).header("Authorization", token)).andExpect(status().isNoContent());
        http.perform(put(DISMISSAL).header("Authorization", token)).andExpect(status().isNoContent());
        assertThat(first(token).get("dismissed").asBoolean()).isTrue();

        http.perform(delete(DISMISSAL).header("Authorization", token)).andExpect(status().isNoContent());
        assertThat(first(token).get("dismissed").asBoolean()).isFalse();
        http.perform(put(FINDINGS + "/no-such/dismissal").header("Authorization", token))
                .andExpect(status().isNotFound());
        http.perform(get("/api/v1/connections/nobody/lint").header("Authorization", token))
                .andExpect(status().isNotFound());
        http.perform(get(FINDINGS)).andExpect(status().isUnauthorized());
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
    @CsvSource({
        "orders, app, sales, orders, true",
        "orders, app, sales, Orders, true",
        "orders, app, sales, app, true",
        "orders, app, sales, sales, true",
        "orders, app, sales, orders-and-more, false",
        "orders, app, sales, , false",
        "orders, app, '', ' ', false"
    })
    void aStoredPasswordIsComparedWithNames(
            String name, String user, String database, @Nullable String password, boolean found) throws Exception {
        String token = SignedUp.bearer(users, tokens);
        Map<String, Object> fields = new HashMap<>(
                Map.of("name", name, "client", "postgres", "host", "db", "username", user, "databaseName", database));
        if (password != null) {
            fields.put("password", password);
        }
        connections.create(TestConnections.draft(fields));
        try {
            boolean told = findings(token, "/api/v1/connections/orders/lint")
                    .valueStream()
                    .anyMatch(f -> f.get("id").asString().equals("password-is-name"));

            assertThat(told).isEqualTo(found);
        } finally {
            connections.remove(name);
        }
    }

    private JsonNode first(String token) throws Exception {
        return findings(token, FINDINGS).get(0);
    }

    private JsonNode findings(String token, String of) throws Exception {
        String body = http.perform(get(of).header("Authorization", token))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        return json.readTree(body).get("items");
    }
}
