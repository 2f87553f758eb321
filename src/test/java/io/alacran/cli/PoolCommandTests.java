package io.alacran.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PoolCommandTests {

    private static final String POOL = """
            {"total":3,"active":2,"idle":1,"waiting":4,"timeouts":7,"settings":{"max":3,"notes":[
            {"setting":"idleTimeoutMillis","effect":"adjusted","because":"HikariCP would use 600000."}]},
            "wait":{"count":12,"p50Ms":0.1,"p95Ms":2.5,"p99Ms":30},"usage":{"count":12,"p50Ms":1,"p95Ms":2,"p99Ms":3},
            "held":[{"heldMs":400000,"by":"ada","sql":"select ?","leak":true}]}""";

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
    void showsSessionsWaitsLeaksAndWhatWasAdjusted() {
        console.json("GET /connections/shop/pool", POOL);
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("pool", "shop")).isZero();
        assertThat(run.out())
                .contains("TOTAL  ACTIVE  IDLE  WAITING  MAX  TIMEOUTS")
                .contains("    3       2     1        4    3         7")
                .contains("30.00 ms")
                .contains("by ada: select ?")
                .contains("idleTimeoutMillis (adjusted): HikariCP would use 600000.");
    }

    @Test
    void changesSettingsWithTheirTypesAndEvicts() {
        console.json("PATCH /connections/shop/pool", POOL).json("POST /connections/shop/pool/evict", POOL);
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run(
                        "pool",
                        "shop",
                        "--max",
                        "5",
                        "--set",
                        "retryFactor=1.5",
                        "--set",
                        "connectionInitSql=set x to 1",
                        "--evict"))
                .isZero();
        assertThat(console.asked())
                .extracting(FakeConsole.Asked::call)
                .containsExactly("PATCH /connections/shop/pool", "POST /connections/shop/pool/evict");
        assertThat(console.asked().getFirst().body())
                .contains("\"max\":5", "\"retryFactor\":1.5", "\"connectionInitSql\":\"set x to 1\"");
    }
}
