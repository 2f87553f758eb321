package io.alacran.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.alacran.FreePort;
import io.alacran.MongoImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A real MongoDB, its own shell as the application, and the doctor of the addresses that such an application uses. */
@Tag("browser")
@Timeout(300)
@ExtendWith(Evidence.class)
@EnabledIf(value = "io.alacran.MongoImage#isThere", disabledReason = MongoImage.MISSING)
class MongoDbIT {

    private static final String NETWORK = "alacran-overlay-network";
    private static final String INSIDE = Console.PREFIX + "docs:27017";
    private static final int PORT = FreePort.next();
    private static Console console;

    @BeforeAll
    static void start() {
        console = Console.setUp(Map.of());
        console.call("PUT", "/network", Map.of("kind", "overlay"));
        console.deploy(Map.of(
                "name",
                "docs",
                "engine",
                "mongodb",
                "version",
                MongoImage.VERSION,
                "ports",
                List.of(Map.of("hostPort", PORT))));
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    private static String login() {
        return "root:" + console.password("docs");
    }

    private static JsonNode test(String address) {
        return console.call("POST", "/databases/docs/test", Map.of("address", address));
    }

    private static void isHealthy(String address) {
        JsonNode found = test(address);
        assertThat(found.get("healthy").asBoolean()).as(found.toPrettyString()).isTrue();
    }

    private static void isCause(String address, String id, String found, String... remedy) {
        JsonNode cause = Ward.cause(test(address));
        assertThat(cause.get("id").asString()).as(cause.toString()).isEqualTo(id);
        assertThat(cause.get("found").asString()).contains(found).doesNotContain(console.password("docs"));
        assertThat(cause.get("remedy").asString()).contains(remedy).doesNotContain(console.password("docs"));
    }

    /** What an application would do, from a container of its own. */
    private static Shell.Result application(String network, String address) {
        return application(network, address, "print('in')");
    }

    private static Shell.Result application(String network, String address, String script) {
        List<String> line =
                new ArrayList<>(List.of("docker", "run", "--rm", "--label", Ward.LABEL, "--network", network));
        line.addAll(List.of(MongoImage.NAME, "mongosh", "--quiet", address, "--eval", script));
        return Shell.run(line.toArray(String[]::new));
    }

    private static void getsIn(String network, String address) {
        assertThat(application(network, address).orFail()).isEqualTo("in");
    }

    private static void doesNotGetIn(String network, String address, String said) {
        Shell.Result refused = application(network, address);
        assertThat(refused.exitCode()).as(refused.output()).isNotZero();
        assertThat(refused.output()).contains(said);
    }

    @Test
    void anAddressWithoutAuthSource() {
        String address = "mongodb://" + login() + "@" + INSIDE + "/docs";
        doesNotGetIn(NETWORK, address, "Authentication failed");

        isCause(
                address,
                "sign-in",
                "User and password are right, but the server looks for them in the database docs",
                "authSource=admin");

        getsIn(NETWORK, address + "?authSource=admin");
        isHealthy(address + "?authSource=admin");
    }

    @Test
    void anAddressOfDnsRecords() {
        String address = "mongodb+srv://" + login() + "@" + Console.PREFIX + "docs/docs?authSource=admin";
        doesNotGetIn(NETWORK, address, "mongo+srv:// url must have at least 3 hostname components");

        isCause(address, "address", "SRV records", "mongodb://USER:PASSWORD@HOST:PORT/DATABASE?authSource=admin");
    }

    @Test
    void anAddressThatAsksForTls() {
        String address = "mongodb://" + login() + "@" + INSIDE + "/docs?authSource=admin&ssl=true";
        doesNotGetIn(NETWORK, address, "connect failed");

        isCause(address, "address", "asks for TLS", "Leave tls=true or ssl=true out");
    }

    @Test
    void theMappedPortInsideAndThePortInsideUsedFromOutside() {
        String mapped = "mongodb://" + login() + "@" + Console.PREFIX + "docs:" + PORT + "/docs?authSource=admin";
        doesNotGetIn(NETWORK, mapped, "couldn't connect to server");
        isCause(mapped, "server", "listens on port 27017, not on " + PORT, INSIDE);

        int other = FreePort.next();
        String unmapped = "mongodb://" + login() + "@127.0.0.1:" + other + "/docs?authSource=admin";
        doesNotGetIn("host", unmapped, "couldn't connect to server");
        isCause(unmapped, "server", "Port " + other + " of this machine", "127.0.0.1:" + PORT);

        String right = "mongodb://" + login() + "@127.0.0.1:" + PORT + "/docs?authSource=admin";
        getsIn("host", right);
        isHealthy(right);
    }

    @Test
    void aWrongPasswordAndNoUserAtAll() {
        isCause(
                "mongodb://root:not-that@" + INSIDE + "/docs",
                "sign-in",
                "does not accept the user root",
                "Copy the address");
        isCause(
                "mongodb://app:not-that@" + INSIDE + "/docs",
                "sign-in",
                "looked for in the database docs",
                "authSource");
        isCause("mongodb://" + INSIDE + "/docs", "sign-in", "names no user", "USER:PASSWORD");
    }

    @Test
    void whatIsNoAddressIsRefusedAtTheField() {
        for (String address : List.of("", " ", "x".repeat(4_001))) {
            var answer = console.send("POST", "/databases/docs/test", Map.of("address", address), "application/json");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"address\"");
        }
        assertThat(console.send("POST", "/databases/none/test", Map.of("address", "x"), "application/json")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void itsDocumentsAreThereAfterANewPasswordAndWhileItIsStoppedTheDoctorSaysSo() {
        console.deploy(Map.of("name", "kept", "engine", "mongodb", "version", MongoImage.VERSION));
        String at = "@" + Console.PREFIX + "kept:27017/kept?authSource=admin";
        String before = console.password("kept");
        String insert = "db.goods.insert({name: 'lamp'}); print(db.goods.count())";
        assertThat(application(NETWORK, "mongodb://root:" + before + at, insert).orFail())
                .isEqualTo("1");

        JsonNode ended = console.operation("POST", "/databases/kept/rotate-password", null);

        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("succeeded");
        doesNotGetIn(NETWORK, "mongodb://root:" + before + at, "Authentication failed");
        String now = "mongodb://root:" + console.password("kept") + at;
        console.operation("POST", "/databases/kept/restart", null);
        assertThat(application(NETWORK, now, "print(db.goods.count())").orFail())
                .isEqualTo("1");

        console.operation("POST", "/databases/kept/stop", null);
        JsonNode stopped = Ward.cause(console.call("POST", "/databases/kept/test", Map.of("address", now)));
        assertThat(stopped.get("id").asString()).isEqualTo("container");
        assertThat(stopped.get("remedy").asString()).contains("Start the database");
        console.operation("DELETE", "/databases/kept?confirm=kept&volume=delete", null);
    }

    @Test
    void thePageOffersAnAddressThatWorksAndSaysWhyAnotherDoesNot() {
        try (Browser browser = new Browser()) {
            Page page = browser.page(ColorScheme.LIGHT, 1280, 900);
            Browser.signIn(page, console);
            Browser.open(page, console.url() + "/databases/docs");
            page.getByText("From where").waitFor();
            Browser.click(page, "Show the password");
            Locator snippet = page.locator(".snippets pre");
            assertThat(snippet).containsText(console.password("docs"));
            String offered = snippet.innerText().replace("mongosh ", "").replace("'", "");
            getsIn(NETWORK, offered);

            Locator panel = page.locator(".address-panel");
            Locator address = panel.getByLabel("The address that your application uses");
            Locator test = panel.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Test it"));
            test.click();
            assertThat(Browser.refusal(page, "The address is missing")).isVisible();

            assertThat(panel.getByText("Look again")).isHidden();
            address.fill(offered);
            test.click();
            assertThat(panel.getByText("that can be looked at from here is right"))
                    .isVisible();

            address.fill(offered.replace("?authSource=admin", ""));
            address.press("Enter");
            assertThat(panel.locator("[data-check=sign-in].diagnosis-fail")).containsText("authSource=admin");
            Browser.screenshots(page, "mongodb");
            panel.locator(".diagnosis-remedy").scrollIntoViewIfNeeded();
            Browser.screenshot(page, "mongodb-address");
            page.setViewportSize(390, 900);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            panel.locator(".diagnosis-remedy").scrollIntoViewIfNeeded();
            Browser.screenshot(page, "mongodb-address-dark-390");
            assertThat(browser.errors).isEmpty();
        }
    }
}
