package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The console as on a server: the containers of docker/compose.yaml, made one by one. */
@Tag("docker")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerIT {

    private static final String CONSOLE = Console.INSTANCE + "-console";
    private static final String NGINX = Console.INSTANCE + "-nginx";
    private static final String WEB = Console.INSTANCE + "-web";
    private static final String DATA = Console.INSTANCE + "-data";
    private static final String DATABASES = "alacran-overlay-network";
    private static final String LABEL = "io.alacran.instance=" + Console.INSTANCE;
    private static final Path SOCKET = Path.of("/var/run/docker.sock");

    private final JsonMapper json = JsonMapper.builder().build();
    private final int port = FreePort.next();
    private HttpClient http = HttpClient.newHttpClient();
    private @Nullable String token;

    @BeforeAll
    void start() throws Exception {
        Console.removeLeftovers();
        String image = ConsoleImage.built();
        Shell.run("docker", "network", "create", "--driver", "overlay", "--attachable", DATABASES);
        Shell.run("docker", "network", "rm", WEB);
        Shell.docker("network", "create", "--label", LABEL, WEB);
        Shell.docker("volume", "create", "--label", LABEL, DATA);
        Shell.docker(
                "create",
                "--name=" + CONSOLE,
                "--label=" + LABEL,
                "--network=" + WEB,
                "--network-alias=console",
                "--group-add=" + Files.getAttribute(SOCKET, "unix:gid"),
                "--security-opt=no-new-privileges",
                "--cap-drop=ALL",
                "--volume=" + DATA + ":/data",
                "--volume=" + SOCKET + ":" + SOCKET,
                "--env=ALACRAN_REACHABILITY=network",
                "--env=ALACRAN_FORWARD_HEADERS=native",
                "--env=ALACRAN_BASTION_IMAGE=" + image,
                "--env=ALACRAN_INSTANCE=" + Console.INSTANCE,
                "--env=ALACRAN_PREFIX=" + Console.PREFIX,
                image);
        Shell.docker("network", "connect", DATABASES, CONSOLE);
        Shell.docker("start", CONSOLE);
        Path files = Path.of("docker").toAbsolutePath();
        Shell.docker(
                "run",
                "--detach",
                "--name=" + NGINX,
                "--label=" + LABEL,
                "--network=" + WEB,
                "--publish=127.0.0.1:" + port + ":443",
                "--tmpfs=/etc/nginx/tls",
                "--volume=" + files.resolve("nginx.conf") + ":/etc/nginx/nginx.conf:ro",
                "--volume=" + files.resolve("nginx-start.sh") + ":/start.sh:ro",
                "nginx:latest",
                "sh",
                "/start.sh");
        Console.await(
                "the certificate",
                () -> Shell.run("docker", "exec", NGINX, "test", "-s", "/etc/nginx/tls/certificate.pem")
                                .exitCode()
                        == 0);
        http = trusting(Shell.docker("exec", NGINX, "cat", "/etc/nginx/tls/certificate.pem"));
        Console.await(
                "the console behind nginx",
                () -> get("/actuator/health/readiness").statusCode() == 200);
        String setupToken = Shell.docker("exec", CONSOLE, "cat", "/data/setup-token");
        JsonNode answer = call(
                "POST",
                "/setup",
                Map.of("setupToken", setupToken, "username", Console.USER, "password", Console.PASSWORD));
        token = answer.get("apiToken").asString();
    }

    @AfterAll
    void stop() {
        Console.removeLeftovers();
        Shell.run("docker", "network", "rm", WEB);
    }

    private static HttpClient trusting(String certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "nginx",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create("https://localhost:" + port + path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private JsonNode call(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/api/v1" + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body())
                .isBetween(200, 299);
        return json.readTree(answer.body());
    }

    @Test
    void theConsoleIsReachedOverTlsOnlyAndItsCookieKnowsIt() {
        HttpResponse<String> page = get("/login");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(page.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie).contains("ALACRAN_SESSION", "Secure", "HttpOnly"));
        HttpResponse<String> plain = send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/login")));
        assertThat(plain.statusCode()).isEqualTo(301);
        assertThat(plain.headers().firstValue("Location")).contains("https://localhost:" + port + "/login");
    }

    @Test
    void aDatabaseIsDeployedQueriedByItsNameAndReachedThroughTheBastionsContainer() {
        String id = call("POST", "/databases", Map.of("name", "shop", "engine", "postgres", "version", "15"))
                .get("id")
                .asString();
        Console.await(
                "the shop to be deployed",
                () -> call("GET", "/operations/" + id, null).has("endedAt"));

        assertThat(call("POST", "/connections/shop/query", Map.of("sql", "select 6 * 7"))
                        .at("/results/0/rows/0/0")
                        .asString())
                .isEqualTo("42");
        JsonNode status =
                call("PUT", "/bastion", Map.of("enabled", true, "home", "container", "port", FreePort.next()));
        assertThat(status.get("running").asBoolean()).as(status.toString()).isTrue();
        JsonNode trial = call("POST", "/bastion/try", Map.of("database", "shop"));
        assertThat(trial.get("works").asBoolean()).as(trial.toString()).isTrue();
    }
}
