package io.alacran;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.StubbedLauncher.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher makes of its arguments and settings, and of the machine it is on. */
@Timeout(60)
class LauncherTests {

    private static final Predicate<String> INSTALLS = call -> call.matches("(lab\\.sh|apt-get) .*");

    @TempDir
    Path root;

    private StubbedLauncher launcher;
    private final String port = String.valueOf(FreePort.next());

    @BeforeEach
    void unpack() throws IOException {
        launcher = new StubbedLauncher(root);
        launcher.set("ALACRAN_PORT", port);
    }

    @Test
    void benchWithoutANameListsTheBenchmarks() throws Exception {
        Answer answer = launcher.run("bench");

        assertThat(answer.exitCode()).isZero();
        assertThat(answer.output()).contains("tunnel [--rounds N] [--quick]");
    }

    @Test
    void aBenchmarkThatIsNotThereIsAnsweredWithThoseThatAre() throws Exception {
        Answer answer = launcher.run("bench", "tunel");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.errors()).contains("tunnel [--rounds N] [--quick]");
    }

    @Test
    void aCommandThatIsNotThereIsAnsweredWithTheHelp() throws Exception {
        Answer answer = launcher.run("upp");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.errors()).isEqualTo(launcher.run("help").output()).contains("Usage: ./alacran COMMAND");
    }

    @ParameterizedTest
    @CsvSource({
        "up --prot 80, up knows no --prot; ./alacran help lists the options",
        "up --port, --port needs a value",
        "up --port http, http is no port; give a number up to 65535",
        "up --port 65536, 65536 is no port; give a number up to 65535",
        "driver db2, 'driver knows duckdb and oracle, not ''db2'''",
    })
    void aMistakeIsNamedAndNothingIsDone(String line, String message) throws Exception {
        Answer answer = launcher.run(line.split(" "));

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.errors()).isEqualTo("alacran: " + message + "\n");
        assertThat(launcher.calls()).isEmpty();
    }

    @Test
    void aPortThatIsTakenIsToldBeforeAnythingIsBuiltWithOneThatIsFree() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Answer answer = launcher.run("up", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(answer.exitCode()).isEqualTo(2);
            assertThat(answer.errors())
                    .startsWith("alacran: port " + taken.getLocalPort() + " is in use by ")
                    .containsPattern("Choose another: \\./alacran up --port \\d+");
            assertThat(launcher.calls()).isEmpty();
        }
    }

    @Test
    void optionsGoBeforeSettingsAndTheDataAreTheUsersAlone() throws Exception {
        launcher.set("ALACRAN_PORT", "1").set("ALACRAN_BIND", "none").set("ALACRAN_HOME", "/none");
        Path data = root.resolve("data of ada");

        Answer answer = launcher.run("up", "--port", port, "--bind", "127.0.0.1", "--data", data.toString());

        assertThat(answer.exitCode()).as(answer.toString()).isZero();
        assertThat(answer.output().lines())
                .contains("ALACRAN_PORT=" + port, "ALACRAN_BIND=127.0.0.1", "ALACRAN_HOME=" + data, "<-Xmx512m>")
                .endsWith("<-jar>", "<" + root.resolve("target/app/alacran.jar") + ">");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
    }

    @Test
    void eachSettingOfTheHelpReachesWhomItIsFor() throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "ALACRAN_HOME", root.resolve("elsewhere").toString(),
                "ALACRAN_PORT", port,
                "ALACRAN_BIND", "localhost",
                "ALACRAN_NO_DOCKER", "1",
                "ALACRAN_JAVA_OPTS", "-Xmx300m -Dcolour=blue",
                "ALACRAN_LAB", "0"));
        settings.forEach(launcher::set);

        Answer answer = launcher.withEngine().run("up");

        Stream<String> told = Pattern.compile("(?m)^  (ALACRAN_\\w+)")
                .matcher(launcher.run("help").output())
                .results()
                .map(match -> match.group(1));
        assertThat(told).containsExactlyInAnyOrderElementsOf(settings.keySet());
        settings.forEach((name, value) -> assertThat(answer.output()).contains(name + "=" + value + "\n"));
        assertThat(answer.output())
                .contains("lab: 0\n", "<-Xmx300m>\n<-Dcolour=blue>\n")
                .doesNotContain("-Xmx512m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"option", "setting"})
    void withNoDockerTheConsoleStartsAndNoEngineIsInstalled(String by) throws Exception {
        launcher.asRoot();

        Answer answer = by.equals("option")
                ? launcher.run("up", "--no-docker")
                : launcher.set("ALACRAN_NO_DOCKER", "1").run("up");

        assertThat(answer.output()).contains("no engine answers, and none is wanted", "<-jar>");
        assertThat(launcher.calls()).noneMatch(INSTALLS);
    }

    @Test
    void whoMayNotInstallAnEngineIsToldWhatToDoAndTheConsoleStarts() throws Exception {
        Answer answer = launcher.run("up");

        assertThat(answer.output())
                .contains(
                        "Databases cannot be deployed until",
                        "sudo usermod -aG docker ada, then log in again",
                        "<-jar>");
        assertThat(launcher.calls()).noneMatch(INSTALLS);
    }

    @Test
    void anEngineElsewhereThatDoesNotAnswerIsNamedAndNoneIsInstalledHere() throws Exception {
        Answer answer = launcher.asRoot().set("DOCKER_HOST", "tcp://db1:2375").run("up");

        assertThat(answer.output())
                .contains("DOCKER_HOST=tcp://db1:2375 does not answer. Start that engine, or unset DOCKER_HOST.");
        assertThat(launcher.calls()).noneMatch(INSTALLS);
    }

    @Test
    void rootGetsAnEngineWhereNobodyCanBeAsked() throws Exception {
        launcher.asRoot().run("up");

        assertThat(launcher.calls()).containsSubsequence("lab.sh engine", "lab.sh auto");
    }

    @ParameterizedTest
    @CsvSource({"n, none is installed, false", "y, lab: unset, true"})
    @EnabledOnOs(value = OS.LINUX, disabledReason = "script(1) of util-linux gives the terminal")
    void inATerminalTheUserIsAskedBeforeAnEngineIsInstalled(String typed, String said, boolean installed)
            throws Exception {
        Answer answer = launcher.asRoot().runInTerminal(typed + "\n", "up");

        assertThat(answer.output()).contains("No Docker engine answers. Install and start one? [Y/n]", said, "<-jar>");
        assertThat(launcher.calls().contains("lab.sh engine")).isEqualTo(installed);
    }

    @Test
    void testPassesMavensArgumentsAndExitCodeOnAndKeepsToADataDirectoryOfItsOwn() throws Exception {
        launcher.program("mvnw", "printf '<%s>\\n' \"$@\"; echo \"$ALACRAN_HOME\"; exit 7");

        Answer answer = launcher.run("test", "--quick", "-Dtest=A*", "-Dnote=two words");

        assertThat(answer.exitCode()).isEqualTo(7);
        assertThat(answer.output()).contains("<test>\n<-Dtest=A*>\n<-Dnote=two words>\n");
        Path data = Path.of(answer.output().lines().toList().getLast());
        assertThat(data).doesNotExist().isAbsolute();
        assertThat(data.startsWith(root.resolve("home"))).isFalse();
    }

    @Test
    void testNamesTheProgramsThatItNeedsAndMayNotInstall() throws Exception {
        Answer answer = launcher.withEngine().run("test");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.errors())
                .contains("the tests need more programs: sudo apt-get install chromium", "mariadb-client");
        assertThat(launcher.calls()).noneMatch(INSTALLS).noneMatch(call -> call.startsWith("mvnw"));
    }

    @Test
    void cliPassesItsArgumentsOnAsTheyAreAndWhatItBuildsIsNoneOfItsOutput() throws Exception {
        String[] arguments = {"query", "select * from \"t\" where a = 'b c'", "*", "", "$HOME", "--flag=\\n", "a\nb"};
        launcher.program("jdk/bin/java", """
                case "$*" in
                    *jarmode=tools*) mkdir "${@: -2:1}" ;;
                    *AlacranCli*) printf '<%s>' "${@:6}"; exit 3 ;;
                esac""");

        Answer answer = launcher.run(
                Stream.concat(Stream.of("cli"), Stream.of(arguments)).toArray(String[]::new));

        assertThat(answer.output()).isEqualTo("<" + String.join("><", arguments) + ">");
        assertThat(answer.exitCode()).isEqualTo(3);
        assertThat(answer.errors()).contains("Console built");
    }
}
