package io.alacran.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupCommandTests {

    private static final String SHOP = """
            {"name":"shop","environment":"production","client":"postgres","primary":"main","balance":"weighted",
            "replicas":[{"connection":"one","weight":1},{"connection":"two","weight":3}]}""";

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
    void listsGroupsAndShowsTheMembersOfOne() {
        console.json("GET /groups", "{\"items\":[" + SHOP + "],\"next\":null}").json("GET /groups/shop/members", """
                        {"items":[
                        {"connection":"main","role":"primary","fit":true,"why":null,"lagMs":null,"active":1,"waiting":0,
                         "reads":0,"writes":12},
                        {"connection":"one","role":"replica","fit":false,"why":"is 3000 ms behind, 1000 are allowed",
                         "lagMs":3000,"active":2,"waiting":4,"reads":77,"writes":0}],"next":null}""");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("groups")).isZero();
        assertThat(run.out()).contains("shop  production   postgres  main     one, two  weighted");
        assertThat(run.run("groups", "shop")).isZero();
        assertThat(run.out())
                .contains("main    primary  yes", "one     replica  no   3000 ms       2        4     77       0")
                .contains("is 3000 ms behind, 1000 are allowed");
    }

    @Test
    void makesChangesAndRemovesOne() {
        console.json("GET /groups", "{\"items\":[" + SHOP + "],\"next\":null}")
                .json("POST /groups", SHOP)
                .json("PUT /groups/shop", SHOP)
                .json("DELETE /groups/shop", "{}");
        CliRun run = CliRun.loggedIn(console);

        assertThat(run.run("groups", "web", "--primary", "main", "--replica", "one", "--replica", "two=3"))
                .isZero();
        assertThat(run.out()).contains("Made the group web.");
        assertThat(run.run("groups", "shop", "--primary", "main", "--replica", "one", "--max-lag", "1000"))
                .isZero();
        assertThat(run.out()).contains("Changed the group shop.");
        assertThat(run.run("groups", "shop", "--remove")).isZero();
        assertThat(run.out()).contains("Removed the group shop");
        assertThat(run.run("groups", "web", "--primary", "main", "--replica", "two=many"))
                .isNotZero();
        assertThat(run.err()).contains("'many' is no weight");
    }

    @Test
    void inAnotherEnvironmentItIsAnotherGroup() {
        console.json("GET /groups", "{\"items\":[" + SHOP + "],\"next\":null}")
                .json("POST /groups", SHOP)
                .json("DELETE /groups/shop%40staging", "{}");
        CliRun run = CliRun.loggedIn(console).env("ALACRAN_ENV", "staging");

        assertThat(run.run("groups")).isZero();
        assertThat(run.out()).contains("There are no groups.");
        assertThat(run.run("groups", "shop", "--primary", "main", "--replica", "one"))
                .isZero();
        assertThat(run.out()).contains("Made the group shop.");
        assertThat(console.asked().getLast().body()).contains("\"environment\":\"staging\"");
        assertThat(run.run("groups", "shop", "--remove")).isZero();
    }
}
