package io.alacran.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.alacran.FreePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pool's page while many use the pool. */
@Tag("browser")
@Timeout(300)
@ExtendWith(Evidence.class)
class PoolBrowserIT {

    private static Console console;

    @BeforeAll
    static void start() {
        console = Console.setUp(Map.of());
        console.deploy(Map.of("name", "shop", "engine", "postgres"));
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void thePoolPageUnderLoadShowsWhoWaitsAndAResizeLetsThemThrough() throws Exception {
        console.call("PATCH", "/connections/shop/pool", Map.of("max", 2, "leakDetectionThreshold", 2_000));
        try (Browser browser = new Browser();
                Load load = new Load(8)) {
            Page page = browser.page(ColorScheme.LIGHT, 1280, 900);
            Browser.signIn(page, console);
            Browser.open(page, console.url() + "/pools/shop");
            number(page, "In use", "2");
            number(page, "Waiting", "[1-9]\\d*");
            number(page, "Open of most", "2 / 2");
            assertThat(page.locator(".pool-held")
                            .getByText("select pg_sleep(?)")
                            .first())
                    .isVisible();
            Locator line =
                    page.locator("live-chart").first().locator("polyline.s2").first();
            assertThat(line).hasAttribute("points", Pattern.compile(".+ .+ .+"));

            moves(page, 1, "Wait for a session: p50 [1-9]\\d{2,} ms, p95 [1-9]\\d{2,} ms, p99 [1-9]\\d{2,} ms");
            moves(page, 2, "Time in use: p50 [1-9]\\d{2,} ms, p95 [1-9]\\d{2,} ms, p99 [1-9]\\d{2,} ms");

            Thread leak = Thread.startVirtualThread(() -> console.query("shop", "select pg_sleep(8), 'of nobody'"));
            assertThat(page.locator(".pool-held").getByText("forgotten?").first())
                    .isVisible();
            Browser.screenshot(page, "pool-light-1280");

            Browser.field(page, "Open at most").fill("12");
            Browser.field(page, "Open at most").blur();
            Browser.click(page, "Apply");
            number(page, "Waiting", "0");
            number(page, "Open of most", "\\d+ / 12");
            String before = console.query("shop", "select clock_timestamp()");
            assertThat(sessionsFromBefore(before)).isPositive();
            Browser.click(page, "Open all sessions anew");
            Console.await("all sessions to be new", () -> sessionsFromBefore(before) == 0);
            page.getByText("All settings").click();
            assertThat(page.getByText("leakDetectionThreshold").first()).isVisible();
            leak.join();
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                for (int width : new int[] {390, 1280}) {
                    shows(browser, scheme, width);
                }
            }
            load.close();
            assertThat(load.failures).hasValue(0);
            assertThat(load.done).hasValueGreaterThan(20);
            assertThat(browser.errors).isEmpty();
        }
    }

    /** The lines of a chart have come to these words and have moved. */
    private static void moves(Page page, int chart, String words) {
        Locator shown = page.locator("live-chart").nth(chart);
        assertThat(shown)
                .hasAttribute(
                        "aria-label",
                        Pattern.compile(words),
                        new LocatorAssertions.HasAttributeOptions().setTimeout(15_000));
        for (String line : List.of("s0", "s1", "s2")) {
            assertThat(shown.locator("polyline." + line).first()).hasAttribute("points", Pattern.compile(".+ .+ .+"));
        }
    }

    /** Of the pool, on the server; the one that asks counts, too. */
    private static int sessionsFromBefore(String time) {
        return Integer.parseInt(console.query(
                "shop",
                "select count(*) from pg_stat_activity where backend_type = 'client backend' and datname ="
                        + " current_database() and backend_start <= timestamptz '" + time + "'"));
    }

    @Test
    void aPoolThatOpensNothingAndAMemberThatIsNotFitOfferTheDoctor() {
        for (String name : List.of("gone", "gone-read")) {
            Map<String, Object> draft = Ward.draft("postgres", "127.0.0.1", FreePort.next());
            draft.put("name", name);
            console.call("POST", "/connections", draft);
        }
        console.call(
                "POST",
                "/groups",
                Map.of("name", "away", "primary", "gone", "replicas", List.of(Map.of("connection", "gone-read"))));
        try (Browser browser = new Browser()) {
            for (int width : new int[] {390, 1280}) {
                Page page = browser.page(width == 390 ? ColorScheme.DARK : ColorScheme.LIGHT, width, 900);
                Browser.signIn(page, console);
                Browser.open(page, console.url() + "/pools/gone");
                Locator trouble = page.locator(".pool-trouble");
                trouble.getByText("Find out why").click();
                assertThat(trouble).containsText("No container's port is mapped to port");
                fits(page, width);
                Browser.screenshot(page, "pool-trouble-" + width);

                Browser.open(page, console.url() + "/groups/away");
                Locator replica = page.locator(".group-unfit section")
                        .filter(new Locator.FilterOptions().setHasText("gone-read"));
                replica.getByText("Find out why").click();
                assertThat(replica).containsText("No container's port is mapped to port");
                assertThat(page.locator(".group-unfit").getByText("Find out why"))
                        .hasCount(1);
                fits(page, width);
                Browser.screenshot(page, "group-unfit-" + width);
                page.context().close();
            }
            assertThat(browser.errors).isEmpty();
        } finally {
            console.send("DELETE", "/groups/away", null, "application/json");
            console.send("DELETE", "/connections/gone", null, "application/json");
            console.send("DELETE", "/connections/gone-read", null, "application/json");
        }
    }

    /** Its replica is another connection to the same server, which answers as one that has replayed everything would. */
    @Test
    void aGroupIsMadeInTheFormQueriedInTheWorkbenchAndWatched() {
        console.call("POST", "/connections", Map.of("name", "shop-read", "managedDatabase", "shop"));
        try (Browser browser = new Browser()) {
            Page page = browser.page(ColorScheme.LIGHT, 1280, 900);
            Browser.signIn(page, console);
            Browser.open(page, console.url() + "/connections");
            Browser.click(page, "New group");
            Browser.click(page, "Make the group");
            assertThat(Browser.refusal(page, "is needed: the connection that writes go to"))
                    .isVisible();
            page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("web");
            page.locator("vaadin-select")
                    .filter(new Locator.FilterOptions().setHasText("Writes go here"))
                    .locator("vaadin-select-value-button")
                    .click();
            page.getByRole(
                            AriaRole.OPTION,
                            new Page.GetByRoleOptions().setName("shop").setExact(true))
                    .click();
            page.locator("vaadin-multi-select-combo-box input").fill("shop-read");
            page.locator("vaadin-multi-select-combo-box-item").first().click();
            page.keyboard().press("Escape");
            Browser.screenshot(page, "group-dialog-light-1280");
            Browser.click(page, "Make the group");
            assertThat(page.locator(".groups-list")).containsText("writes to shop, reads from shop-read");

            Browser.open(page, console.url() + "/workbench?connection=web&sql=select+42+as+answer");
            assertThat(page.locator(".connection-select")).containsText("web");
            Browser.click(page, "Run");
            assertThat(page.locator(".result-member")).hasText("shop-read: a read, round robin of 1 fit");
            Browser.screenshot(page, "group-workbench-light-1280");

            Browser.open(page, console.url() + "/connections");
            page.locator(".groups-list").getByText("web").click();
            assertThat(page.locator(".group-view")).containsText("it is no standby");
            Locator grid = page.locator(".group-view vaadin-grid");
            assertThat(grid.getByText("ready")).hasCount(2);
            console.query("web", "create table of_the_group (n int)");
            assertThat(page.locator(".group-view vaadin-grid-cell-content")
                            .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^1$"))))
                    .hasCount(2);
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                Page other = browser.page(scheme, 390, 844);
                Browser.signIn(other, console);
                Browser.open(other, console.url() + "/groups/web");
                assertThat(other.locator(".group-view")).containsText("Members");
                fits(other, 390);
                String colours = scheme.name().toLowerCase(Locale.ROOT);
                Browser.screenshot(other, "group-" + colours + "-390");
                Browser.open(other, console.url() + "/connections");
                Browser.click(other, "New group");
                assertThat(other.getByText("A replica further behind is left out"))
                        .isVisible();
                fits(other, 390);
                Browser.screenshot(other, "group-dialog-" + colours + "-390");
                other.context().close();
            }
            Browser.screenshot(page, "group-light-1280");
            assertThat(browser.errors).isEmpty();
        } finally {
            console.send("DELETE", "/groups/web", null, "application/json");
            console.send("DELETE", "/connections/shop-read", null, "application/json");
        }
    }

    @Test
    void aFileWithAGroupIsSeenBeforeItIsAppliedAndAConnectionWithoutANameGetsOne() {
        String file = """
                environments:
                  staging:
                    connections:
                      shop: {client: postgres, host: 127.0.0.1}
                      shop-read: {client: postgres, host: 127.0.0.1}
                    groups:
                      web:
                        primary: shop
                        replicas: [{connection: shop-read, weight: 3}]
                        balance: weighted
                        maxLagMs: 2000
                    migrations: {directory: ./database/migrations, tableName: migrations}
                """;
        try (Browser browser = new Browser()) {
            for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
                boolean wide = scheme == ColorScheme.DARK;
                int width = wide ? 1280 : 390;
                String suffix = wide ? "-dark-1280" : "-light-390";
                Page page = browser.page(scheme, width, wide ? 720 : 844);
                Browser.signIn(page, console);
                Browser.open(page, console.url() + "/connections");
                page.getByLabel("Import or export connections").click();
                page.getByText("Import or apply a file…").click();
                Locator dialog = page.getByRole(AriaRole.DIALOG);
                dialog.locator("textarea").fill(file);
                Browser.click(page, "Preview");
                Locator group = dialog.locator(".connection-file-change")
                        .filter(new Locator.FilterOptions().setHasText("group of staging"));
                assertThat(group).containsText("replicas: shop-read=3");
                fits(page, width);
                Browser.screenshot(page, "connection-file" + suffix);
                group.scrollIntoViewIfNeeded();
                Browser.screenshot(page, "connection-file-group" + suffix);

                dialog.locator("vaadin-select-value-button").click();
                page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("knexfile.js"))
                        .click();
                Browser.field(page, "Name").fill("My shop");
                assertThat(dialog.getByText("'My shop' is not 1 to 63 of a-z, 0-9 and -"))
                        .isVisible();
                fits(page, width);
                Browser.screenshot(page, "connection-file-name" + suffix);
                Browser.field(page, "Name").fill("my-shop");
                dialog.locator("textarea")
                        .fill("module.exports = { client: 'pg', connection: { host: '127.0.0.1' } };");
                Browser.click(page, "Preview");
                assertThat(dialog.locator(".change-name").getByText("my-shop")).isVisible();
                page.context().close();
            }
            assertThat(browser.errors).isEmpty();
        }
    }

    private static void fits(Page page, int width) {
        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
    }

    @Test
    void aSlowStatementIsShownWithItsTimesAndItsPlanAndOpensInTheWorkbench() {
        console.call("PATCH", "/connections/shop", Map.of("slowStatementMillis", 100));
        try (Browser browser = new Browser()) {
            Page page = browser.page(ColorScheme.LIGHT, 1280, 720);
            Browser.signIn(page, console);
            Browser.open(page, console.url() + "/slow-statements/shop");
            for (int i = 1; i <= 3; i++) {
                console.query(
                        "shop", "select pg_sleep(0.2), 'of ada' from pg_class where oid in (1, 2) or true limit " + i);
            }
            console.query("shop", "select pg_sleep(0.4) as once");
            String text = "select pg_sleep(?), ? from pg_class where oid in (?) or true limit ?";
            // They are kept one after the other: from here on the list stays as it is
            assertThat(page.locator(".slow-list").getByText("select pg_sleep(?) as once"))
                    .isVisible();
            page.locator(".slow-list").getByText(text).click();
            assertThat(page.locator(".slow-details > .slow-text")).hasText(text);
            assertThat(page.locator("time-chart")).hasAttribute("aria-label", Pattern.compile(".*: 3 slow runs, .*"));
            Browser.click(page, "Take the plan");
            assertThat(page.locator(".slow-plan")).containsText("Seq Scan on pg_class");
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                for (int width : new int[] {390, 1280}) {
                    Page other = browser.page(scheme, width, width == 390 ? 844 : 720);
                    Browser.signIn(other, console);
                    Browser.open(other, console.url() + "/slow-statements/shop");
                    other.locator(".slow-list").getByText(text).click();
                    assertThat(other.locator(".slow-plan")).containsText("Seq Scan on pg_class");
                    assertThat(other.locator("time-chart rect.p95").first()).isVisible();
                    assertThat((int) other.evaluate("document.documentElement.scrollWidth"))
                            .isLessThanOrEqualTo(width);
                    Browser.screenshot(other, "slow-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width);
                    other.context().close();
                }
            }

            Browser.click(page, "Open in the workbench");
            assertThat(page.locator("sql-editor").getByText("limit ?").first()).isVisible();
            page.waitForURL(console.url() + "/workbench");
            assertThat(browser.errors).isEmpty();
        }
    }

    @Test
    void metricsOfEachPoolAreForThoseWithAToken() {
        console.query("shop", "select 1");

        assertThat(console.scrape(true)).contains("alacran_pool_active{", "pool=\"shop\"", "alacran_pool_wait_seconds");
        assertThat(console.scrape(false)).doesNotContain("alacran_pool");
    }

    private static void shows(Browser browser, ColorScheme scheme, int width) {
        Page page = browser.page(scheme, width, width == 390 ? 844 : 900);
        Browser.signIn(page, console);
        Browser.open(page, console.url() + "/pools/shop");
        assertThat(page.locator("live-chart").first().locator("polyline.s0").first())
                .hasAttribute(
                        "points",
                        Pattern.compile("(.+ ){4,}.+"),
                        new LocatorAssertions.HasAttributeOptions().setTimeout(20_000));
        page.getByText("All settings").click();
        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(java.nio.file.Path.of("target/screenshots/pool-"
                        + scheme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width + "-settings.png")));
        page.context().close();
    }

    private static void number(Page page, String name, String pattern) {
        assertThat(page.locator(".pool-tile")
                        .filter(new Locator.FilterOptions().setHasText(name))
                        .locator(".pool-number"))
                .hasText(
                        Pattern.compile("^" + pattern + "$"),
                        new LocatorAssertions.HasTextOptions().setTimeout(15_000));
    }

    /** Queries over the API, one after the other in each thread. */
    private static class Load implements AutoCloseable {

        final AtomicInteger done = new AtomicInteger();
        final AtomicInteger failures = new AtomicInteger();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final List<Thread> threads = new ArrayList<>();

        Load(int size) {
            for (int i = 0; i < size; i++) {
                threads.add(Thread.startVirtualThread(() -> {
                    while (!ended.get()) {
                        try {
                            console.query("shop", "select pg_sleep(0.3)");
                            done.incrementAndGet();
                        } catch (RuntimeException | AssertionError e) {
                            failures.incrementAndGet();
                        }
                    }
                }));
            }
        }

        @Override
        public void close() throws InterruptedException {
            ended.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
