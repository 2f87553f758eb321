package io.alacran.bastion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.alacran.ConsoleTest;
import io.alacran.FakeDatabases;
import io.alacran.FreePort;
import io.alacran.SignedUp;
import io.alacran.account.ApiTokens;
import io.alacran.account.Users;
import io.alacran.database.DatabaseEvent;
import io.alacran.database.DatabaseState;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@ConsoleTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BastionApiTests {

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me@example";

    @Autowired
    MockMvc http;

    @Autowired
    Users users;

    @Autowired
    ApiTokens tokens;

    @Autowired
    FakeDatabases databases;

    @Autowired
    BastionAccounts accounts;

    @Autowired
    ApplicationEventPublisher events;

    private String bearer = "";

    @BeforeAll
    void signUp() {
        bearer = SignedUp.bearer(users, tokens);
        databases.add("shop", DatabaseState.READY, null);
    }

    @AfterEach
    void off() throws Exception {
        call(put("/api/v1/bastion"), "{\"enabled\": false, \"port\": 4646, \"bindAddress\": \"0.0.0.0\"}");
        for (BastionAccount account : accounts.list()) {
            accounts.remove(account.name());
        }
    }

    private ResultActions call(MockHttpServletRequestBuilder request, String body) throws Exception {
        return http.perform(request.header("Authorization", bearer)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    @Test
    void itIsOffUntilItIsEnabledAndThenListensWhereItWasTold() throws Exception {
        call(get("/api/v1/bastion"), "")
                .andExpect(jsonPath("$.enabled").value(false))
                .andExpect(jsonPath("$.state").value("off"))
                .andExpect(jsonPath("$.running").value(false))
                .andExpect(jsonPath("$.port").value(4646));
        int port = FreePort.next();

        call(put("/api/v1/bastion"), "{\"enabled\": true, \"port\": " + port + ", \"bindAddress\": \"127.0.0.1\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.state").value("running"))
                .andExpect(jsonPath("$.running").value(true))
                .andExpect(jsonPath("$.fingerprint").value(startsWith("SHA256:")));

        try (Socket socket = new Socket("127.0.0.1", port)) {
            assertThat(new String(socket.getInputStream().readNBytes(7))).isEqualTo("SSH-2.0");
        }
        int other = FreePort.next();
        call(put("/api/v1/bastion"), "{\"port\": " + other + "}")
                .andExpect(jsonPath("$.running").value(true))
                .andExpect(jsonPath("$.port").value(other));
    }

    @Test
    void everyBadSettingIsNamedAtOnce() throws Exception {
        call(
                        put("/api/v1/bastion"),
                        "{\"enabled\": true, \"port\": 70000, \"bindAddress\": \"example.org\", \"home\": \"moon\", \"userCaKeys\": [\"x\"]}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[*].field", contains("home", "bindAddress", "port", "userCaKeys[0]")));
    }

    @Test
    void aPortThatIsTakenIsRefused() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            call(
                            put("/api/v1/bastion"),
                            "{\"enabled\": true, \"bindAddress\": \"127.0.0.1\", \"port\": " + taken.getLocalPort()
                                    + "}")
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.errors[0].message")
                            .value(containsString(taken.getLocalPort() + " is taken by a process on this machine")));
        }
    }

    @Test
    void anAccountIsMadeChangedAndRemovedAndItsPasswordNeverComesBack() throws Exception {
        call(
                        post("/api/v1/bastion/users"),
                        "{\"name\": \"root\", \"password\": \"maroon-teapot-41-sails\", \"publicKeys\": [\"" + KEY
                                + "\"], \"databases\": [\"shop\"], \"expiresAt\": \"2099-01-01T00:00:00+01:00\"}")
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.hasPassword").value(true))
                .andExpect(jsonPath("$.password").doesNotExist())
                .andExpect(jsonPath("$.expiresAt").value("2098-12-31T23:00:00Z"))
                .andExpect(jsonPath("$.fingerprints[0]").value(startsWith("SHA256:")));
        call(put("/api/v1/bastion/users/root"), "{\"enabled\": false, \"expiresAt\": \"\"}")
                .andExpect(jsonPath("$.enabled").value(false))
                .andExpect(jsonPath("$.expiresAt").doesNotExist())
                .andExpect(jsonPath("$.databases", contains("shop")));
        call(delete("/api/v1/bastion/users/root"), "").andExpect(status().isNoContent());
        call(get("/api/v1/bastion/users/root"), "").andExpect(status().isNotFound());
        call(get("/api/v1/activity?action=bastion"), "")
                .andExpect(jsonPath("$.items[*].action", hasItem("bastion.account-create")));
    }

    @Test
    void everyBadFieldOfAnAccountIsNamedAtOnce() throws Exception {
        call(
                        post("/api/v1/bastion/users"),
                        "{\"name\": \"a b\", \"password\": \"short\", \"publicKeys\": [\"x\"], \"databases\": [\"nope\"], \"expiresAt\": \"tomorrow\"}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath(
                        "$.errors[*].field",
                        contains("name", "password", "publicKeys[0]", "databases[0]", "expiresAt")));
        call(post("/api/v1/bastion/users"), "{\"name\": \"dev\"}")
                .andExpect(jsonPath("$.errors[0].message").value(containsString("nobody can sign in")));
    }

    @Test
    void aNameIsTakenOnce() throws Exception {
        String body = "{\"name\": \"dev\", \"publicKeys\": [\"" + KEY + "\"]}";
        call(post("/api/v1/bastion/users"), body).andExpect(status().isCreated());
        call(post("/api/v1/bastion/users"), body)
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field").value("name"));
    }

    @Test
    void aNewDatabaseOfAnOldNameIsNotReachedByWhoWasAllowedTheOldOne() throws Exception {
        call(
                        post("/api/v1/bastion/users"),
                        "{\"name\": \"dev\", \"publicKeys\": [\"" + KEY + "\"], \"databases\": [\"shop\"]}")
                .andExpect(status().isCreated());

        events.publishEvent(new DatabaseEvent.Removed("shop"));

        assertThat(accounts.get("dev").databases()).isEmpty();
    }

    @Test
    void theCommandForATunnelIsReadyToBePasted() throws Exception {
        call(post("/api/v1/bastion/users"), "{\"name\": \"dev\", \"publicKeys\": [\"" + KEY + "\"]}");

        call(get("/api/v1/databases/shop/tunnel?localPort=8181"), "")
                .andExpect(jsonPath("$.command")
                        .value(startsWith("ssh -N -L 8181:srv-alacran--shop:5432 dev@localhost -p ")))
                .andExpect(jsonPath("$.config")
                        .value(containsString("LocalForward 127.0.0.1:8181 srv-alacran--shop:5432")));
        call(get("/api/v1/databases/shop/tunnel?localPort=0"), "").andExpect(status().isBadRequest());
        call(get("/api/v1/databases/shop/tunnel?user=$(id)"), "").andExpect(status().isBadRequest());
        call(get("/api/v1/databases/nope/tunnel"), "").andExpect(status().isNotFound());
    }

    @Test
    void aTrialOfABastionThatIsOffSaysSo() throws Exception {
        call(post("/api/v1/bastion/try"), "{}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.works").value(false))
                .andExpect(jsonPath("$.steps[0].found").value("it is off"));
    }

    @Test
    void aTrialWithoutADatabaseShowsThatSignInWorksAndThatTheRestWasSkipped() throws Exception {
        databases.clear();
        try {
            int port = FreePort.next();
            call(put("/api/v1/bastion"), "{\"enabled\": true, \"port\": " + port + ", \"bindAddress\": \"0.0.0.0\"}");
            call(post("/api/v1/bastion/try"), "{}")
                    .andExpect(jsonPath("$.steps[0].found")
                            .value("it listens at 0.0.0.0:" + port + ", every address of the machine"));
            call(put("/api/v1/bastion"), "{\"enabled\": true, \"port\": " + port + ", \"bindAddress\": \"127.0.0.1\"}");

            call(post("/api/v1/bastion/try"), "{}")
                    .andExpect(jsonPath("$.works").value(false))
                    .andExpect(jsonPath("$.steps[0].found").value("it listens at 127.0.0.1:" + port))
                    .andExpect(jsonPath("$.steps[*].result", contains("pass", "pass", "pass", "skipped")))
                    .andExpect(jsonPath("$.steps[3].remedy").value(startsWith("Deploy a database")));
        } finally {
            databases.add("shop", DatabaseState.READY, null);
        }
    }

    @Test
    void cuttingATunnelThatIsNotThereIsNotFound() throws Exception {
        call(delete("/api/v1/bastion/sessions/nope"), "").andExpect(status().isNotFound());
        call(delete("/api/v1/bastion/sessions"), "").andExpect(jsonPath("$.cut").value(0));
    }
}
