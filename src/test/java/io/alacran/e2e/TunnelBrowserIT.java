package io.alacran.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.alacran.FreePort;
import io.alacran.OpenSshServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Connections through the console's own bastion and through OpenSSH's server, as people make and examine them. */
@Tag("browser")
@Timeout(300)
@ExtendWith(Evidence.class)
class TunnelBrowserIT {

    private static final String PASSWORD = "maroon-teapot-41-sails";
    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private static final int BASTION = FreePort.next();
    private static final int MAPPED = FreePort.next();

    @TempDir
    static Path folder;

    private static Console console;
    private static OpenSshServer sshd;
    private @Nullable Browser browser;

    @BeforeAll
    static void start() throws IOException {
        sshd = new OpenSshServer();
        // Names are looked up in a file, so that no lookup leaves the machine
        Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
        console = Console.setUp(Map.of(
                "ALACRAN_BASTION_PORT",
                String.valueOf(BASTION),
                "JAVA_TOOL_OPTIONS",
                "-Djdk.net.hosts.file=" + folder.resolve("hosts")));
        console.deploy(Map.of(
                "name", "shop", "engine", "postgres", "version", "15", "ports", List.of(Map.of("hostPort", MAPPED))));
        console.deploy(Map.of("name", "crm", "engine", "mariadb"));
        console.call("POST", "/bastion/users", Map.of("name", "desk", "password", PASSWORD, "databases", List.of("*")));
        console.call("PUT", "/bastion", Map.of("enabled", true, "home", "embedded", "bindAddress", "127.0.0.1"));
        Console.await(
                "the bastion to run",
                () -> console.call("GET", "/bastion", null).get("running").asBoolean());
    }

    @AfterAll
    static void stop() {
        console.close();
        sshd.close();
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void removeWhatWasMade() {
        for (JsonNode made : console.call("GET", "/connections", null).get("items")) {
            if (made.has("sshTunnel")) {
                console.call("DELETE", "/connections/" + made.get("name").asString(), null);
            }
        }
    }

    @Test
    void theConsolesOwnBastionLeadsToItsDatabasesAndNowhereElse() {
        console.call("POST", "/connections", toDatabase("shop-by-bastion", "shop", throughBastion()));
        console.call("POST", "/connections", toDatabase("crm-by-bastion", "crm", throughBastion()));
        assertThat(console.query("shop-by-bastion", "select 42")).isEqualTo("42");
        assertThat(console.query("crm-by-bastion", "select 42")).isEqualTo("42");
        assertThat(console.call("GET", "/connections", null).toString())
                .contains("\"sshTunnel\"")
                .doesNotContain(PASSWORD);

        Map<String, Object> elsewhere = toDatabase("elsewhere", "shop", throughBastion());
        elsewhere.put("host", "127.0.0.1");
        elsewhere.put("port", console.port());
        console.call("POST", "/connections", elsewhere);
        HttpResponse<String> refused =
                console.send("POST", "/connections/elsewhere/query", Map.of("sql", "select 42"), "application/json");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body())
                .contains("does not let desk through to 127.0.0.1:" + console.port())
                .contains("the databases of the bastion's account");

        removeWhatWasMade();
        Console.await(
                "the tunnels to end",
                () -> console.call("GET", "/bastion/sessions", null)
                        .get("items")
                        .isEmpty());
    }

    @Test
    void theDoctorNamesTheStepThatFails() {
        JsonNode healthy = examine(throughSshd());
        assertThat(healthy.get("healthy").asBoolean())
                .as(healthy.toPrettyString())
                .isTrue();
        assertThat(check(healthy, "ssh-forward").get("result").asString()).isEqualTo("pass");
        assertThat(check(healthy, "connect").get("result").asString()).isEqualTo("skipped");

        Map<String, Object> nobody = throughSshd();
        nobody.put("port", FreePort.next());
        Ward.isCause(examine(nobody), "ssh-connect", "could not be reached", "ss -ltn");
        Map<String, Object> web = throughSshd();
        web.put("port", console.port());
        Ward.isCause(examine(web), "ssh-connect", "127.0.0.1:" + console.port(), "SSH server's port");
        Map<String, Object> unknown = throughSshd();
        unknown.put("host", "gate.example.test");
        Ward.isCause(examine(unknown), "ssh-connect", "is not known here", "getent hosts");
        Map<String, Object> stranger = throughSshd();
        stranger.remove("hostKey");
        JsonNode asked = examine(stranger);
        Ward.isCause(asked, "ssh-host-key", "not yet accepted: " + sshd.fingerprint(), "ssh-keygen -lf", "trust it");
        assertThat(check(asked, "ssh-host-key").get("hostKey").asString()).isEqualTo(sshd.fingerprint());
        Map<String, Object> changed = throughSshd();
        changed.put("hostKey", "SHA256:" + "a".repeat(43));
        Ward.isCause(examine(changed), "ssh-host-key", "has changed", "Ask who runs");
        assertThat(check(examine(changed), "ssh-host-key").has("hostKey")).isFalse();
        Map<String, Object> intruder = throughSshd();
        intruder.remove("privateKey");
        intruder.put("password", Ward.PASSWORD);
        Ward.isCause(examine(intruder), "ssh-sign-in", "refused the password", "ssh -p");
        assertThat(sshd.logged("Failed password for")).isEqualTo(1);
        Map<String, Object> draft = toMapped(throughSshd());
        draft.put("port", FreePort.next());
        Ward.isCause(examineDraft(draft), "ssh-forward", "refused", "nc -vz");
    }

    @Test
    void anInnerNameThroughTheHostsOwnSshServer() {
        Map<String, Object> draft = toDatabase("draft", "shop", throughSshd());

        Ward.isCause(
                examineDraft(draft),
                "ssh-forward",
                Console.PREFIX
                        + "shop is an inner name of the shared network, and the SSH server 127.0.0.1 does not find",
                "the console's bastion",
                "host 127.0.0.1 and the host port that the database is mapped to");

        // Both remedies mend it
        draft.put("sshTunnel", throughBastion());
        assertThat(examineDraft(draft).get("healthy").asBoolean()).isTrue();
        assertThat(examine(throughSshd()).get("healthy").asBoolean()).isTrue();
    }

    @Test
    void anSshServerThatMayNotForward() {
        sshd.restart("AllowTcpForwarding no");
        try {
            Ward.isCause(
                    examine(throughSshd()),
                    "ssh-forward",
                    "does not let " + sshd.user + " through to 127.0.0.1:" + MAPPED,
                    "AllowTcpForwarding");
        } finally {
            sshd.restart();
        }
        assertThat(examine(throughSshd()).get("healthy").asBoolean()).isTrue();
    }

    @Test
    void aTunnelledConnectionIsMadeInTheForm() {
        browser = new Browser();
        Page page = browser.page(ColorScheme.LIGHT, 1280, 1000);
        Browser.signIn(page, console);
        Browser.open(page, console.url() + "/connections/new");
        fill(page, "Name", "orders");
        fill(page, "Description", "Orders, through the jump host");
        fill(page, "Host", "127.0.0.1");
        fill(page, "Port", String.valueOf(MAPPED));
        fill(page, "Database", "shop");
        fill(page, "User", user("shop"));
        fill(page, "Password", console.password("shop"));
        page.getByText("More:").click();
        page.getByLabel("Through an SSH server").check();
        // A text area tells its value a moment after it was typed
        page.waitForRequest(
                sent -> String.valueOf(sent.postData()).contains("PRIVATE KEY"),
                () -> fill(page, "SSH private key", sshd.key()));
        fill(page, "SSH host", "127.0.0.1");
        fill(page, "SSH port", String.valueOf(sshd.port));
        fill(page, "SSH user", sshd.user);

        Browser.click(page, "Test");
        Locator trust = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Trust this key"));
        assertThat(trust).isVisible(PATIENTLY);
        assertThat(page.getByText("127.0.0.1 shows the key " + sshd.fingerprint()))
                .isVisible();
        trust.scrollIntoViewIfNeeded();
        Browser.screenshot(page, "connection-ssh-host-key");
        trust.click();
        assertThat(page.getByText("The last test found everything well.")).isVisible(PATIENTLY);
        assertThat(trust).isHidden();
        Browser.screenshot(page, "connection-ssh");

        Browser.click(page, "Save");
        assertThat(page.getByText("127.0.0.1:" + MAPPED + "/shop through " + sshd.user + "@127.0.0.1:" + sshd.port))
                .isVisible(PATIENTLY);
        Browser.screenshot(page, "connections-ssh");
        assertThat(console.query("orders", "select 42")).isEqualTo("42");
        Browser.open(page, console.url() + "/connections/orders/edit");
        fill(page, "Description", "Orders, through the jump host; ask ada");
        Browser.click(page, "Save");
        assertThat(console.query("orders", "select 43")).isEqualTo("43");
        assertThat(browser.errors).isEmpty();
    }

    private static Map<String, Object> throughBastion() {
        return new HashMap<>(Map.of(
                "host",
                "127.0.0.1",
                "port",
                BASTION,
                "username",
                "desk",
                "password",
                PASSWORD,
                "hostKey",
                console.call("GET", "/bastion", null).get("fingerprint").asString()));
    }

    private static Map<String, Object> throughSshd() {
        return new HashMap<>(Map.of(
                "host",
                "127.0.0.1",
                "port",
                sshd.port,
                "username",
                sshd.user,
                "privateKey",
                sshd.key(),
                "hostKey",
                sshd.fingerprint()));
    }

    private static Map<String, Object> toDatabase(String name, String database, Map<String, Object> ssh) {
        JsonNode about = console.call("GET", "/databases/" + database, null);
        String[] at = about.get("internalAddress").asString().split(":");
        return new HashMap<>(Map.of(
                "name", name,
                "client", about.get("engine").asString(),
                "host", at[0],
                "port", Integer.parseInt(at[1]),
                "databaseName", about.get("databaseName").asString(),
                "username", user(database),
                "password", console.password(database),
                "sshTunnel", ssh));
    }

    private static Map<String, Object> toMapped(Map<String, Object> ssh) {
        Map<String, Object> draft = toDatabase("draft", "shop", ssh);
        draft.put("host", "127.0.0.1");
        draft.put("port", MAPPED);
        return draft;
    }

    private static JsonNode examine(Map<String, Object> ssh) {
        return examineDraft(toMapped(ssh));
    }

    private static JsonNode examineDraft(Map<String, Object> draft) {
        return console.call("POST", "/connections/test", draft);
    }

    private static JsonNode check(JsonNode diagnosis, String id) {
        return diagnosis
                .get("checks")
                .valueStream()
                .filter(c -> c.get("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String user(String database) {
        return console.call("GET", "/databases/" + database, null)
                .get("username")
                .asString();
    }

    private static void fill(Page page, String label, String value) {
        Locator field = page.getByLabel(label, new Page.GetByLabelOptions().setExact(true))
                .first();
        field.fill(value);
        field.blur();
    }
}
