package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The engine goes away and comes back while the console runs. */
@Tag("docker")
@Timeout(300)
@ExtendWith(Evidence.class)
class EngineGoneIT {

    @Test
    void withoutItsEngineTheConsoleSaysSoAndRecoversByItself(@TempDir Path folder) {
        try (EngineRelay relay = new EngineRelay(folder.resolve("docker.sock"));
                Console console = Console.setUp(Map.of("DOCKER_HOST", relay.address()))) {
            console.deploy(Map.of("name", "patient", "engine", "postgres"));
            assertThat(console.query("patient", "select 1")).isEqualTo("1");

            relay.cut();

            Console.await("the loss to be seen", () -> console.state("patient").equals("unhealthy"));
            JsonNode system = console.call("GET", "/system", null);
            assertThat(system.at("/engine/reachable").asBoolean()).isFalse();
            HttpResponse<String> refused =
                    console.send("POST", "/databases", Map.of("name", "late", "engine", "redis"), "application/json");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("No Docker engine answers", "remedy");
            assertThat(console.query("sample", "select 1")).isEqualTo("1");

            // Meanwhile the container comes back on another loopback port, as after a restart of the engine.
            Shell.docker("restart", Console.PREFIX + "patient");
            relay.restore();

            Console.await("it to be ready", () -> console.state("patient").equals("ready"));
            assertThat(console.query("patient", "select 2")).isEqualTo("2");
            console.deploy(Map.of("name", "late", "engine", "redis"));
        }
    }

    @Test
    void withoutAnyEngineTheConsoleOpensAndTheWorkbenchsSampleWorks(@TempDir Path folder) {
        Map<String, String> nowhere = Map.of("DOCKER_HOST", "unix://" + folder.resolve("absent.sock"));
        try (Console console = Console.setUp(nowhere)) {
            JsonNode engine = console.call("GET", "/system", null).get("engine");

            assertThat(engine.get("reachable").asBoolean()).isFalse();
            assertThat(console.query("sample", "select count(*) > 0 from customers"))
                    .isIn("1", "true");
            assertThat(console.call("GET", "/databases", null).get("items").isEmpty())
                    .isTrue();
        }
    }
}
