package io.alacran.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import io.alacran.cli.FakeConsole.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionCommandsTests {

    @TempDir
    Path home;

    FakeConsole console;

    @BeforeEach
    void start() throws IOException {
        console = new FakeConsole().json("GET /system", "{\"version\":\"0.1.0\",\"uptimeMs\":65000}");
    }

    @AfterEach
    void stop() {
        console.close();
    }

    private CliRun cli() {
        return new CliRun().env("ALACRAN_CLI_CONFIG", "").env("HOME", home.toString());
    }

    @Test
    void aLoginIsCheckedAndKeptForItsOwnerOnly() throws IOException {
        CliRun login = cli().input(FakeConsole.TOKEN + "\n");

        assertThat(login.run("login", "--url", console.url() + "/", "--token-stdin"))
                .isZero();

        Path file = home.resolve(".config/alacran/cli.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(login.out() + login.err()).contains(console.url()).doesNotContain(FakeConsole.TOKEN);
        CliRun later = cli();
        assertThat(later.run("system")).isZero();
        assertThat(later.out()).contains("up for        1 min 05 s");
    }

    @Test
    void aTokenThatIsNotKnownIsNotKept() {
        CliRun login = cli();

        assertThat(login.run("login", "--url", console.url(), "--token", "alc_wrong"))
                .isEqualTo(3);

        assertThat(login.err()).contains("The API token is not known.").doesNotContain("alc_wrong");
        assertThat(home.resolve(".config")).doesNotExist();
    }

    @Test
    void whatIsNoTokenIsNeitherSentNorQuoted() {
        CliRun login = cli().input("secret\twords\n");

        assertThat(login.run("login", "--url", console.url(), "--token-stdin")).isEqualTo(2);
        assertThat(cli().run("login", "alc_secret")).isEqualTo(2);

        assertThat(console.asked()).isEmpty();
        assertThat(login.err()).doesNotContain("secret");
    }

    @Test
    void theKeptTokenIsNotSentToAnotherConsole() throws IOException {
        cli().run("login", "--url", console.url(), "--token", FakeConsole.TOKEN);
        try (FakeConsole other = new FakeConsole()) {
            CliRun run = cli().env("ALACRAN_URL", other.url());

            assertThat(run.run("databases")).isEqualTo(3);

            assertThat(run.err()).contains("Not logged in to " + other.url());
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void logoutForgetsTheToken() {
        cli().run("login", "--url", console.url(), "--token", FakeConsole.TOKEN);

        assertThat(cli().run("logout")).isZero();

        assertThat(home.resolve(".config/alacran/cli.json")).doesNotExist();
        assertThat(cli().run("system")).isEqualTo(3);
    }

    @Test
    void setupMakesTheAdministratorAndLogsIn() {
        console.json("POST /setup", "{\"apiToken\":\"" + FakeConsole.TOKEN + "\"}");
        CliRun setup = cli().input("maroon-teapot-41-sails\n");

        assertThat(setup.run("setup", "--url", console.url(), "--token", "T", "--username", "ada", "--password-stdin"))
                .isZero();

        assertThat(console.asked().getFirst().body())
                .contains("\"setupToken\":\"T\"", "\"username\":\"ada\"", "\"password\":\"maroon-teapot-41-sails\"");
        assertThat(setup.out() + setup.err()).doesNotContain(FakeConsole.TOKEN, "maroon");
        assertThat(cli().run("system")).isZero();
    }

    @Test
    void everyBadFieldIsOnALineOfItsOwn() {
        console.problem("POST /setup", 400, """
                {"title":"Some fields are not right","detail":"username: is taken; password: is short","errors":[
                {"field":"username","message":"is taken"},{"field":"password","message":"is short"}]}""");
        CliRun setup = cli().input("x\n");

        assertThat(setup.run("setup", "--url", console.url(), "--token", "T", "--username", "u", "--password-stdin"))
                .isEqualTo(1);

        assertThat(setup.err()).isEqualTo("Some fields are not right\n  username: is taken\n  password: is short\n");
    }

    @Test
    void aConsoleThatDoesNotAnswerIsNamedWithWhatToDo() throws IOException {
        int free = FreePort.next();
        CliRun run = new CliRun().env("ALACRAN_URL", "http://127.0.0.1:" + free).env("ALACRAN_TOKEN", "x");

        assertThat(run.run("databases")).isEqualTo(3);

        assertThat(run.err())
                .contains("No console answers at http://127.0.0.1:" + free + " (connection refused).")
                .contains("./alacran up");
    }

    @Test
    void anotherServersPageIsNotTakenForTheApi() {
        console.on("GET /databases", e -> FakeConsole.send(e, 502, "text/html", "<html>Bad gateway</html>"))
                .on("GET /engines", e -> {
                    e.getResponseHeaders().set("Location", "https://elsewhere.example/login");
                    e.sendResponseHeaders(302, -1);
                });
        CliRun gateway = CliRun.loggedIn(console);
        CliRun redirect = CliRun.loggedIn(console);

        assertThat(gateway.run("databases")).isEqualTo(3);
        assertThat(redirect.run("engines")).isEqualTo(3);

        assertThat(gateway.err()).contains("status 502").doesNotContain("<html>");
        assertThat(redirect.err()).contains("sends elsewhere: https://elsewhere.example/login");
    }

    @Test
    void wrongUsageExitsWithTwo() {
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("databases", "--nonsense")).isEqualTo(2);
        assertThat(run.run("nonsense")).isEqualTo(2);
        assertThat(run.run()).isEqualTo(2);
        assertThat(run.run("login", "--url", "ftp://x", "--token", "t")).isEqualTo(2);

        assertThat(console.asked()).isEmpty();
    }

    @Test
    void whatTheLocaleGarbledIsNotSent() {
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("query", "shop", "select '\ufffd'")).isEqualTo(2);

        assertThat(run.err()).contains("LC_ALL=C.UTF-8");
        assertThat(console.asked()).isEmpty();
    }

    @Test
    void theHelpListsEveryCommandAndEachHasItsOwn() {
        CliRun run = new CliRun();

        assertThat(run.run("help")).isZero();
        assertThat(run.run("help", "query")).isZero();
        assertThat(run.run("deploy", "--help")).isZero();
        assertThat(run.run("version")).isZero();

        assertThat(run.out())
                .contains("rotate-password", "Exit codes:", "Usage: alacran cli query", "Usage: alacran cli deploy");
    }

    @Test
    void eachCommandThatTheHelpListsHasAHelpOfItsOwn() {
        CliRun help = new CliRun();
        assertThat(help.run("help")).isZero();
        List<String> names = Pattern.compile("(?m)^  ([a-z-]+)  ")
                .matcher(help.out())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(names)
                .contains("login", "deploy", "connection", "slow", "secrets")
                .hasSizeGreaterThan(30);
        for (String name : names) {
            CliRun run = new CliRun();
            assertThat(run.run(name, "--help")).as(name).isZero();
            assertThat(run.out()).contains("Usage: alacran cli " + name);
        }
    }

    @Test
    void activityIsAskedForByItsFilters() {
        console.json("GET /activity", """
                {"items":[{"id":1,"time":"2026-01-02T03:04:05Z","user":"ada","action":"database.deploy","target":"shop",
                "result":"done","details":{"engine":"postgres"}}],"next":null}""");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("activity", "--user", "a&b", "--limit", "5")).isZero();

        assertThat(console.asked()).extracting(Asked::call).containsExactly("GET /activity?limit=5&user=a%26b");
        assertThat(run.out()).contains("ada   database.deploy  shop    done    engine=postgres");
    }
}
