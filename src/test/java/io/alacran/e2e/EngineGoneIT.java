package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
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
    void aChangeOfPortsThatDockerRefusesAtTheLastMomentIsUndone(@TempDir Path folder) throws Exception {
        try (EngineRelay relay = new EngineRelay(folder.resolve("docker.sock"));
                Console console =
                        Console.setUp(Map.of("DOCKER_HOST", relay.address(), "ALACRAN_PROBE_INTERVAL", "30m"))) {
            console.deploy(Map.of("name", "undone", "engine", "postgres"));
            console.query("undone", "create table t as select 4711 as a");
            int port = FreePort.next();
            relay.hold("/start ");
            String id = console.call("PUT", "/databases/undone/ports", List.of(Map.of("hostPort", port)))
                    .get("id")
                    .asString();
            relay.awaitHeld();
            // Taken by something else between the console's check and Docker's start
            try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                relay.letGo();
                JsonNode ended = console.ended(id);
                assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("rolled-back");
                assertThat(ended.get("remedy").asString()).isEqualTo("Choose another host port.");
                assertThat(taken.isBound()).isTrue();
            }
            Console.await("it to be ready", () -> console.state("undone").equals("ready"));
            assertThat(console.query("undone", "select a from t")).isEqualTo("4711");
            assertThat(console.call("GET", "/databases/undone", null)
                            .get("ports")
                            .isEmpty())
                    .isTrue();
            assertThat(Shell.docker(
                            "ps", "-a", "--format", "{{.Names}}", "--filter", "name=" + Console.PREFIX + "undone"))
                    .isEqualTo(Console.PREFIX + "undone");

            Shell.docker("stop", Console.PREFIX + "undone");

            Console.await(
                    "the engine's own word, long before the next probe",
                    () -> console.state("undone").equals("stopped"));
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
