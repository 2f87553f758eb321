package io.alacran.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlowCommandTests {

    private static final String ONE = """
            {"id":"3f2a","sql":"select pg_sleep(?)","count":3,"totalMs":4500,"p50Ms":1500,"p95Ms":1600,"maxMs":1612,
            "lastSeenAt":"2026-11-21T08:00:00Z","lastUser":"ada","plan":{"text":"Result","takenAt":"2026-11-21T08:00:00Z"}}""";

    FakeConsole console;

    @BeforeEach
    void start() throws IOException {
        console = new FakeConsole();
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void listsWhatWasSlowAndShowsOneWithItsPlan() {
        console.json(
                        "GET /connections/shop/slow-statements",
                        "{\"items\":[" + ONE + "],\"next\":null,\"thresholdMs\":1000,\"most\":500}")
                .json("GET /connections/shop/slow-statements/3f2a", ONE);
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("slow", "shop")).isZero();
        assertThat(run.out())
                .contains("ID    RUNS  TOTAL", "3f2a     3", "1.6 s", "select pg_sleep(?)")
                .contains("Slow is 1.0 s or more.");
        assertThat(run.run("slow", "shop", "3f2a")).isZero();
        assertThat(run.out()).contains("3 slow runs", "\nResult\n");
    }

    @Test
    void asksForAPlanAndForgets() {
        console.json("POST /connections/shop/slow-statements/3f2a/plan", "{\"text\":\"Seq Scan on t\"}")
                .json("DELETE /connections/shop/slow-statements", "{}");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("slow", "shop", "3f2a", "--plan")).isZero();
        assertThat(run.run("slow", "shop", "--forget")).isZero();
        assertThat(run.out()).contains("Seq Scan on t", "Forgot the slow statements of shop.");
    }
}
