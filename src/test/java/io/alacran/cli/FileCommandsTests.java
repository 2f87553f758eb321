package io.alacran.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.cli.FakeConsole.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCommandsTests {

    private static final String OUTCOME = """
            {"dryRun": true, "unchanged": 2, "notes": [{"line": 4, "message": "is for other tools"}], "changes": [
              {"action": "add", "environment": "staging", "name": "shop", "fields": [
                {"field": "client", "from": null, "to": "postgres"}, {"field": "password", "from": null, "to": "••••"}]},
              {"action": "change", "environment": "development", "name": "shop", "fields": [
                {"field": "pool.max", "from": "7", "to": "9"}, {"field": "schema", "from": "a", "to": null}]},
              {"action": "add", "kind": "group", "environment": "staging", "name": "shops", "fields": [
                {"field": "replicas", "from": null, "to": "one, two=3"}]},
              {"action": "remove", "kind": "migrations", "environment": "staging", "name": "migrations", "fields": []},
              {"action": "keep", "kind": "connection", "environment": "staging", "name": "old", "fields": []}]}
            """;

    private FakeConsole console;

    @BeforeEach
    void start() throws IOException {
        console = new FakeConsole();
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void aDryRunShowsWhatWouldChangeFieldByField(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("alacran.yaml"), "environments: {}\n");
        console.json("POST /connection-files/apply", OUTCOME);
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("apply", "-f", file.toString(), "--dry-run")).isZero();

        assertThat(run.out()).isEqualTo("""
                        + shop@staging
                            client: postgres
                            password: ••••
                        ~ shop@development
                            pool.max: 7 -> 9
                            schema: a -> (none)
                        + group shops@staging
                            replicas: one, two=3
                        - migrations of staging
                          old@staging is not in the file; --prune would remove it
                        Nothing was changed: this was a dry run.
                        """);
        assertThat(run.err()).isEqualTo("line 4: is for other tools\n");
        assertThat(console.asked())
                .containsExactly(new Asked(
                        "POST /connection-files/apply?dryRun=true&prune=false",
                        "Bearer " + FakeConsole.TOKEN,
                        "environments: {}\n"));
    }

    @Test
    void aFileWithMistakesNamesEachWithItsLine() {
        console.problem(
                "POST /connection-files/apply",
                400,
                "{\"title\":\"Some fields are not right\",\"detail\":\"…\",\"errors\":["
                        + "{\"field\":\"line 3\",\"message\":\"a.port: 99999 is not a port\"},"
                        + "{\"field\":\"line 7\",\"message\":\"b.usrname: is not known here\"}]}");
        CliRun run = CliRun.loggedIn(console).input("environments: {}");

        assertThat(run.run("apply", "-f", "-", "--prune")).isEqualTo(1);

        assertThat(run.err())
                .contains("line 3: a.port: 99999", "line 7: b.usrname")
                .doesNotContain("without --apply");
        assertThat(console.asked().getFirst().call()).endsWith("prune=true");
    }

    @Test
    void linesOfAnImportThatIsAppliedAreSaidToBeThoseOfWhatItBecame(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("knexfile.js"), "module.exports = {}");
        console.json("POST /connection-files/import", "{\"yaml\":\"environments: {}\\n\",\"leftOut\":[]}");
        console.problem(
                "POST /connection-files/apply",
                400,
                "{\"title\":\"Some fields are not right\",\"detail\":\"…\",\"errors\":["
                        + "{\"field\":\"line 3\",\"message\":\"a.port: 99999 is not a port\"}]}");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("import", "-f", file.toString(), "--apply")).isEqualTo(1);
        assertThat(run.err()).contains("line 3: a.port", "Lines are those of the alacran.yaml that this prints");

        CliRun gone = CliRun.loggedIn(console);
        assertThat(gone.run("import", "-f", folder.resolve("gone.js").toString()))
                .isEqualTo(2);
        assertThat(gone.err()).contains("gone.js does not exist");
    }

    @Test
    void anExportGoesToStandardOutputAndWhatIsLeftOutDoesNot() {
        console.json(
                "GET /connection-files/export",
                "{\"fileName\":\"knexfile.js\",\"text\":\"module.exports = {};\\n\",\"secrets\":[\"SHOP_PASSWORD\"],"
                        + "\"leftOut\":[\"development.shop: colour left out\"]}");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("export", "--format", "knex", "--env", "staging")).isZero();

        assertThat(run.out()).isEqualTo("module.exports = {};\n");
        assertThat(run.err()).contains("colour left out", "set these variables: SHOP_PASSWORD");
        assertThat(console.asked().getFirst().call())
                .isEqualTo("GET /connection-files/export?format=knex&environment=staging");

        assertThat(CliRun.loggedIn(console).env("ALACRAN_ENV", "live").run("export"))
                .isZero();
        assertThat(console.asked().getLast().call())
                .isEqualTo("GET /connection-files/export?format=alacran&environment=live");
    }

    @Test
    void anImportIsPrintedOrApplied(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("knexfile.js"), "module.exports = {}");
        console.json(
                "POST /connection-files/import",
                "{\"yaml\":\"environments: {}\\n\",\"leftOut\":[{\"line\":2,\"message\":\"process.exit(…) is not run\"}]}");
        console.json("POST /connection-files/apply", "{\"changes\":[],\"unchanged\":1,\"notes\":[]}");
        CliRun printed = CliRun.loggedIn(console);
        CliRun applied = CliRun.loggedIn(console);

        assertThat(printed.run("import", "-f", file.toString(), "--name", "shop"))
                .isZero();
        assertThat(applied.run("import", "-f", file.toString(), "--apply")).isZero();

        assertThat(printed.out()).isEqualTo("environments: {}\n");
        assertThat(printed.err()).isEqualTo("line 2: process.exit(…) is not run\n");
        assertThat(applied.out()).isEqualTo("Nothing to change; 1 are as the file says.\n");
        assertThat(console.asked())
                .extracting(Asked::call, Asked::body)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "POST /connection-files/import?fileName=knexfile.js&name=shop", "module.exports = {}"),
                        org.assertj.core.groups.Tuple.tuple(
                                "POST /connection-files/import?fileName=knexfile.js", "module.exports = {}"),
                        org.assertj.core.groups.Tuple.tuple(
                                "POST /connection-files/apply?dryRun=false&prune=false", "environments: {}\n"));
    }
}
