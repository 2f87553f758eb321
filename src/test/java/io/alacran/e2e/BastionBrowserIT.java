package io.alacran.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
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

/** What a person does on the Bastion page, and what OpenSSH's client then sees. */
@Tag("browser")
@Tag("docker")
@Timeout(300)
@ExtendWith(Evidence.class)
class BastionBrowserIT {

    private static final String SHOP = Console.PREFIX + "shop";
    private static BastionSite site;
    private Browser browser;

    @BeforeAll
    static void start() {
        site = new BastionSite(BastionPlace.EMBEDDED, Map.of("ALACRAN_BASTION_IMAGE", ConsoleImage.built()));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @BeforeEach
    void asItWasAtFirst() {
        site.console.call("DELETE", "/bastion/sessions", null);
        site.console.call("PUT", "/bastion", Map.of("enabled", true, "home", "embedded", "userCaKeys", List.of()));
        site.console.call("GET", "/bastion/users", null).get("items").forEach(user -> {
            String name = user.get("name").asString();
            if (!name.equals("root")) {
                site.console.call("DELETE", "/bastion/users/" + name, null);
            }
        });
        browser = new Browser();
    }

    @AfterEach
    void close() {
        browser.close();
    }

    private Page page() {
        return page(ColorScheme.LIGHT, 1280, 1700);
    }

    private Page page(ColorScheme scheme, int width, int height) {
        Page page = browser.page(scheme, width, height);
        Browser.signIn(page, site.console);
        Browser.open(page, site.console.url() + "/bastion");
        assertThat(page.locator("h1")).hasText("Bastion");
        return page;
    }

    /** The open dialog's button, since the page may have one of the same name. */
    private static void confirm(Page page, String button) {
        page.locator("vaadin-confirm-dialog")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static void save(Page page) {
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save"))
                .click();
    }

    private static Locator row(Page page, String panel, String words) {
        return page.locator("." + panel + " vaadin-grid-cell-content")
                .filter(new Locator.FilterOptions().setHasText(words))
                .first();
    }

    @Test
    void theFingerprintIsTheOneThatAClientIsShown() {
        Page page = page();

        String seen = Shell.run(
                        "sh",
                        "-c",
                        "ssh-keyscan -t ed25519 -p " + site.port
                                + " 127.0.0.1 2>/dev/null | ssh-keygen -lf - | cut -d' ' -f2")
                .orFail();
        assertThat(seen).startsWith("SHA256:");
        assertThat(page.locator(".bastion-reach")).containsText(seen);
    }

    @Test
    void anAccountIsAddedNarrowedDisabledAndRemoved() {
        site.makeKey("ben", "ed25519");
        String[] cache = site.ssh("ben", "-W", BastionSite.CACHE, "ben@127.0.0.1");
        Page page = page();
        Browser.click(page, "Add an account");
        Browser.field(page, "Name").fill("ben");
        page.getByLabel("None, keys only").check();
        Browser.field(page, "Public keys").fill(site.publicKey("ben"));
        Browser.screenshot(page, "bastion-account");
        Browser.click(page, "Add");
        assertThat(row(page, "bastion-accounts", "ben")).isVisible();
        assertThat(row(page, "bastion-accounts", "1 key")).isVisible();
        assertThat(Shell.run(cache).exitCode()).isZero();

        Browser.click(page, "Edit ben");
        page.getByLabel("All databases").uncheck();
        Locator some = page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Databases"));
        some.fill("shop");
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("shop"))
                .click();
        save(page);
        // Adding it said the same words, which may still be there
        assertThat(row(page, "bastion-accounts", "shop")).isVisible();
        assertThat(Shell.run(cache).output()).contains("administratively prohibited");
        assertThat(Shell.run(site.ssh("ben", "-W", BastionSite.SHOP, "ben@127.0.0.1"))
                        .exitCode())
                .isZero();

        Browser.click(page, "Edit ben");
        page.getByLabel("Enabled").uncheck();
        save(page);
        assertThat(row(page, "bastion-accounts", "disabled")).isVisible();
        assertThat(Shell.run(cache).output()).contains("Permission denied");

        Browser.click(page, "Remove ben");
        Browser.field(page, "Type ben to go on").fill("ben");
        Browser.screenshot(page, "bastion-account-remove");
        Browser.click(page, "Remove");
        assertThat(page.getByText("The account ben was removed.")).isVisible();
        assertThat(row(page, "bastion-accounts", "ben")).isHidden();
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void whoHasACertificateOfAnAuthorityGetsIn() {
        site.makeKey("ca", "ed25519");
        site.makeKey("guest", "ed25519");
        Shell.run(
                        "ssh-keygen",
                        "-q",
                        "-s",
                        site.folder.resolve("ca").toString(),
                        "-I",
                        "guest",
                        "-n",
                        "root",
                        site.folder.resolve("guest.pub").toString())
                .orFail();
        String[] guest = site.ssh("guest", "-W", BastionSite.SHOP, "root@127.0.0.1");
        assertThat(Shell.run(guest).output()).contains("Permission denied");
        Page page = page();
        page.getByText("More: user certificates").click();
        Locator authorities = Browser.field(page, "Authorities of user certificates");
        authorities.fill("ssh-ed25519 nonsense");
        Browser.click(page, "Save");
        assertThat(Browser.refusal(page, "Key 1")).isVisible();
        assertThat(authorities).hasValue("ssh-ed25519 nonsense");

        authorities.fill(site.publicKey("ca"));
        Browser.click(page, "Save");

        assertThat(page.getByText("The bastion listens on port " + site.port)).isVisible();
        assertThat(Shell.run(guest).exitCode()).isZero();
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void theStepsOfATrialComeOneByOneAndTheDatabaseAnswersThroughTheTunnel() {
        Page page = page();
        Locator database = page.locator(".bastion-trial").getByRole(AriaRole.COMBOBOX, new Locator.GetByRoleOptions());
        database.fill("shop");
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("shop"))
                .click();
        Locator running = page.locator(".operation-step-running");
        Locator passed = page.locator(".operation-step-succeeded");
        Shell.pauseBetweenProbes(SHOP);
        try {
            Browser.click(page, "Try it");

            assertThat(running).containsText("Ask the database");
            assertThat(passed).hasCount(4);
            assertThat(passed.last()).containsText("leads to " + BastionSite.SHOP);
            Browser.screenshot(page, "bastion-trial-running");
        } finally {
            Shell.docker("unpause", SHOP);
        }

        assertThat(passed).hasCount(5);
        assertThat(passed.last()).containsText("select 1 was answered by PostgreSQL 15");
        assertThat(running).hasCount(0);
        Browser.screenshot(page, "bastion-trial-passed");
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void aLiveTunnelIsListedAndCutAloneAndThenAllAre() throws IOException {
        Page page = page();
        assertThat(page.getByText("No tunnel is open")).isVisible();
        try (Socket shop = BastionSite.connect(site.tunnel(BastionSite.SHOP));
                Socket cache = BastionSite.connect(site.tunnel(BastionSite.CACHE))) {
            assertThat(row(page, "bastion-sessions", BastionSite.SHOP)).isVisible();
            assertThat(row(page, "bastion-sessions", BastionSite.CACHE)).isVisible();
            assertThat(row(page, "bastion-sessions", "127.0.0.1")).isVisible();
            Browser.screenshot(page, "bastion-sessions");

            Browser.click(page, "Cut the tunnel of root to " + BastionSite.SHOP);
            confirm(page, "Cut");
            assertThat(shop.getInputStream().read()).isEqualTo(-1);
            assertThat(row(page, "bastion-sessions", BastionSite.SHOP)).isHidden();
            assertThat(row(page, "bastion-sessions", BastionSite.CACHE)).isVisible();
            cache.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(cache.getInputStream().read()).isNotEqualTo(-1);

            Browser.click(page, "Cut all");
            assertThat(page.getByText("The one connection through the bastion")).isVisible();
            confirm(page, "Cut all");
            cache.getInputStream().transferTo(OutputStream.nullOutputStream());
            assertThat(page.getByText("No tunnel is open")).isVisible();
        }
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void aMoveToAContainerAsksBeforeItCutsAndShowsThatItStarts() throws IOException {
        Page page = page();
        try (Socket shop = BastionSite.connect(site.tunnel(BastionSite.SHOP))) {
            assertThat(row(page, "bastion-sessions", BastionSite.SHOP)).isVisible();
            page.getByText("In a container of its own").click();
            Browser.click(page, "Save");
            assertThat(page.getByText("The open tunnel is cut")).isVisible();
            Browser.screenshot(page, "bastion-move");
            confirm(page, "Save");

            assertThat(page.getByText("Starting its container")).isVisible();
            Browser.screenshot(page, "bastion-starting");
            assertThat(shop.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(page.getByText("The bastion listens on port " + site.port))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        assertThat(page.locator(".page-header")).containsText("ready");
        assertThat(site.status().get("home").asString()).isEqualTo("container");
        assertThat(site.answer()).isEqualTo("42");
        assertThat(browser.errors).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT,1280,1700", "DARK,1280,1700", "LIGHT,390,2600", "DARK,390,2600"})
    void everythingOnThePageFitsIt(ColorScheme scheme, int width, int height) throws IOException {
        try (Socket shop = BastionSite.connect(site.tunnel(BastionSite.SHOP))) {
            Page page = page(scheme, width, height);
            assertThat(row(page, "bastion-sessions", BastionSite.SHOP)).isVisible();
            Browser.click(page, "Try it");
            assertThat(page.locator(".operation-step-succeeded")).hasCount(5);

            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(width);
            Browser.screenshot(page, "bastion-busy-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width);
            assertThat(shop.isClosed()).isFalse();
        }
        assertThat(browser.errors).isEmpty();
    }
}
