package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A console that starts while a database of its connections is down. */
@Tag("docker")
@Timeout(300)
@ExtendWith(Evidence.class)
class DownAtStartIT {

    @Test
    void theConsoleStartsAndTheConnectionRecoversByItself() {
        try (Ward ward = new Ward(Map.of())) {
            Console console = ward.console;
            int port = FreePort.next();
            String server = ward.postgres(port);
            Map<String, Object> shop = Ward.draft("postgres", "127.0.0.1", port);
            shop.put("name", "shop");
            console.call("POST", "/connections", shop);
            assertThat(console.query("shop", "select 6 * 7")).isEqualTo("42");

            Shell.docker("stop", "-t", "5", server);
            console.kill();
            console.start();

            Console.await("it to be missed", () -> health(console).equals("unhealthy"));
            assertThat(console.send(
                                    "POST",
                                    "/connections/shop/query",
                                    Map.of("sql", "select 6 * 7"),
                                    "application/json")
                            .body())
                    .contains("127.0.0.1:" + port, "refused");
            assertThat(console.query("sample", "select 6 * 7")).isEqualTo("42");

            Shell.docker("start", server);
            Console.await("it to be healthy", () -> health(console).equals("healthy"));
            assertThat(console.query("shop", "select 6 * 7")).isEqualTo("42");
        }
    }

    private static String health(Console console) {
        return console.call("GET", "/connections/shop/health", null)
                .get("status")
                .asString();
    }
}
