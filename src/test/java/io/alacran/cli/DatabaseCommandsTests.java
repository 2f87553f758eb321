package io.alacran.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.cli.FakeConsole.Asked;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseCommandsTests {

    private static final String SHOP = """
            {"name":"shop","engine":"postgres","version":"18","state":"ready","containerName":"srv-alacran--shop",
            "internalAddress":"srv-alacran--shop:5432","ports":[{"hostPort":12345,"bindAddress":"127.0.0.1"},
            {"hostPort":12346,"bindAddress":"::1"}],"volume":"srv-alacran--shop-data","limits":{"memoryBytes":536870912}}""";
    private static final String DONE = "{\"id\":\"op1\",\"state\":\"succeeded\",\"steps\":[],\"outcome\":\"Removed.\"}";

    FakeConsole console;

    @BeforeEach
    void start() throws IOException {
        console = new FakeConsole().json("GET /databases/shop", SHOP);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void theColumnsAreAligned() {
        console.json(
                "GET /databases",
                "{\"items\":[" + SHOP
                        + ",{\"name\":\"a-longer-name\",\"engine\":\"redis\",\"version\":\"7\",\"state\":\"stopped\"}]}");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("databases")).isZero();

        assertThat(run.out()).isEqualTo("""
                        NAME           ENGINE       STATE    INTERNAL ADDRESS        HOST PORTS
                        shop           postgres 18  ready    srv-alacran--shop:5432  127.0.0.1:12345, [::1]:12346
                        a-longer-name  redis 7      stopped
                        """);
    }

    @Test
    void whatADatabaseIsCalledCannotCommandTheTerminal() {
        console.json(
                "GET /databases", "{\"items\":[{\"name\":\"a\\u001b[2Jb\\nc\",\"engine\":\"x\",\"version\":\"日本\"}]}");
        CliRun run = CliRun.loggedIn(console);

        run.run("databases");

        assertThat(run.out()).contains("a\\x1b[2Jb\\nc  x 日本").doesNotContain("\033");
    }

    @Test
    void jsonIsPrintedForScripts() {
        console.json("GET /databases", "{\"items\":[]}");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("databases", "--json")).isZero();

        assertThat(run.out()).isEqualToIgnoringWhitespace("{\"items\":[]}");
    }

    @Test
    void thePasswordIsShownOnlyOnRequest() {
        console.json("POST /databases/shop/reveal-password", "{\"password\":\"s3cr3t\"}");
        CliRun plain = CliRun.loggedIn(console);
        CliRun revealing = CliRun.loggedIn(console);

        assertThat(plain.run("database", "shop")).isZero();
        assertThat(console.asked()).extracting(Asked::call).containsExactly("GET /databases/shop");
        assertThat(revealing.run("database", "shop", "--reveal-password")).isZero();

        assertThat(plain.out()).contains("memory limit      512 MiB").doesNotContain("s3cr3t");
        assertThat(revealing.out()).contains("s3cr3t");
    }

    @Test
    void removingNeedsYesWhereNobodyCanBeAsked() {
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("remove", "shop", "--delete-volume")).isEqualTo(2);

        assertThat(run.err())
                .contains("srv-alacran--shop-data is deleted with all its data")
                .contains("--yes");
        assertThat(console.asked()).extracting(Asked::call).containsExactly("GET /databases/shop");
    }

    @Test
    void removingAsksForTheNameOnATerminal() {
        console.json("DELETE /databases/shop", DONE);
        CliRun wrong = CliRun.loggedIn(console).interactive().input("shp\n");
        CliRun right = CliRun.loggedIn(console).interactive().input("shop\n");

        assertThat(wrong.run("remove", "shop")).isEqualTo(1);
        assertThat(console.asked()).extracting(Asked::call).containsOnly("GET /databases/shop");
        assertThat(right.run("remove", "shop")).isZero();

        assertThat(right.err()).contains("Volume srv-alacran--shop-data is kept");
        assertThat(console.asked()).extracting(Asked::call).contains("DELETE /databases/shop?confirm=shop&volume=keep");
    }

    @Test
    void portsReplacesAllMappings() {
        console.json("PUT /databases/shop/ports", DONE);
        CliRun some = CliRun.loggedIn(console);

        assertThat(some.run("ports", "shop", "12345", "12346:0.0.0.0", "12347:[::1]"))
                .isZero();
        assertThat(CliRun.loggedIn(console).run("ports", "shop")).isZero();
        assertThat(CliRun.loggedIn(console).run("ports", "shop", "http")).isEqualTo(2);

        assertThat(some.err())
                .contains("Port 12346 will be open to other machines")
                .doesNotContain("12347");
        assertThat(console.asked())
                .filteredOn(a -> a.call().startsWith("PUT"))
                .extracting(Asked::body)
                .containsExactly(
                        "[{\"hostPort\":12345,\"bindAddress\":\"127.0.0.1\"},{\"hostPort\":12346,\"bindAddress\":\"0.0.0.0\"},"
                                + "{\"hostPort\":12347,\"bindAddress\":\"::1\"}]",
                        "[]");
    }

    @Test
    void aDoctorsFindingDecidesTheExitCode() {
        console.json("POST /connections/ill/test", """
                        {"healthy":false,"checks":[
                        {"id":"port","title":"The port answers","result":"fail","tookMs":12,"found":"refused","remedy":"Start it."},
                        {"id":"sign-in","title":"The sign-in","result":"skipped","tookMs":0,"found":"an earlier check failed"}]}""")
                .json("POST /connections/well/test", "{\"healthy\":true,\"checks\":[]}");
        CliRun ill = CliRun.loggedIn(console);

        assertThat(ill.run("connections", "test", "ill")).isEqualTo(1);
        assertThat(CliRun.loggedIn(console).run("test", "well")).isZero();

        assertThat(ill.out())
                .contains("The port answers  fail    12 ms  refused", "1 more do not concern it")
                .doesNotContain("The sign-in");
        assertThat(ill.err()).isEqualTo("ill is not healthy: The port answers: refused\nStart it.\n");
    }

    @Test
    void logsPassThrough() {
        console.on("GET /databases/shop/logs", e -> FakeConsole.send(e, 200, "text/plain", "one\n\033[31mtwo\n"));
        CliRun file = CliRun.loggedIn(console);
        CliRun person = CliRun.loggedIn(console).interactive();

        assertThat(file.run("logs", "shop", "--tail", "2")).isZero();
        assertThat(person.run("logs", "shop")).isZero();

        assertThat(console.asked().getFirst().call()).isEqualTo("GET /databases/shop/logs?follow=false&tail=2");
        assertThat(file.out()).isEqualTo("one\n\033[31mtwo\n");
        assertThat(person.out()).isEqualTo("one\n\\x1b[31mtwo\n");
    }
}
