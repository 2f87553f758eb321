package io.alacran.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.alacran.FreshConsoleTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
@FreshConsoleTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SetupApiTests {

    private static final String PASSWORD = "maroon-teapot-41-sails";

    @Autowired
    MockMvc http;

    @Autowired
    JsonMapper json;

    @Autowired
    JdbcClient store;

    @Value("${alacran.home}")
    Path home;

    @Test
    @Order(0)
    void aStartPrintsTheSetupLinkOnceAndTheTokenNowhereElse(CapturedOutput printed) throws Exception {
        assertThat(printed.getOut()).containsOnlyOnce("/setup?token=" + token());
        assertThat(printed.getAll()).containsOnlyOnce("/setup?token=").containsOnlyOnce(token());
    }

    @Test
    @Order(1)
    void aConsoleThatIsNotSetUpSaysSo() throws Exception {
        MockHttpServletResponse answer =
                http.perform(get("/api/v1/system")).andReturn().getResponse();

        assertThat(answer.getStatus()).isEqualTo(401);
        assertThat(answer.getContentType()).startsWith("application/problem+json");
        assertThat(answer.getContentAsString()).contains("not set up yet");
    }

    @Test
    @Order(2)
    void theTokenFileIsForItsOwnerOnly() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("setup-token"))))
                .isEqualTo("rw-------");
    }

    @Test
    @Order(3)
    void aWrongTokenIsForbidden() throws Exception {
        assertThat(setUp("wrong", "admin", PASSWORD).getStatus()).isEqualTo(403);
    }

    @Test
    @Order(4)
    void everyBadFieldIsNamedAndTheTokenStaysValid() throws Exception {
        MockHttpServletResponse answer = setUp(token(), "a b", "short");

        assertThat(answer.getStatus()).isEqualTo(400);
        JsonNode errors = json.readTree(answer.getContentAsString()).get("errors");
        assertThat(errors.findValuesAsString("field")).containsExactly("username", "password");
        assertThat(answer.getContentAsString()).doesNotContain("short");
    }

    @Test
    @Order(5)
    void ofManySetupsAtOnceExactlyOneWins() throws Exception {
        String token = token();
        List<Callable<MockHttpServletResponse>> calls = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> (Callable<MockHttpServletResponse>) () -> setUp(token, "admin" + i, PASSWORD))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Integer> statuses = threads.invokeAll(calls).stream()
                    .map(Future::resultNow)
                    .map(MockHttpServletResponse::getStatus)
                    .toList();

            assertThat(statuses).containsOnlyOnce(200);
            assertThat(statuses).isSubsetOf(200, 409, 429);
        }
        assertThat(home.resolve("setup-token")).doesNotExist();
    }

    @Test
    @Order(6)
    void afterwardsSetupIsOverForGood() throws Exception {
        assertThat(setUp("whatever", "second", PASSWORD).getStatus()).isEqualTo(409);
    }

    @Test
    @Order(7)
    void thePasswordIsKeptAsAHashOfArgon2idOnly() {
        String hash = store.sql("select password_hash from user_account")
                .query(String.class)
                .single();

        assertThat(hash).startsWith("$argon2id$v=19$m=").doesNotContain(PASSWORD);
        assertThat(Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8().matches(PASSWORD, hash))
                .isTrue();
    }

    private String token() throws Exception {
        return Files.readString(home.resolve("setup-token")).strip();
    }

    private MockHttpServletResponse setUp(String token, String username, String password) throws Exception {
        String body = json.writeValueAsString(
                java.util.Map.of("setupToken", token, "username", username, "password", password));
        return http.perform(post("/api/v1/setup")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .andReturn()
                .getResponse();
    }
}
