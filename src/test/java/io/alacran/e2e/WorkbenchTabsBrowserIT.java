package io.alacran.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
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

/** What was typed in the workbench is there again, whatever happened to the window, the session or the console. */
@Tag("browser")
@Timeout(120)
@ExtendWith(Evidence.class)
class WorkbenchTabsBrowserIT {

    private static Console console;
    private Browser browser;
    private Page page;

    @BeforeAll
    static void start() {
        console = Console.setUp(Map.of());
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void open() {
        browser = new Browser();
        page = browser.page(ColorScheme.DARK, 1280, 720);
        Browser.signIn(page, console);
        Browser.open(page, console.url() + "/workbench?connection=sample");
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void twoWindowsHaveTabsOfTheirOwnAndOneTakesUpWhatTheOtherLeft() {
        type(page, "select 'first window'");
        Page second = page.context().newPage();
        Browser.open(second, console.url() + "/workbench?connection=sample");
        assertThat(editor(second)).not().containsText("first");
        type(second, "select 'second window'");
        Browser.open(page, console.url() + "/workbench");
        Browser.open(second, console.url() + "/workbench");

        assertThat(editor(page)).containsText("first window");
        assertThat(editor(second)).containsText("second window");
        assertThat(page.locator("vaadin-tab")).hasCount(1);

        second.close(new Page.CloseOptions().setRunBeforeUnload(true));
        // One page after the other: the client's router complains of a second that is asked for before the first is
        // there
        page.getByText("Activity").first().click();
        page.waitForURL("**/activity**");
        page.getByText("Workbench").first().click();
        Locator left = page.getByText("1 query of a closed window");
        assertThat(left).isVisible();
        Browser.screenshot(page, "workbench-left");
        page.setViewportSize(390, 844);
        Browser.screenshot(page, "workbench-left-390");
        left.click();
        assertThat(page.locator("vaadin-tab")).hasCount(2);
        page.locator("vaadin-tab").last().click();
        assertThat(editor(page)).containsText("second window");
        closeAll();
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void whatIsTypedWhileTheConsoleIsAwayIsThereAfterTheSignIn() {
        type(page, "select 'before'");
        console.kill();
        type(page, ", 'while it is away'");
        assertThat(page.getByText("The console does not answer")).isVisible();
        Browser.screenshot(page, "workbench-console-away");
        page.setViewportSize(390, 844);
        Browser.screenshot(page, "workbench-console-away-390");
        console.start();

        page.waitForURL(Pattern.compile("/login\\?ended"));
        assertThat(page.getByText("Your session has ended")).isVisible();
        Browser.screenshot(page, "login-ended");
        page.locator("input[name=username]").fill(Console.USER);
        page.locator("input[name=password]").fill("not it");
        page.locator("input[name=password]").press("Enter");
        page.waitForURL(Pattern.compile("/login\\?error"));
        assertThat(page.locator("input[name=username]")).hasValue(Console.USER);
        assertThat(page.locator("input[name=password]")).isFocused();
        Browser.screenshot(page, "login-failed");
        page.locator("input[name=password]").fill(Console.PASSWORD);
        page.locator("input[name=password]").press("Enter");
        page.waitForURL("**/workbench**");
        assertThat(editor(page)).containsText("select 'before', 'while it is away'");
        assertThat(page.locator("vaadin-tab")).hasCount(1);
        Browser.open(page, console.url() + "/workbench");
        assertThat(editor(page)).containsText("select 'before', 'while it is away'");
        closeAll();
    }

    @Test
    void whatWasTypedIsThereAfterTheCookiesWereDeleted() {
        type(page, "select 'kept without a cookie'");
        page.context().clearCookies();
        page.keyboard().press("Control+Enter");
        Locator told = page.getByText("This browser no longer has the console's cookie");
        assertThat(told).isVisible();
        Browser.screenshot(page, "cookie-deleted");
        page.setViewportSize(390, 844);
        Browser.screenshot(page, "cookie-deleted-390");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        Browser.screenshot(page, "cookie-deleted-light-390");
        told.click();
        page.waitForURL("**/login**");
        page.locator("input[name=username]").fill(Console.USER);
        page.locator("input[name=password]").fill(Console.PASSWORD);
        page.locator("input[name=password]").press("Enter");

        page.waitForURL("**/workbench**");
        assertThat(editor(page)).containsText("kept without a cookie");
        assertThat(page.locator("vaadin-tab")).hasCount(1);
        closeAll();
    }

    @Test
    void theBarThatShowsLoadingHasTheAccentColour() {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            Object shown = page.evaluate("""
                    () => {
                      const probe = document.createElement('i');
                      probe.style.backgroundColor = 'var(--aura-accent-color)';
                      document.body.append(probe);
                      const accent = getComputedStyle(probe).backgroundColor;
                      probe.remove();
                      const bar = document.querySelector('vaadin-connection-indicator .v-loading-indicator');
                      return getComputedStyle(bar).backgroundColor === accent ? 'accent' : getComputedStyle(bar).backgroundColor;
                    }""");
            org.assertj.core.api.Assertions.assertThat(shown).as(scheme.name()).isEqualTo("accent");
        }
        closeAll();
    }

    @Test
    void aClosedTabComesBackWithItsTextAtAClick() {
        type(page, "select 'not to be lost'");
        page.getByLabel("Close Query").click();
        assertThat(editor(page)).not().containsText("lost");
        Browser.screenshot(page, "workbench-closed");
        Browser.click(page, "Undo");

        assertThat(editor(page)).containsText("select 'not to be lost'");
        closeAll();
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void aResultIsSavedAsCsvWithoutRunningItAgain() throws IOException {
        type(page, "select id, name, '=1+1' as \"a,b\", null as none from customers order by id limit 2");
        page.keyboard().press("Control+Enter");
        Locator save = page.locator(".csv-download");
        assertThat(save).isVisible();
        Browser.screenshot(page, "workbench-csv");
        page.setViewportSize(390, 844);
        Browser.screenshot(page, "workbench-csv-390");
        Download file = page.waitForDownload(save::click);

        assertThat(file.suggestedFilename()).isEqualTo("sample-1.csv");
        assertThat(Files.readString(file.path()))
                .startsWith("id,name,\"a,b\",none\r\n1,")
                .endsWith("2,Bruno Keller,=1+1,\r\n");
        closeAll();
        assertThat(browser.errors).isEmpty();
    }

    @Test
    void aTimeGoesOnWhileItsPageIsOpen() {
        page.clock().install();
        Browser.open(page, console.url() + "/activity");
        Locator newest = page.locator("vaadin-grid relative-time").first();
        assertThat(newest).hasText(Pattern.compile("just now|\\d+ seconds ago"));
        page.clock().fastForward("05:00");

        assertThat(newest).hasText("5 minutes ago");
        Browser.screenshot(page, "activity-later");
        assertThat(newest).hasAttribute("title", Pattern.compile("^20\\d\\d-"));
    }

    /** The statement at the cursor, what is selected, and everything. */
    @Test
    void theKeysRunWhatTheySayAndAnErrorIsMarkedWhereItIs() {
        type(page, "select 'one' || 1;");
        page.keyboard().press("Enter");
        type(page, "select 'two' || 2;");
        Locator first = page.getByText("one1", new Page.GetByTextOptions().setExact(true));
        Locator second = page.getByText("two2", new Page.GetByTextOptions().setExact(true));
        page.keyboard().press("Control+Enter");
        assertThat(second).isVisible();
        assertThat(first).isHidden();
        page.keyboard().press("Control+Home");
        for (int i = 0; i < "select 'one' || 1".length(); i++) {
            page.keyboard().press("Shift+ArrowRight");
        }
        for (int i = 0; i < " || 1".length(); i++) {
            page.keyboard().press("Shift+ArrowLeft");
        }
        page.keyboard().press("Control+Enter");
        assertThat(page.getByText("one", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(second).isHidden();
        page.keyboard().press("Control+Shift+Enter");
        assertThat(page.getByText(Pattern.compile("^1 · ")).first()).isVisible();
        assertThat(page.getByText(Pattern.compile("^2 · ")).first()).isVisible();

        page.keyboard().press("Control+a");
        page.keyboard().insertText("select 1;\nselect nothing_of_this_name from customers");
        page.keyboard().press("Control+Enter");
        Locator mark = page.locator(".cm-lintRange-error");
        assertThat(mark).hasText("nothing_of_this_name");
        Browser.screenshot(page, "workbench-error-marked");
        closeAll();
        assertThat(browser.errors).isEmpty();
    }

    private static void type(Page page, String sql) {
        editor(page).click();
        page.keyboard().press("Control+End");
        page.keyboard().insertText(sql);
    }

    private static Locator editor(Page page) {
        return page.locator(".cm-content");
    }

    /** The next test begins with nothing open. */
    private void closeAll() {
        Locator close = page.getByLabel("Close Query");
        for (int left = close.count(); left > 1; left--) {
            close.first().click();
            assertThat(close).hasCount(left - 1);
        }
        close.first().click();
        assertThat(editor(page)).containsText("select …");
    }
}
