package io.alacran.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.alacran.FreePort;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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

/** The pages of a console that has work to show. */
@Tag("browser")
@Timeout(300)
@ExtendWith(Evidence.class)
class PagesBrowserIT {

    private static Console console;
    private Browser browser;

    @BeforeAll
    static void start() {
        console = Console.setUp(Map.of());
        console.deploy(Map.of("name", "shop", "engine", "postgres", "description", "Orders of the web shop"));
        console.deploy(Map.of("name", "cache", "engine", "redis"));
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
    void everyPageOpensWithoutErrorsAndWithoutScrollingSideways(ColorScheme scheme, int width, int height) {
        Page page = browser.page(scheme, width, height);
        Browser.open(page, console.url() + "/login");
        String suffix = "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width;
        assertThat(page.locator("input[name=username]")).isVisible();
        Browser.screenshot(page, "login" + suffix);
        Browser.signIn(page, console);
        Map<String, String> pages = Map.of(
                "overview", "",
                "databases", "databases",
                "deploy", "databases/deploy",
                "database", "databases/shop",
                "bastion", "bastion",
                "workbench", "workbench?connection=sample",
                "activity", "activity",
                "settings", "settings",
                "unknown", "no-such-page");
        pages.forEach((name, path) -> {
            Browser.open(page, console.url() + "/" + path);
            String sight = switch (name) {
                case "workbench" -> ".cm-content";
                case "unknown" -> "h1, h2";
                default -> "h1";
            };
            assertThat(page.locator(sight).first()).isVisible();
            if (name.equals("database")) {
                assertThat(page.getByText("ready to accept connections").first())
                        .isVisible();
            }
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .as("width of " + name)
                    .isLessThanOrEqualTo(width);
            Browser.screenshot(page, name + suffix);
        });
        // The browser itself reports the status of a page that is not there.
        browser.errors.removeIf(e -> e.contains("no-such-page") && e.contains("404"));
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void aTakenPortIsSaidAtItsFieldWithTheNextFreeOneAndNothingTypedIsLost() {
        Page page = browser.page(ColorScheme.LIGHT, 1280, 900);
        Browser.signIn(page, console);
        Browser.open(page, console.url() + "/databases/deploy");
        Browser.field(page, "Name").fill("cache");
        assertThat(Browser.refusal(page, "is taken by another database")).isVisible();
        Browser.field(page, "Name").fill("orders");
        page.getByText("More:").click();
        Browser.click(page, "Add a port mapping");
        Locator port = Browser.field(page, "Host port");
        port.fill(String.valueOf(console.port()));
        port.blur();
        Browser.click(page, "Deploy");

        assertThat(Browser.refusal(page, "is one of the console's own; the next free one is"))
                .isVisible();
        assertThat(Browser.field(page, "Name")).hasValue("orders");
        Browser.screenshot(page, "deploy-taken-port");
        port.fill(String.valueOf(FreePort.next()));
        port.blur();
        page.setViewportSize(1280, 500);
        Browser.click(page, "Deploy");

        page.waitForURL("**/databases/orders");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .isInViewport();
        assertThat(page.locator(".page-header").getByText("ready"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(90_000));
        Browser.screenshot(page, "deploy-done");
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void thePageAndTheRowsOfAQueryAreReachedByKeyboard() {
        Page page = browser.page(ColorScheme.LIGHT, 1280, 720);
        Browser.signIn(page, console);
        Browser.open(page, console.url() + "/");
        assertThat(page.locator("h1")).isVisible();
        page.keyboard().press("Tab");
        assertThat(page.getByText("Skip to the page")).isFocused();
        Browser.screenshot(page, "skip-to-page");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.MAIN)).isFocused();
        page.keyboard().press("Tab");
        assertThat(page.locator("main :focus")).hasCount(1);

        Browser.open(page, console.url() + "/workbench?connection=sample");
        assertThat(page.locator(".cm-content")).isFocused();
        page.keyboard().type("select name from customers order by id");
        page.keyboard().press("Control+Enter");
        assertThat(page.getByText("18 rows")).isVisible();
        for (String key : List.of("Escape", "Tab", "Tab", "ArrowRight", "ArrowDown")) {
            page.keyboard().press(key);
        }
        Browser.screenshot(page, "workbench-cell-by-keyboard");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.DIALOG).getByText("Bruno Keller")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void aStateChangesOnThePageWithoutReloadingIt() {
        Page page = browser.page(ColorScheme.DARK, 1280, 720);
        Browser.signIn(page, console);
        Browser.open(page, console.url() + "/databases");
        Locator cache = page.locator("vaadin-grid-cell-content:has-text('stopped')");
        assertThat(cache).isHidden();
        console.operation("POST", "/databases/cache/stop", null);
        assertThat(cache).isVisible();
        console.operation("POST", "/databases/cache/start", null);
        assertThat(cache).isHidden();
    }

    @Test
    void anUptimeGrowsWhileItsPageIsOpen() {
        Page page = browser.page(ColorScheme.LIGHT, 1280, 720);
        Browser.signIn(page, console);
        page.clock().install();
        Browser.open(page, console.url() + "/databases");
        Locator uptime = page.locator("vaadin-grid relative-time").first();
        assertThat(uptime).hasText(Pattern.compile("^(\\d+ min )?\\d+ s$"));
        page.clock().fastForward("02:00:00");

        assertThat(uptime).hasText(Pattern.compile("^2 h \\d+ min$"));
        Browser.screenshot(page, "databases-uptime");
        Browser.open(page, console.url() + "/");
        assertThat(page.locator(".database-row-up").first()).hasText(Pattern.compile("^up (\\d+ min )?\\d+ s$"));
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void whatNeedsAttentionIsDismissedAndComesBackWhenAsked() {
        Shell.pauseBetweenProbes(Console.PREFIX + "cache");
        String ended;
        try {
            ended = console.operation("POST", "/databases/cache/start", null)
                    .get("state")
                    .asString();
        } finally {
            Shell.docker("unpause", Console.PREFIX + "cache");
        }
        assertThat(ended).isEqualTo("failed");
        Page page = browser.page(ColorScheme.LIGHT, 1280, 720);
        Browser.signIn(page, console);
        Browser.open(page, console.url() + "/");
        Locator concern = page.getByText("Start cache: it failed");
        assertThat(concern).isVisible();
        Browser.screenshot(page, "overview-concern");
        page.setViewportSize(390, 844);
        Browser.screenshot(page, "overview-concern-390");
        page.getByLabel("Dismiss: Start cache: it failed").click();
        assertThat(concern).isHidden();
        Browser.screenshot(page, "overview-dismissed-390");
        Browser.click(page, "Show again");
        assertThat(concern).isVisible();
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void aResultOfFiveMillionRowsShowsItsFirstRowsAtOnceAndScrollsToItsLast() {
        console.query(
                "shop", "create table big as select i as id, md5(i::text) as h from generate_series(1, 5000000) i");
        Page page = browser.page(ColorScheme.LIGHT, 1280, 720);
        Browser.signIn(page, console);
        Browser.open(page, console.url() + "/workbench?connection=shop");
        page.locator(".cm-content").click();
        page.keyboard().type("select * from big");
        page.keyboard().press("Control+Enter");
        assertThat(page.getByText("c4ca4238a0b923820dcc509a6f75849b")).isVisible();
        assertThat(page.getByText("5,000,000 rows"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(120_000));

        page.evaluate("[...document.querySelectorAll('vaadin-grid')].pop().scrollToIndex(4999999)");

        // md5 of 5000000
        assertThat(page.getByText("d1524adbbd8eed2bf4d424a311a3c6fd")).isVisible();
        Browser.screenshot(page, "workbench-last-row");
        assertThat(console.call("GET", "/connections/shop/pool", null)
                        .get("active")
                        .asInt())
                .as("leased connections")
                .isZero();
        assertThat(console.logText()).doesNotContain("OutOfMemoryError");
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void cancelEndsTheStatementOnTheServerAndAnotherTabAnswersMeanwhile() {
        Page page = browser.page(ColorScheme.LIGHT, 1280, 720);
        Browser.signIn(page, console);
        Browser.open(page, console.url() + "/workbench?connection=shop");
        page.locator(".cm-content").click();
        page.keyboard().type("select pg_sleep(600)");
        page.keyboard().press("Control+Enter");
        assertThat(page.getByText("Running")).isVisible();
        assertThat(sleepers()).isEqualTo("1");
        Browser.click(page, "New query");
        page.locator(".cm-content").click();
        page.keyboard().type("select 'meanwhile ' || 6 * 7");
        page.keyboard().press("Control+Enter");
        assertThat(page.getByText("meanwhile 42", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(sleepers()).isEqualTo("1");
        page.locator("vaadin-tab").first().click();

        Browser.click(page, "Cancel");

        Console.await("the statement to end on the server", () -> sleepers().equals("0"));
        assertThat(page.getByText("canceling statement due to user request")
                        .or(page.getByText("ancelled"))
                        .first())
                .isVisible();
        List<String> own = browser.errors;
        assertThat(own).isEmpty();
    }

    private static String sleepers() {
        return console.query(
                "shop",
                "select count(*) from pg_stat_activity where state = 'active' and query like 'select pg_sleep%'");
    }
}
