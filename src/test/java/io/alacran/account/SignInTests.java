package io.alacran.account;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.alacran.ConsoleTest;
import io.alacran.SignedUp;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

@ConsoleTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTests {

    @Autowired
    MockMvc http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    Users users;

    private String bearer = "";

    @BeforeAll
    void setUp() {
        bearer = SignedUp.bearer(users, tokens);
    }

    @Test
    void everyPageNeedsASignIn() throws Exception {
        for (String page : new String[] {"/", "/settings", "/activity", "/nothing", "/api", "/swagger-ui/index.html"}) {
            assertThat(http.perform(get(page)).andReturn().getResponse().getRedirectedUrl())
                    .as(page)
                    .endsWith("/login");
        }
    }

    @Test
    void aBrowserThatWasSignedInIsToldThatTheSessionHasEnded() throws Exception {
        Cookie mark = requireNonNull(
                signIn("192.0.2.70", SignedUp.NAME, SignedUp.PASSWORD).getCookie("alacran-signed-in"));

        assertThat(mark.isHttpOnly()).isTrue();
        // With a session too, as an open page may have been given an empty one meanwhile
        assertThat(http.perform(get("/workbench").cookie(mark).session(new MockHttpSession()))
                        .andReturn()
                        .getResponse()
                        .getRedirectedUrl())
                .endsWith("/login?ended");
    }

    @Test
    void theSessionGetsANewIdSoThatAPlantedOneIsWorthless() throws Exception {
        MockHttpSession planted = new MockHttpSession();
        String before = planted.getId();

        MockHttpServletResponse answer = signIn("192.0.2.10", SignedUp.NAME, SignedUp.PASSWORD, planted);

        assertThat(answer.getStatus()).isEqualTo(302);
        assertThat(answer.getRedirectedUrl()).doesNotContain("error");
        assertThat(planted.getId()).isNotEqualTo(before);
    }

    @Test
    void afterThreeFailuresTheNextAttemptHasToWaitEvenWithTheRightPassword() throws Exception {
        String source = "192.0.2.20";
        for (int i = 0; i < 2; i++) {
            assertThat(signIn(source, SignedUp.NAME, "wrong").getRedirectedUrl())
                    .isEqualTo("/login?error");
        }
        assertThat(signIn(source, SignedUp.NAME, "wrong").getRedirectedUrl()).isEqualTo("/login?error&wait=1");

        assertThat(signIn(source, SignedUp.NAME, SignedUp.PASSWORD).getRedirectedUrl())
                .isEqualTo("/login?error&wait=1&unheard");
        assertThat(signIn("192.0.2.21", SignedUp.NAME, SignedUp.PASSWORD).getRedirectedUrl())
                .doesNotContain("error");
    }

    @Test
    void anUnknownNameIsAnsweredLikeAWrongPassword() throws Exception {
        assertThat(signIn("192.0.2.30", "nobody", "wrong").getRedirectedUrl())
                .isEqualTo(signIn("192.0.2.31", SignedUp.NAME, "wrong").getRedirectedUrl());
    }

    @Test
    void aScriptWithARevokedTokenDoesNotHoldUpTheSignInFromTheSamePlace() throws Exception {
        String source = "192.0.2.60";
        for (int i = 0; i < 40; i++) {
            http.perform(get("/api/v1/system").with(from(source)).header("Authorization", "Bearer alc_revoked" + i));
        }

        assertThat(signIn(source, SignedUp.NAME, SignedUp.PASSWORD).getRedirectedUrl())
                .doesNotContain("error");
        assertThat(http.perform(get("/api/v1/system").with(from(source)).header("Authorization", bearer))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(200);
    }

    @Test
    void aChangedPasswordSignsOtherBrowsersOut() throws Exception {
        MockHttpSession other = new MockHttpSession();
        MockHttpSession openPage = new MockHttpSession();
        signIn("192.0.2.50", SignedUp.NAME, SignedUp.PASSWORD, other);
        signIn("192.0.2.50", SignedUp.NAME, SignedUp.PASSWORD, openPage);
        assertThat(http.perform(get("/swagger-ui/index.html").session(other))
                        .andReturn()
                        .getResponse()
                        .getRedirectedUrl())
                .isNull();

        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
        users.changePassword(SignedUp.PASSWORD, SignedUp.PASSWORD + "2");
        users.changePassword(SignedUp.PASSWORD + "2", SignedUp.PASSWORD);
        SecurityContextHolder.clearContext();

        assertThat(http.perform(get("/swagger-ui/index.html").session(other))
                        .andReturn()
                        .getResponse()
                        .getRedirectedUrl())
                .isEqualTo("/login");
        assertThat(http.perform(post("/?v-r=uidl").session(openPage))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .as("what makes an open page load again, and so go to the sign-in that leads back to it")
                .isEqualTo("Vaadin-Refresh");
    }

    @Test
    void failuresAreOnTheAuditLogWithoutWhatWasTyped() throws Exception {
        signIn("192.0.2.40", "my-password-in-the-wrong-field", "wrong");

        String log = http.perform(get("/api/v1/activity?action=account").header("Authorization", bearer))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items[0].action").value("account.sign-in"))
                .andExpect(jsonPath("$.items[0].result").value("refused"))
                .andExpect(jsonPath("$.items[0].source").value("192.0.2.40"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(log).doesNotContain("my-password-in-the-wrong-field");
    }

    private MockHttpServletResponse signIn(String source, String name, String password) throws Exception {
        return signIn(source, name, password, new MockHttpSession());
    }

    private MockHttpServletResponse signIn(String source, String name, String password, MockHttpSession session)
            throws Exception {
        return http.perform(post("/login")
                        .with(csrf())
                        .with(from(source))
                        .session(session)
                        .param("username", name)
                        .param("password", password))
                .andReturn()
                .getResponse();
    }

    private static RequestPostProcessor from(String source) {
        return request -> {
            request.setRemoteAddr(source);
            return request;
        };
    }
}
