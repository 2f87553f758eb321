package io.alacran.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.cli.FakeConsole.Asked;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationTests {

    private static final String BEGUN = operation("running", "running", "null", "pending", "");
    private static final String PULLED = operation("running", "succeeded", "\"2026-01-01T00:00:03.2Z\"", "running", "");
    private static final String READY = operation(
            "succeeded", "succeeded", "\"2026-01-01T00:00:03.2Z\"", "succeeded", ",\"outcome\":\"It answers.\"");
    private static final String FAILED = operation(
            "rolled-back",
            "succeeded",
            "\"2026-01-01T00:00:03.2Z\"",
            "failed",
            ",\"outcome\":\"shop did not start\",\"remedy\":\"Give it more memory.\"");

    FakeConsole console;

    @BeforeEach
    void start() throws IOException {
        console = new FakeConsole().json("POST /databases", BEGUN);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    private static String operation(String state, String pull, String pullEnd, String ready, String more) {
        return """
                {"id":"op1","state":"%s","steps":[\
                {"name":"Pull postgres:18","state":"%s","progress":0.4,"startedAt":"2026-01-01T00:00:00Z","endedAt":%s},\
                {"name":"Wait","state":"%s","startedAt":"2026-01-01T00:00:04Z","endedAt":"2026-01-01T00:01:06Z",\
                "message":"out of memory"}]%s}""".formatted(state, pull, pullEnd, ready, more);
    }

    @Test
    void aDeployPrintsEachStepWithItsTime() {
        console.events("GET /operations/op1", BEGUN, PULLED, PULLED, READY);
        CliRun run = CliRun.loggedIn(console).input("pass word\n");

        assertThat(run.run(
                        "deploy",
                        "shop",
                        "--engine",
                        "postgres",
                        "--port",
                        "12345",
                        "--memory",
                        "512m",
                        "--cpus",
                        "0.5",
                        "--env",
                        "A=b=c",
                        "--password-stdin"))
                .isZero();

        assertThat(run.out().lines().map(String::strip))
                .containsExactly(
                        "1/2 Pull postgres:18                                3.2 s  done",
                        "2/2 Wait                                       1 min 02 s  done",
                        "It answers.");
        assertThat(console.asked().getFirst().body())
                .isEqualTo("{\"name\":\"shop\",\"engine\":\"postgres\",\"env\":{\"A\":\"b=c\"},"
                        + "\"ports\":[{\"hostPort\":12345,\"bindAddress\":\"127.0.0.1\"}],"
                        + "\"limits\":{\"memoryBytes\":536870912,\"cpus\":0.5},\"password\":\"pass word\"}");
    }

    @Test
    void aTerminalSeesTheRunningStepInOneLineThatIsRewritten() {
        console.events("GET /operations/op1", BEGUN, READY);
        CliRun run = CliRun.loggedIn(console).interactive();

        assertThat(run.run("deploy", "shop", "--engine", "postgres")).isZero();

        assertThat(run.out())
                .contains("\r\033[K  1/2 Pull postgres:18")
                .contains("40 %")
                .contains("It answers.");
    }

    @Test
    void stepsKeepTheirNumbersWhenAFailureLeavesSomeOut() {
        String planned = """
                {"id":"op1","state":"running","steps":[{"name":"Pull","state":"running"},\
                {"name":"Create","state":"pending"},{"name":"Start","state":"pending"}]}""";
        String ended = """
                {"id":"op1","state":"rolled-back","steps":[{"name":"Pull","state":"succeeded"},\
                {"name":"Create","state":"failed"},{"name":"Roll back","state":"succeeded"}],"outcome":"It failed."}""";
        console.json("POST /databases", planned).events("GET /operations/op1", planned, ended);
        CliRun run = CliRun.loggedIn(console).input("");

        assertThat(run.run("deploy", "shop", "--engine", "postgres")).isEqualTo(1);

        assertThat(run.out())
                .contains("1/3 Pull", "2/3 Create", "    Roll back")
                .doesNotContain("3/3");
    }

    @Test
    void whatDidNotSucceedExitsWithOneAndSaysWhatToDo() {
        console.events("GET /operations/op1", BEGUN, FAILED);
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("deploy", "shop", "--engine", "postgres")).isEqualTo(1);

        assertThat(run.out()).contains("failed: out of memory");
        assertThat(run.err()).isEqualTo("shop did not start\nGive it more memory.\n");
    }

    @Test
    void whenTheEventsBreakOffTheConsoleIsAskedAgainAndAgain() {
        AtomicInteger polls = new AtomicInteger();
        console.on("GET /operations/op1", e -> {
            if ("text/event-stream".equals(e.getRequestHeaders().getFirst("Accept"))) {
                try (OutputStream out = FakeConsole.begin(e, "text/event-stream")) {
                    out.write(("data:" + PULLED.substring(0, 20)).getBytes(StandardCharsets.UTF_8));
                }
            } else if (polls.incrementAndGet() == 1) {
                FakeConsole.send(e, 502, "text/html", "restarting");
            } else {
                FakeConsole.send(e, 200, "application/json", READY);
            }
        });
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("deploy", "shop", "--engine", "postgres")).isZero();

        assertThat(polls).hasValue(2);
        assertThat(run.out()).endsWith("It answers.\n");
    }

    @Test
    void withoutWaitingOnlyTheIdIsPrinted() {
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("deploy", "shop", "--engine", "postgres", "--no-wait"))
                .isZero();

        assertThat(run.out()).isEqualTo("op1\n");
        assertThat(console.asked()).extracting(Asked::call).containsExactly("POST /databases");
    }

    @Test
    void withJsonTheStepsGoToStandardErrorAndTheLastPictureIsTheOutput() {
        console.events("GET /operations/op1", BEGUN, FAILED);
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("--json", "deploy", "shop", "--engine", "postgres")).isEqualTo(1);

        assertThat(run.out()).isEqualToIgnoringWhitespace(FAILED);
        assertThat(run.err()).contains("1/2 Pull postgres:18");
    }

    @Test
    void anOperationIsShownOrFollowed() {
        console.events("GET /operations/op1", FAILED);
        CliRun shown = CliRun.loggedIn(console);
        CliRun followed = CliRun.loggedIn(console);

        assertThat(shown.run("operation", "op1")).isZero();
        assertThat(followed.run("operation", "op1", "--follow")).isEqualTo(1);
        assertThat(CliRun.loggedIn(console).run("operation", "../x")).isEqualTo(1);

        assertThat(shown.out()).contains("remedy    Give it more memory.").contains("Wait              failed");
        assertThat(console.asked().getLast().call()).isEqualTo("GET /operations/..%2Fx");
    }
}
