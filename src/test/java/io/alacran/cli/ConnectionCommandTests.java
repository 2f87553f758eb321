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

class ConnectionCommandTests {

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
    void aConnectionIsMadeWithFieldsOfAnyDepthAndAPasswordThatNobodySees(@TempDir Path folder) throws IOException {
        Path ca = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN");
        console.json("POST /connections", "{\"name\":\"reports\"}");
        CliRun run = CliRun.loggedIn(console).input("s3cret-words\n");

        assertThat(run.run(
                        "connection",
                        "add",
                        "reports",
                        "--client",
                        "pg",
                        "--host",
                        "db.example.org",
                        "--port",
                        "5433",
                        "--password-stdin",
                        "--set",
                        "tls.mode=verify",
                        "--set-file",
                        "tls.caPem=" + ca,
                        "--set",
                        "readOnly=true",
                        "--set",
                        "tags=[\"a\",\"b\"]",
                        "--set",
                        "properties.prepareThreshold=5"))
                .isZero();

        assertThat(run.out()).isEqualTo("Made the connection reports.\n");
        assertThat(console.asked().getFirst().body())
                .isEqualTo(
                        "{\"client\":\"pg\",\"host\":\"db.example.org\",\"port\":5433,\"tls\":{\"mode\":\"verify\","
                                + "\"caPem\":\"-----BEGIN\"},\"readOnly\":true,\"tags\":[\"a\",\"b\"],"
                                + "\"properties\":{\"prepareThreshold\":\"5\"},\"password\":\"s3cret-words\",\"name\":\"reports\"}");
        assertThat(run.out() + run.err()).doesNotContain("s3cret");
    }

    @Test
    void bareNamesAreInTheEnvironmentThatIsGivenByOptionOrVariable() {
        console.json("GET /connections/shop%40staging/pool", "{}")
                .json("GET /connections/shop%40production/pool", "{}")
                .json("GET /connections", "{\"items\":[]}")
                .json("POST /connections", "{\"name\":\"shop\"}");

        assertThat(CliRun.loggedIn(console).run("pool", "shop", "--env", "staging"))
                .isZero();
        assertThat(CliRun.loggedIn(console).env("ALACRAN_ENV", "staging").run("pool", "shop"))
                .isZero();
        assertThat(CliRun.loggedIn(console).env("ALACRAN_ENV", "staging").run("--env", "production", "pool", "shop"))
                .isZero();
        assertThat(CliRun.loggedIn(console).run("pool", "shop@production", "--env", "staging"))
                .isZero();
        assertThat(CliRun.loggedIn(console).run("connections", "--env", "staging"))
                .isZero();
        assertThat(CliRun.loggedIn(console).run("connection", "add", "shop", "--env", "staging"))
                .isZero();
        assertThat(CliRun.loggedIn(console).run("connection", "add", "shop@production"))
                .isZero();

        assertThat(console.asked())
                .extracting(Asked::call)
                .containsExactly(
                        "GET /connections/shop%40staging/pool",
                        "GET /connections/shop%40staging/pool",
                        "GET /connections/shop%40production/pool",
                        "GET /connections/shop%40production/pool",
                        "GET /connections?environment=staging",
                        "POST /connections",
                        "POST /connections");
        assertThat(console.asked().get(5).body()).isEqualTo("{\"name\":\"shop\",\"environment\":\"staging\"}");
        assertThat(console.asked().get(6).body()).isEqualTo("{\"name\":\"shop\",\"environment\":\"production\"}");
    }

    @Test
    void environmentsAreListedWithTheConsolesOwn() {
        console.json("GET /environments", """
                        {"items":[{"name":"development","active":true,"production":false,"connections":2,"default":"shop"},
                        {"name":"production","active":false,"production":true,"connections":1}],"next":null}""");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("environments")).isZero();

        assertThat(run.out()).contains("development", "shop", "the console's own");
    }

    @Test
    void aChangeSendsOnlyWhatIsGivenAndCanRemoveAField() {
        console.json("PATCH /connections/reports", "{\"name\":\"reports\"}");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("connection", "change", "reports", "--set", "rowLimit=100", "--set", "schema="))
                .isZero();

        assertThat(console.asked()).extracting(Asked::body).containsExactly("{\"rowLimit\":100,\"schema\":null}");
    }

    @Test
    void aConnectionIsRenamedAndRemoved() {
        console.json("PATCH /connections/reports", "{\"name\":\"facts\"}");
        console.json("DELETE /connections/facts", "{}");

        assertThat(CliRun.loggedIn(console).run("connection", "rename", "reports", "facts"))
                .isZero();
        assertThat(CliRun.loggedIn(console).run("connection", "remove", "facts", "--yes"))
                .isZero();

        assertThat(console.asked())
                .extracting(Asked::call)
                .containsExactly("PATCH /connections/reports", "DELETE /connections/facts");
        assertThat(console.asked().getFirst().body()).isEqualTo("{\"name\":\"facts\"}");
    }

    @Test
    void aConnectionIsShownWithItsFieldsAsTheyAreSet() {
        console.json(
                "GET /connections/reports",
                "{\"name\":\"reports\",\"tls\":{\"mode\":\"verify\"},\"tags\":[\"a\"],\"password\":\"${DB_PASSWORD}\"}");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("connection", "show", "reports")).isZero();

        assertThat(run.out()).contains("tls.mode", "verify", "[\"a\"]", "${DB_PASSWORD}");
    }

    @Test
    void aLostKeyIsGivenUpAfterSayingWhatIsForgotten() {
        console.json("GET /secrets/key", "{\"source\":\"file\",\"trouble\":\"secret.key is missing\"}");
        console.json("GET /secrets/key/lost", "{\"secrets\":[\"password of the connection reports\"]}");
        console.json(
                "POST /secrets/key/reset", "{\"keyId\":\"0123\",\"secrets\":[\"password of the connection reports\"]}");
        CliRun asked = CliRun.loggedIn(console);
        CliRun done = CliRun.loggedIn(console);

        assertThat(asked.run("secrets", "reset")).isEqualTo(2);
        assertThat(done.run("secrets", "reset", "--yes")).isZero();

        assertThat(console.asked())
                .extracting(FakeConsole.Asked::call)
                .containsOnlyOnce("POST /secrets/key/reset?confirm=forget");
        assertThat(asked.err()).contains("needs --yes", "password of the connection reports");
        assertThat(done.out()).contains("1 secrets are forgotten", "0123");
    }

    @Test
    void theKeyOfSecretsIsShownAndChanged() {
        console.json("GET /secrets/key", "{\"source\":\"file\",\"trouble\":\"secret.key is missing\"}");
        console.json("POST /secrets/key/rotate", "{\"keyId\":\"0123\",\"secrets\":7}");
        CliRun status = CliRun.loggedIn(console);
        CliRun rotate = CliRun.loggedIn(console);

        assertThat(status.run("secrets", "status")).isEqualTo(1);
        assertThat(rotate.run("secrets", "rotate")).isZero();

        assertThat(status.out()).contains("secret.key is missing");
        assertThat(rotate.out()).isEqualTo("7 secrets are encrypted with the new key 0123.\n");
    }
}
