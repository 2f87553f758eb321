package io.alacran.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the setup link to rows of a database that was deployed on the way. */
@Tag("browser")
@Timeout(300)
@ExtendWith(Evidence.class)
class FirstRunBrowserIT {

    @Test
    void theSetupLinkLeadsThroughTheWizardToAQueryWithRows() {
        try (Console console = Console.fresh(Map.of());
                Browser browser = new Browser()) {
            assertThat(console.logText()).contains("/setup?token=" + console.setupToken());
            Page page = browser.page(ColorScheme.LIGHT, 1280, 720);
            page.navigate(console.url() + "/");
            page.waitForURL("**/setup");

            page.navigate(console.url() + "/setup?token=" + console.setupToken());
            Browser.field(page, "Name").fill(Console.USER);
            Locator password = Browser.field(page, "Password");
            password.fill("password1234");
            Browser.click(page, "Create the administrator");
            assertThat(page.getByText("easy to guess")).isVisible();
            password.fill(Console.PASSWORD);
            Browser.screenshot(page, "setup-administrator");
            Browser.click(page, "Create the administrator");
            assertThat(page.getByText("Version")).isVisible();
            Browser.screenshot(page, "setup-engine");
            Browser.click(page, "Continue");
            assertThat(heading(page, "Shared network")).isVisible();
            Browser.screenshot(page, "setup-network");
            Browser.click(page, "Continue");
            assertThat(heading(page, "Bastion")).isVisible();
            Browser.screenshot(page, "setup-bastion");
            Browser.click(page, "Continue without");
            assertThat(heading(page, "First database")).isVisible();
            Browser.field(page, "Name").fill("first");
            assertThat(page.getByText(Console.PREFIX + "first")).isVisible();
            Browser.screenshot(page, "setup-database");
            Browser.click(page, "Deploy");

            page.waitForURL("**/workbench?connection=first", new Page.WaitForURLOptions().setTimeout(120_000));
            page.locator(".cm-content").click();
            page.keyboard().type("select 6 * 7 as answer");
            page.keyboard().press("Control+Enter");
            assertThat(page.locator("vaadin-grid").getByText("42"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
            assertThat(page.locator("vaadin-side-nav-item").getByText("Databases"))
                    .isVisible();
            Browser.screenshot(page, "setup-done");

            page.navigate(console.url() + "/setup");
            page.waitForURL(url -> !url.contains("/setup"));
            assertThat(browser.errors).isEmpty();
        }
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }
}
