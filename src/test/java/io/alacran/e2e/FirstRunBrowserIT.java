package io.alacran.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.alacran.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From the setup link to rows of a database that was deployed on the way. */
@Tag("browser")
@Timeout(300)
@ExtendWith(Evidence.class)
class FirstRunBrowserIT {

    @Test
    void theSetupLinkLeadsThroughTheWizardToAQueryWithRows(@TempDir Path folder) throws IOException {
        int bastion = FreePort.next();
        Shell.run(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-f",
                        folder.resolve("id").toString())
                .orFail();
        try (Console console = Console.fresh(Map.of());
                Browser browser = new Browser()) {
            assertThat(console.logText()).contains("/setup?token=" + console.setupToken());
            Page page = browser.page(ColorScheme.LIGHT, 1280, 720);
            Browser.open(page, console.url() + "/");
            page.waitForURL("**/setup");

            Browser.open(page, console.url() + "/setup?token=" + console.setupToken());
            Browser.field(page, "Name").fill(Console.USER);
            Locator password = Browser.field(page, "Password");
            Browser.field(page, "Name").fill("ad min");
            password.fill("short");
            Browser.click(page, "Create the administrator");
            assertThat(page.getByText("\"ad min\" is not possible").first()).isVisible();
            assertThat(page.getByText("has 5 characters").first()).isVisible();
            assertThat(Browser.field(page, "Name")).isFocused();
            Browser.screenshots(page, "setup-administrator-refused");
            Browser.field(page, "Name").fill(Console.USER);
            password.fill("password1234");
            Browser.click(page, "Create the administrator");
            assertThat(page.getByText("easy to guess").first()).isVisible();
            password.fill(Console.PASSWORD);
            assertThat(page.locator(".strength")).hasText("strong");
            Browser.screenshots(page, "setup-administrator");
            Browser.click(page, "Create the administrator");
            assertThat(page.getByText("Version")).isVisible();
            assertThat(heading(page, "Docker engine")).isFocused();
            Browser.screenshots(page, "setup-engine");
            page.keyboard().press("Enter");
            assertThat(heading(page, "Shared network")).isFocused();
            Browser.screenshots(page, "setup-network");
            Browser.click(page, "Continue");
            assertThat(heading(page, "Bastion")).isFocused();
            Browser.screenshots(page, "setup-bastion");
            page.getByText("Turn the bastion on").click();
            Browser.field(page, "Port").fill(String.valueOf(bastion));
            page.getByText("With a public key").click();
            page.getByLabel("Public key", new Page.GetByLabelOptions().setExact(true))
                    .fill(Files.readString(folder.resolve("id.pub")).strip());
            Browser.screenshots(page, "setup-bastion-wanted");
            Browser.click(page, "Turn it on");
            assertThat(page.getByText("SHA256:").first()).isVisible();
            Browser.click(page, "Try it");
            assertThat(page.locator(".operation-step-pending")).containsText("Deploy a database");
            assertThat(page.locator(".operation-step-succeeded")).hasCount(3);
            Browser.screenshots(page, "setup-bastion-on");
            Browser.click(page, "Continue");
            assertThat(heading(page, "First database")).isVisible();
            assertThat(Browser.field(page, "Name")).isFocused();
            page.keyboard().type("first");
            assertThat(page.getByText(Console.PREFIX + "first")).isVisible();
            Browser.screenshots(page, "setup-database");
            Browser.click(page, "Deploy");

            page.waitForURL("**/workbench?database=first", new Page.WaitForURLOptions().setTimeout(120_000));
            page.locator(".cm-content").click();
            page.keyboard().type("select 6 * 7 as answer");
            page.keyboard().press("Control+Enter");
            assertThat(page.locator("vaadin-grid").getByText("42"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
            assertThat(page.locator("vaadin-side-nav-item").getByText("Databases"))
                    .isVisible();
            Browser.screenshots(page, "setup-done");
            assertThat(tunnel(folder, bastion).orFail()).isEmpty();

            Browser.open(page, console.url() + "/setup");
            page.waitForURL(url -> !url.contains("/setup"));
            assertThat(browser.errors).isEmpty();
        }
    }

    /** Standard input is at its end, so the client ends as soon as the database let it in. */
    private static Shell.Result tunnel(Path folder, int bastion) {
        return Shell.run(
                "ssh",
                "-F",
                "none",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "LogLevel=ERROR",
                "-i",
                folder.resolve("id").toString(),
                "-p",
                String.valueOf(bastion),
                "-W",
                Console.PREFIX + "first:5432",
                "dev@127.0.0.1");
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }
}
