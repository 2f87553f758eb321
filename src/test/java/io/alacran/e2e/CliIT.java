package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process, against the console as another. */
@Tag("docker")
@Timeout(300)
class CliIT {

    @TempDir
    static Path folder;

    private static Console console;

    @BeforeAll
    static void start() {
        console = Console.fresh(Map.of());
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    private static Shell.Result run(String input, String... arguments) {
        return Shell.run(
                Map.of("ALACRAN_CLI_CONFIG", folder.resolve("cli.json").toString()), input, Console.cli(arguments));
    }

    private static String cli(String... arguments) {
        return run("", arguments).orFail();
    }

    @Test
    void fromTheFirstAdministratorToADatabaseItsRowsItsLogAndItsRemoval() throws Exception {
        String setUp = run(
                        Console.PASSWORD + "\n",
                        "setup",
                        "--url",
                        console.url(),
                        "--token",
                        console.setupToken(),
                        "--username",
                        Console.USER,
                        "--password-stdin")
                .orFail();
        assertThat(setUp).contains("logged in as " + Console.USER);
        assertThat(cli("system")).contains("Docker engine", "engine API");
        signsInWithATokenAndRefusesAWrongOne();
        int port = FreePort.next();

        String deployed = cli(
                "deploy",
                "shop",
                "--engine",
                "postgres",
                "--port",
                String.valueOf(port),
                "--memory",
                "256m",
                "--cpus",
                "0.5",
                "--env",
                "TZ=Europe/Lisbon",
                "--description",
                "orders of the shop");

        assertThat(deployed).containsPattern("(?s)1/4 Pull.*2/4 Create.*3/4 Start.*4/4 Wait.* answers at ");
        String container = Console.PREFIX + "shop";
        assertThat(Shell.docker("inspect", "-f", "{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}}", container))
                .isEqualTo("268435456 500000000");
        assertThat(Shell.docker("inspect", "-f", "{{.Config.Env}}", container)).contains("TZ=Europe/Lisbon");
        assertThat(cli("databases")).contains("shop", "ready", String.valueOf(port));
        assertThat(cli("query", "shop", "select 6 * 7 as answer", "--format", "csv"))
                .isEqualTo("answer\r\n42");
        Shell.Result wrong = run("", "query", "shop", "selec 1");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.output()).contains("syntax error", "line 1: selec 1");
        assertThat(cli("logs", "shop")).contains("database system is ready to accept connections", "selec 1");
        aLogIsFollowedAsItGrows();

        assertThat(run("", "remove", "shop").exitCode()).isEqualTo(2);
        assertThat(cli("databases")).contains("shop");
        cli("remove", "shop", "--yes", "--delete-volume");
        assertThat(cli("databases")).doesNotContain("shop");
        assertThat(Shell.docker("volume", "ls", "-q", "--filter", "name=" + container))
                .isEmpty();
    }

    private static void signsInWithATokenAndRefusesAWrongOne() {
        Shell.Result refused = run("alacran_nobody\n", "login", "--url", console.url(), "--token-stdin");
        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(3);
        assertThat(cli("system")).as("the login before is kept").contains("Docker engine");
    }

    private static void aLogIsFollowedAsItGrows() throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(Console.cli("logs", "--follow", "shop"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .put("ALACRAN_CLI_CONFIG", folder.resolve("cli.json").toString());
        Process follower = builder.start();
        try {
            Console.await("the log so far", () -> text(log).contains("ready to accept connections"));
            run("", "query", "shop", "select nothing_of_this_name");
            Console.await("what came since", () -> text(log).contains("nothing_of_this_name"));
            assertThat(follower.isAlive()).isTrue();
        } finally {
            follower.destroy();
            assertThat(follower.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException notYet) {
            return "";
        }
    }
}
