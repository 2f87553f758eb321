package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The system's Chromium. What it writes to its console as an error is gathered; pictures go to target/screenshots. */
final class Browser implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private static final String NETWORK_CHANGED = "ERR_NETWORK_CHANGED";

    final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    static final List<Browser> OPEN = new CopyOnWriteArrayList<>();

    Browser() {
        // What a page shows may wait for a database or an engine, on a machine that has more to do
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        OPEN.add(this);
    }

    /** Writes down what its pages show and what was said in them. */
    void keep(Path folder, String name) throws java.io.IOException {
        int n = 0;
        for (BrowserContext context : chromium.contexts()) {
            for (Page page : context.pages()) {
                page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + "-" + n + ".png")));
                Files.writeString(folder.resolve(name + "-" + n + ".html"), page.url() + "\n" + page.content());
                n++;
            }
        }
        Files.write(folder.resolve(name + "-browser.log"), said);
    }

    private static Path executable() {
        String set = System.getenv("CHROMIUM");
        Stream<String> usual = Stream.of(
                "/usr/bin/chromium",
                "/usr/bin/chromium-browser",
                "/usr/bin/google-chrome",
                "/usr/bin/google-chrome-stable");
        return Stream.concat(Stream.ofNullable(set), usual)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("there is no Chromium; \"./alacran test\" installs one on Debian"));
    }

    /** A page of a new, empty browser profile. */
    Page page(ColorScheme scheme, int width, int height) {
        return page(new com.microsoft.playwright.Browser.NewContextOptions()
                .setColorScheme(scheme)
                .setViewportSize(width, height));
    }

    /** A page for a person who goes on although nobody vouches for the server's certificate. */
    Page pageWithoutVouchers() {
        return page(new com.microsoft.playwright.Browser.NewContextOptions().setIgnoreHTTPSErrors(true));
    }

    private Page page(com.microsoft.playwright.Browser.NewContextOptions options) {
        BrowserContext context = chromium.newContext(options);
        context.setDefaultTimeout(30_000);
        Page page = context.newPage();
        page.onConsoleMessage(this::note);
        AtomicBoolean changed = new AtomicBoolean();
        page.onRequestFailed(r -> {
            said.add("failed: " + r.url() + " " + r.failure());
            changed.compareAndSet(false, gaveUp(r));
        });
        page.onPageError(e -> {
            said.add("page error: " + e);
            // What Chromium gave up is missing in the page, which is no mistake of the page
            if (!changed.get() || !e.startsWith("TypeError: Failed to fetch")) {
                errors.add(page.url() + ": " + e);
            }
        });
        return page;
    }

    private static boolean gaveUp(Request request) {
        return String.valueOf(request.failure()).contains(NETWORK_CHANGED);
    }

    private void note(ConsoleMessage message) {
        said.add(message.type() + ": " + message.text());
        if (message.type().equals("error") && !message.text().contains(NETWORK_CHANGED)) {
            errors.add(message.page().url() + ": " + message.text());
        }
    }

    /**
     * Opens a page, and once more where Chromium gave up a part of it: it does so with all requests under way when a
     * network of the machine comes or goes, as with every container.
     */
    static void open(Page page, String url) {
        AtomicBoolean changed = new AtomicBoolean();
        Consumer<Request> watch = request -> {
            changed.compareAndSet(false, gaveUp(request));
        };
        page.onRequestFailed(watch);
        try {
            for (int tried = 0; tried == 0 || (changed.get() && tried < 5); tried++) {
                changed.set(false);
                visit(page, url, changed);
            }
        } finally {
            page.offRequestFailed(watch);
        }
    }

    private static void visit(Page page, String url, AtomicBoolean changed) {
        try {
            page.navigate(url);
            page.waitForLoadState(LoadState.NETWORKIDLE);
        } catch (PlaywrightException e) {
            if (!changed.get()) {
                throw e;
            }
            // Chromium's own page about it comes a moment later, and would end the next visit
            page.waitForURL("chrome-error://chromewebdata/");
            page.navigate("about:blank");
        }
    }

    static void signIn(Page page, Console console) {
        signIn(page, console.url());
    }

    static void signIn(Page page, String console) {
        open(page, console + "/login");
        page.locator("input[name=username]").fill(Console.USER);
        page.locator("input[name=password]").fill(Console.PASSWORD);
        page.locator("input[name=password]").press("Enter");
        page.waitForURL(url -> !url.contains("/login"));
    }

    static void click(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    static Locator field(Page page, String label) {
        return page.getByLabel(label).first();
    }

    /** What a field says of its value. A moment later it stands in the page once more, for those who listen to it. */
    static Locator refusal(Page page, String text) {
        return page.locator("[slot=error-message]").filter(new Locator.FilterOptions().setHasText(text));
    }

    static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /** In light and in dark, and on a telephone, where nothing sticks out. Leaves it light on a desk's screen. */
    static void screenshots(Page page, String name) {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            String suffix = scheme == ColorScheme.DARK ? "-dark" : "";
            page.setViewportSize(390, 1100);
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .as("width of " + name)
                    .isLessThanOrEqualTo(390);
            settledScreenshot(page, name + suffix + "-390");
            page.setViewportSize(1280, 720);
            settledScreenshot(page, name + suffix);
        }
    }

    private static void settledScreenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                // Colours change in a moment, which is over in the picture
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    @Override
    public void close() {
        OPEN.remove(this);
        chromium.close();
        playwright.close();
    }
}
