package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The console is ended with SIGKILL in the middle of its work. */
@Tag("docker")
@Timeout(300)
@ExtendWith(Evidence.class)
class CrashIT {

    private Console console;

    @BeforeEach
    void start() {
        console = Console.setUp(Map.of());
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pull mariadb:10.11", "Start it", "Wait until it answers"})
    void aDeployThatIsKilledIsFinishedByTheNextStart(String step) {
        String id = console.call("POST", "/databases", Map.of("name", "crash", "engine", "mariadb"))
                .get("id")
                .asString();
        Console.await(step + " to begin", () -> begun(id, step));
        console.kill();
        console.start();

        JsonNode ended = console.ended(id);
        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("succeeded");
        assertThat(console.query("crash", "select 6 * 7")).isEqualTo("42");
        assertThat(Shell.docker("ps", "-a", "--format", "{{.Names}}", "--filter", "name=" + Console.PREFIX + "crash"))
                .isEqualTo(Console.PREFIX + "crash");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Stop the old one", "Wait until it answers"})
    void aChangeOfPortsThatIsKilledEndsWithOneWorkingDatabase(String step) {
        console.deploy(Map.of("name", "crash", "engine", "postgres"));
        console.query("crash", "create table t as select 4711 as a");
        String id = console.call("PUT", "/databases/crash/ports", List.of(Map.of("hostPort", FreePort.next())))
                .get("id")
                .asString();
        Console.await(step + " to begin", () -> begun(id, step));
        console.kill();
        console.start();

        assertThat(console.ended(id).get("state").asString()).isIn("succeeded", "rolled-back");
        Console.await("it to be ready", () -> console.state("crash").equals("ready"));
        assertThat(console.query("crash", "select a from t")).isEqualTo("4711");
        assertThat(Shell.docker("ps", "-a", "--format", "{{.Names}}", "--filter", "name=" + Console.PREFIX + "crash"))
                .isEqualTo(Console.PREFIX + "crash");
    }

    private boolean begun(String id, String step) {
        JsonNode operation = console.call("GET", "/operations/" + id, null);
        for (JsonNode s : operation.get("steps")) {
            if (s.get("name").asString().equals(step)) {
                return !s.get("state").asString().equals("pending");
            }
        }
        return operation.has("endedAt");
    }
}
