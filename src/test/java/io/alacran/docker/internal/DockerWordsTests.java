package io.alacran.docker.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.dockerjava.api.exception.DockerException;
import com.sun.net.httpserver.HttpServer;
import io.alacran.docker.DockerUnavailableException;
import io.alacran.docker.EngineStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerWordsTests {

    private static final String HOST = "unix:///var/run/docker.sock";

    @Test
    void aSocketThatRefusesTheUserNamesTheGroupToJoin() {
        Throwable refused = new RuntimeException(new IOException("Permission denied"));

        DockerUnavailableException problem = DockerWords.unavailable(HOST, refused);

        assertThat(problem)
                .hasMessage("The Docker engine at " + HOST + " refuses this user (permission denied).")
                .hasCause(refused);
        assertThat(problem.remedy()).contains("sudo usermod -aG docker USER", "sign in again and restart the console");
    }

    @Test
    void nothingAtTheSocketSaysWhereItWasLookedForAndHowAnEngineIsStarted(@TempDir Path home) {
        String host = "unix://" + home.resolve("none.sock");
        DockerClients clients = clients(host);

        DockerUnavailableException problem =
                catchThrowableOfType(DockerUnavailableException.class, clients::negotiated);

        assertThat(problem.getMessage())
                .startsWith("No Docker engine answers at " + host + " (")
                .doesNotContain("null");
        assertThat(problem.remedy()).contains("systemctl start docker", "DOCKER_HOST");
        EngineStatus status = new DockerJavaEngine(clients).status();
        assertThat(status.reachable()).isFalse();
        assertThat(status.found()).isEqualTo(problem.getMessage());
        assertThat(status.remedy()).isEqualTo(problem.remedy());
    }

    @Test
    void anEngineThatSpeaksNoKnownVersionIsQuotedAndIsToBeUpdated() throws IOException {
        String words = "client version 1.44 is too new. Maximum supported API version is 1.23";
        HttpServer engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.createContext("/", exchange -> {
            byte[] body = ("{\"message\":\"" + words + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(400, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        engine.start();
        try {
            String host = "tcp://127.0.0.1:" + engine.getAddress().getPort();
            DockerUnavailableException problem =
                    catchThrowableOfType(DockerUnavailableException.class, clients(host)::negotiated);

            assertThat(problem)
                    .hasMessage("The Docker engine at " + host
                            + " does not speak an API version that the console knows: " + words);
            assertThat(problem.remedy()).isEqualTo("Update the engine to 20.10 or later.");
        } finally {
            engine.stop(0);
        }
    }

    @Test
    void theReasonOfAnEngineIsItsSentenceAlone() {
        assertThat(DockerWords.reason(
                        new DockerException("{\"message\":\"the name \\\"shop\\\" is\\nin use\"}\n", 409)))
                .isEqualTo("the name \"shop\" is in use");
        assertThat(DockerWords.reason(new DockerException("no route", 500))).isEqualTo("no route");
    }

    private static DockerClients clients(String host) {
        return new DockerClients(new DockerSettings(host, "none", "127.0.0.1"));
    }
}
