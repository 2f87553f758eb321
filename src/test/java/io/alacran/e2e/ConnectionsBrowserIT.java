package io.alacran.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.alacran.FreePort;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
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

/** The connections' pages with a database to lead to. */
@Tag("browser")
@Timeout(300)
@ExtendWith(Evidence.class)
class ConnectionsBrowserIT {

    private static final int MAPPED = FreePort.next();
    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private static Console console;
    private static String user;
    private Browser browser;

    @BeforeAll
    static void start() {
        console = Console.setUp(Map.of());
        console.deploy(Map.of(
                "name",
                "shop",
                "engine",
                "postgres",
                "description",
                "Orders of the web shop",
                "ports",
                List.of(Map.of("hostPort", MAPPED))));
        user = console.call("GET", "/databases/shop", null).get("username").asString();
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

    @Test
    void aConnectionIsMadeTestedChangedAndRemoved() {
        Page page = browser.page(ColorScheme.LIGHT, 1280, 900);
        Browser.signIn(page, console);
        Browser.open(page, console.url() + "/connections");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New connection"))
                .click();
        fill(page, "Name", "orders");
        Browser.click(page, "Save");
        assertThat(Browser.refusal(page, "A host name or an IP address is needed"))
                .isVisible();
        Browser.screenshot(page, "connection-host-needed");
        fill(page, "Description", "Orders, by their mapped port");
        fill(page, "Host", "127.0.0.1");
        fill(page, "Port", "99999999999");
        // Where the mouse still rests on the button, its tooltip opens within and counts as part of its name
        page.mouse().move(0, 0);
        Browser.click(page, "Save");
        assertThat(Browser.refusal(page, "'99999999999' is not a whole number up to 2147483647"))
                .isVisible();
        Browser.screenshot(page, "connection-port-too-large");
        fill(page, "Port", String.valueOf(FreePort.next()));
        fill(page, "Database", "shop");
        fill(page, "User", user);
        fill(page, "Password", console.password("shop"));

        Browser.click(page, "Test");
        assertThat(page.locator(".diagnosis-fail")).isVisible(PATIENTLY);
        assertThat(page.getByText("The last test found a cause; it can be saved all the same."))
                .isVisible();
        Browser.screenshot(page, "connection-test-red");

        fill(page, "Port", String.valueOf(MAPPED));
        assertThat(page.getByText("Not tested yet")).isVisible();
        Browser.click(page, "Look again");
        assertThat(page.getByText("The last test found everything well.")).isVisible(PATIENTLY);
        assertThat(page.locator(".diagnosis-fail")).isHidden();
        Browser.screenshot(page, "connection-test-green");

        Browser.click(page, "Save");
        Locator row = row(page, "orders");
        assertThat(row.getByText("healthy", new Locator.GetByTextOptions().setExact(true)))
                .isVisible(PATIENTLY);
        assertThat(row.getByText("127.0.0.1:" + MAPPED + "/shop")).isVisible();
        row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("to think about"))
                .click();
        assertThat(page.getByText("It reaches shop, a database of this console"))
                .isVisible();
        Browser.screenshot(page, "connections-findings");
        page.keyboard().press("Escape");

        choose(page, row, "Test");
        assertThat(page.locator(".connection-test .diagnosis-verdict")).containsText("Nothing is wrong");
        Browser.screenshot(page, "connections-test");
        Browser.click(page, "Close");

        choose(page, row, "Edit");
        fill(page, "Name", "orders-by-port");
        Browser.click(page, "Save");
        assertThat(row(page, "orders-by-port")).isVisible();
        assertThat(console.query("orders-by-port", "select 42")).isEqualTo("42");

        choose(page, row(page, "orders-by-port"), "Remove…");
        assertThat(page.getByText("The database itself is not touched.")).isVisible();
        Browser.screenshot(page, "connection-remove");
        Browser.click(page, "Remove");
        assertThat(row(page, "orders-by-port")).isHidden();
        assertThat(console.query("shop", "select 42")).isEqualTo("42");
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void aKnexfileIsImportedOnceItIsSeenWhatThatDoesAndConnectionsAreExported() {
        String knexfile = """
                require("dotenv").config();
                module.exports = {
                  testing: {
                    client: "pg",
                    connection: {
                      host: "127.0.0.1",
                      port: %d,
                      database: "shop",
                      user: "%s",
                      password: "%s",
                      ssl: tlsOf("here"),
                    },
                    pool: { min: 0, max: 3, afterCreate: (session, done) => done() },
                  },
                };
                """.formatted(MAPPED, user, console.password("shop"));
        Page page = browser.page(ColorScheme.LIGHT, 1280, 900);
        Browser.signIn(page, console);
        Browser.open(page, console.url() + "/connections");
        fileMenu(page, "Import or apply a file…");
        page.locator("vaadin-upload input[type=file]")
                .setInputFiles(
                        new FilePayload("knexfile.js", "text/javascript", knexfile.getBytes(StandardCharsets.UTF_8)));
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.locator(".connection-file-change").getByText("main")).isVisible(PATIENTLY);
        assertThat(dialog.getByText("connection.ssl: is left out, it is tlsOf(…), which is not run"))
                .isVisible();
        assertThat(dialog.getByText("pool.max: 3")).isVisible();
        assertThat(dialog.getByText("password: ••••")).isVisible();
        fits(page, 1280);
        Browser.screenshot(page, "connection-import");
        Browser.click(page, "Apply");
        assertThat(page.getByText("Applied: 1 change.")).isVisible(PATIENTLY);
        assertThat(dialog).isHidden();
        assertThat(console.query("main@testing", "select 42")).isEqualTo("42");

        fileMenu(page, "Export as knexfile.js");
        assertThat(dialog.locator("textarea")).hasValue(Pattern.compile("process\\.env\\.MAIN_TESTING_PASSWORD"));
        assertThat(dialog.getByText("the console looks up where its database is")
                        .first())
                .isVisible();
        Browser.screenshot(page, "connection-export");
        Browser.click(page, "Close");
        console.call("DELETE", "/connections/main@testing", null);
        assertThat(browser.errors).isEmpty();
    }

    private static void fileMenu(Page page, String item) {
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Import or export connections"))
                .click();
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(item).setExact(true))
                .click();
    }

    @Test
    void aHintIsDismissedAndShownAgain() {
        console.call("PATCH", "/connections/shop/pool", Map.of("max", 100));
        assertThat(console.query("shop", "select 42")).isEqualTo("42");
        Page page = browser.page(ColorScheme.LIGHT, 1280, 900);
        Browser.signIn(page, console);
        // The server is asked in the background, over the pool that is open
        Console.await(
                "the hint",
                () -> console.call("GET", "/connections/shop/lint", null)
                        .toString()
                        .contains("more-than-the-server-allows"));
        Browser.open(page, console.url() + "/connections");
        Locator mark = row(page, "shop").locator(".findings-mark");
        mark.click();
        Locator hint = page.locator(".findings-list li:not(.findings-dismissed)")
                .filter(new Locator.FilterOptions().setHasText("Its pool may open 100 sessions; the server allows"));
        hint.getByText("It is meant so").click();
        assertThat(hint).isHidden();
        Locator dismissed = page.locator(".findings-dismissed")
                .filter(new Locator.FilterOptions().setHasText("Its pool may open 100 sessions"));
        assertThat(dismissed).isVisible();
        Browser.screenshot(page, "connections-hint-dismissed");

        Browser.open(page, console.url() + "/connections");
        row(page, "shop").locator(".findings-mark").click();
        assertThat(dismissed).isVisible();
        dismissed.getByText("Show again").click();
        assertThat(hint).isVisible();
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void aTabOfTheWorkbenchGoesOnWithAnotherConnection() {
        Page page = browser.page(ColorScheme.DARK, 1280, 720);
        Browser.signIn(page, console);
        Browser.open(page, console.url() + "/workbench?connection=sample");
        page.locator(".cm-content").click();
        page.keyboard().insertText("select 'this is ' || current_database() as here");
        page.locator(".connection-select").click();
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName("shop").setExact(true))
                .click();
        page.locator(".cm-content").click();
        page.keyboard().press("Control+Enter");

        assertThat(page.getByText("this is shop", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        Browser.screenshot(page, "workbench-other-connection");
        Browser.open(page, console.url() + "/workbench");
        assertThat(page.locator(".cm-content")).containsText("current_database");
        assertThat(page.locator(".connection-select")).containsText("shop");
        assertThat(browser.errors).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT,1280,900", "DARK,1280,900", "LIGHT,390,844", "DARK,390,844"})
    void thePagesFitEveryWindowInLightAndDark(ColorScheme scheme, int width, int height) {
        console.call(
                "POST",
                "/connections",
                Map.of(
                        "name",
                        "analytics-prod-" + width + scheme.name().toLowerCase(Locale.ROOT),
                        "client",
                        "postgres",
                        "host",
                        "127.0.0.1",
                        "port",
                        1,
                        "databaseName",
                        "warehouse",
                        "username",
                        "analyst",
                        "environment",
                        "production",
                        "tags",
                        List.of("eu", "reports"),
                        "description",
                        "The warehouse; ask the data team before writing to it"));
        Page page = browser.page(scheme, width, height);
        Browser.signIn(page, console);
        String suffix = "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
        Browser.open(page, console.url() + "/connections");
        assertThat(row(page, "shop").getByText("healthy", new Locator.GetByTextOptions().setExact(true)))
                .isVisible(PATIENTLY);
        assertThat(page.getByText("Find out why").first()).isVisible(PATIENTLY);
        fits(page, width);
        Browser.screenshot(page, "connections" + suffix);
        page.getByText("Find out why").first().click();
        assertThat(page.locator(".connection-test .diagnosis-fail")).isVisible(PATIENTLY);
        Browser.screenshot(page, "connections-test" + suffix);
        Browser.click(page, "Close");

        Browser.open(page, console.url() + "/connections/new");
        assertThat(Browser.field(page, "Name")).isVisible();
        fits(page, width);
        Browser.screenshot(page, "connection-new" + suffix);
        page.getByText("More:").click();
        page.getByText("All settings of the pool").click();
        fill(page, "idleTimeoutMillis", "5000");
        assertThat(page.getByText("Becomes 10000.")).isVisible();
        fits(page, width);
        page.getByText("Becomes 10000.").scrollIntoViewIfNeeded();
        Browser.screenshot(page, "connection-more" + suffix);
        assertThat(browser.errors).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"DARK, 1280, 720", "LIGHT, 420, 800"})
    void productionIsAskedAboutBeforeAStatementMayWrite(ColorScheme scheme, int width, int height) {
        console.call("PATCH", "/connections/shop", Map.of("environment", "production"));
        console.query("shop", "create table if not exists orders_seen (id int)");
        console.query("shop", "delete from orders_seen");
        console.query("shop", "insert into orders_seen values (1)");
        try {
            Page page = browser.page(scheme, width, height);
            Browser.signIn(page, console);
            Browser.open(page, console.url() + "/workbench?connection=shop");
            page.locator(".cm-content").click();
            page.keyboard().insertText("delete from orders_seen");
            page.keyboard().press("Control+Enter");
            Locator question = page.getByRole(AriaRole.DIALOG);
            assertThat(question.getByText("it begins with DELETE")).isVisible();
            assertThat(question.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Cancel")))
                    .isFocused();
            fits(page, width);
            Browser.screenshot(page, "production-question-" + scheme.name().toLowerCase(Locale.ROOT));
            page.keyboard().press("Escape");
            assertThat(question).isHidden();
            assertThat(console.query("shop", "select count(*) from orders_seen"))
                    .isEqualTo("1");

            page.locator(".cm-content").click();
            page.keyboard().press("Control+Enter");
            Browser.click(page, "Run on shop");
            assertThat(page.getByText("1 row changed")).isVisible();
            assertThat(console.query("shop", "select count(*) from orders_seen"))
                    .isEqualTo("0");
            assertThat(browser.errors).isEmpty();
        } finally {
            console.call("PATCH", "/connections/shop", Map.of("environment", "development"));
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280, 800", "DARK, 390, 844"})
    void theEnvironmentChosenInTheHeaderHasItsOwnConnectionOfTheName(ColorScheme scheme, int width, int height) {
        console.call("POST", "/connections", Map.of("name", "till", "managedDatabase", "shop"));
        Map<String, Object> there =
                Map.of("name", "till", "client", "sqlite", "filename", "sample/sample.db", "environment", "production");
        console.call("POST", "/connections", there);
        console.query("till", "create table if not exists customers (id int, name text)");
        console.query("till", "delete from customers");
        console.query("till", "insert into customers values (2, 'Nobody of Development')");
        String suffix = "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
        try {
            Page page = browser.page(scheme, width, height);
            Browser.signIn(page, console);
            Browser.open(page, console.url() + "/workbench?connection=till");
            run(page, "select name from customers where id = 2");
            assertThat(page.getByText("Nobody of Development")).isVisible(PATIENTLY);
            assertThat(page.locator(".main-layout.production")).hasCount(0);

            page.locator(".environment-select").click();
            page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("production"))
                    .click();
            assertThat(page.locator(".main-layout.production")).isVisible();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New query"))
                    .click();
            assertThat(page.locator(".workbench.on-production")).isVisible();
            run(page, "select name from customers where id = 2");
            assertThat(page.getByText("Bruno Keller")).isVisible(PATIENTLY);
            fits(page, width);
            Browser.screenshot(page, "environment-workbench" + suffix);
            run(page, "delete from customers");
            assertThat(page.getByRole(AriaRole.DIALOG).getByText("it begins with DELETE"))
                    .isVisible();
            page.keyboard().press("Escape");

            Browser.open(page, console.url() + "/connections");
            assertThat(page.locator(".main-layout.production")).isVisible();
            assertThat(page.locator(".connection-row").first().getByText("production"))
                    .isVisible();
            assertThat(row(page, "till")).hasCount(2);
            fits(page, width);
            Browser.screenshot(page, "environment-connections" + suffix);
            page.getByText("Only production").click();
            assertThat(row(page, "till")).hasCount(1);
            Browser.open(page, console.url() + "/connections/till@production/edit");
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("till production")))
                    .isVisible();
            page.getByText("More:").click();
            Locator environment = page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Environment"));
            environment.last().fill("production-eu");
            environment.last().press("Enter");
            Browser.screenshot(page, "environment-form" + suffix);
            Browser.click(page, "Save");
            assertThat(page.getByText("till is changed.")).isVisible();
            assertThat(console.call("GET", "/connections/till@production-eu", null)
                            .get("client")
                            .asString())
                    .isEqualTo("sqlite");
            assertThat(browser.errors).isEmpty();
        } finally {
            console.call("GET", "/connections", null).get("items").forEach(c -> {
                if (c.get("name").asString().equals("till")) {
                    console.call(
                            "DELETE",
                            "/connections/till@" + c.get("environment").asString(),
                            null);
                }
            });
        }
    }

    private static void run(Page page, String sql) {
        page.locator(".cm-content").click();
        page.keyboard().press("ControlOrMeta+a");
        page.keyboard().insertText(sql);
        page.keyboard().press("Control+Enter");
    }

    private static void fits(Page page, int width) {
        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
    }

    private static void fill(Page page, String label, String value) {
        Locator field = page.getByLabel(label, new Page.GetByLabelOptions().setExact(true))
                .first();
        field.fill(value);
        field.blur();
    }

    private static Locator row(Page page, String name) {
        return page.locator(".connection-row")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(
                                AriaRole.LINK,
                                new Page.GetByRoleOptions().setName(name).setExact(true))));
    }

    private static void choose(Page page, Locator row, String action) {
        row.getByRole(AriaRole.MENUITEM).first().click();
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(action).setExact(true))
                .click();
    }
}
