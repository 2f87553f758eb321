package io.alacran.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A query fails since its database is away; its tab finds out why and says what to do. */
@Tag("browser")
@Timeout(300)
@ExtendWith(Evidence.class)
class DoctorBrowserIT {

    private static final String SHOP = Console.PREFIX + "shop";
    private static Console console;
    private Browser browser;

    @BeforeAll
    static void start() {
        console = Console.setUp(Map.of());
        console.deploy(Map.of("name", "shop", "engine", "postgres"));
        Shell.docker("stop", "-t", "5", SHOP);
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void open() {
        browser = new Browser();
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT,1280,720", "DARK,1280,720", "LIGHT,390,844", "DARK,390,844"})
    void aTabOfADatabaseThatIsStoppedNamesItAndRecoversWhenItIsStarted(ColorScheme scheme, int width, int height) {
        String suffix = "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width;
        Page page = browser.page(scheme, width, height);
        Browser.signIn(page, console);
        Browser.open(page, console.url() + "/workbench?connection=shop");
        page.locator(".cm-content").click();
        page.keyboard().type("select 4711");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".sql-error")).isVisible();

        Locator result = page.locator(".result-area");
        findOutWhy(result);

        Locator cause = result.locator(".diagnosis-fail");
        assertThat(cause).containsText(SHOP + " is stopped");
        assertThat(cause.locator(".diagnosis-remedy")).containsText("docker start " + SHOP);
        assertThat(result.locator(".diagnosis-verdict")).containsText("The cause was found");
        if (width > 1_000) {
            Locator schema = page.locator(".schema-message");
            findOutWhy(schema);
            assertThat(schema.locator(".diagnosis-fail")).containsText(SHOP + " is stopped");
        }
        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
        Browser.screenshot(page, "doctor-ill" + suffix);

        Shell.docker("start", SHOP);
        try {
            Console.await("the shop to be ready", () -> console.state("shop").equals("ready"));
            result.getByText("Look again").click();
            assertThat(result.locator(".diagnosis-verdict"))
                    .containsText(
                            "Nothing is wrong with it now",
                            new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
            assertThat(result.locator(".diagnosis-check[data-check=clock]"))
                    .hasClass(java.util.regex.Pattern.compile(".*diagnosis-pass.*"));
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(width);
            Browser.screenshot(page, "doctor-well" + suffix);
            page.locator(".cm-content").click();
            page.keyboard().press("ControlOrMeta+a");
            page.keyboard().insertText("select 4711 as answer");
            page.keyboard().press("Control+Enter");
            assertThat(result.getByText("4711", new Locator.GetByTextOptions().setExact(true)))
                    .isVisible();
            assertThat(page.locator(".schema-message")).isHidden();

            Browser.open(page, console.url() + "/databases/shop");
            Locator panel = page.locator(".health-panel");
            assertThat(panel.getByText("ready")).isVisible();
            assertThat(panel.getByRole(AriaRole.IMG))
                    .hasAttribute("aria-label", java.util.regex.Pattern.compile("Answered .* checks in the last day"));
            panel.scrollIntoViewIfNeeded();
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(width);
            Browser.screenshot(page, "health" + suffix);
        } finally {
            Shell.docker("stop", "-t", "5", SHOP);
        }
        assertThat(browser.errors).isEmpty();
    }

    private static void findOutWhy(Locator part) {
        part.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Find out why").setExact(true))
                .click();
    }

    @Test
    void theHealthOfADatabaseIsFollowedUnderANewNameOfItsConnection() {
        Page page = browser.page(ColorScheme.LIGHT, 1280, 720);
        Browser.signIn(page, console);
        Browser.open(page, console.url() + "/databases/shop");
        Locator panel = page.locator(".health-panel");
        assertThat(panel.getByText("unhealthy")).isVisible();

        console.call("PATCH", "/connections/shop", Map.of("name", "store"));
        Shell.docker("start", SHOP);
        try {
            assertThat(panel.getByText("ready")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
        } finally {
            Shell.docker("stop", "-t", "5", SHOP);
            console.call("PATCH", "/connections/store", Map.of("name", "shop"));
        }
        assertThat(browser.errors).isEmpty();
    }
}
