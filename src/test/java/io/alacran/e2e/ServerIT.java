package io.alacran.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The console as on a server: docker/compose.yaml as it is, and what a browser gets through its nginx. */
@Tag("docker")
@Tag("browser")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerIT {

    private static final String DATABASES = "alacran-overlay-network";
    private static final Path SOCKET = Path.of("/var/run/docker.sock");
    private static final String CERTIFICATE = "/etc/nginx/tls/certificate.pem";

    private final JsonMapper json = JsonMapper.builder().build();
    private final int port = FreePort.next();
    private @Nullable Compose server;
    private HttpClient http = HttpClient.newHttpClient();
    private @Nullable String token;

    @BeforeAll
    void start() throws Exception {
        Console.removeLeftovers();
        if (Shell.run("docker", "network", "inspect", DATABASES).exitCode() != 0) {
            boolean swarm = Shell.docker("info", "--format", "{{.Swarm.LocalNodeState}}")
                    .equals("active");
            Shell.docker("network", "create", "--driver", swarm ? "overlay" : "bridge", "--attachable", DATABASES);
        }
        Compose compose = new Compose(Map.of(
                "ALACRAN_IMAGE",
                ConsoleImage.built(),
                "ALACRAN_HTTPS",
                "127.0.0.1:" + port,
                "ALACRAN_INSTANCE",
                Console.INSTANCE,
                "ALACRAN_PREFIX",
                Console.PREFIX,
                "DOCKER_GID",
                String.valueOf(Files.getAttribute(SOCKET, "unix:gid"))));
        server = compose;
        compose.orFail("down", "--volumes");
        compose.orFail("up", "--detach");
        Console.await(
                "the certificate",
                () -> !compose.in("nginx", "cat", CERTIFICATE).isEmpty());
        http = trusting(compose.in("nginx", "cat", CERTIFICATE));
        Console.await(
                "the console behind nginx",
                () -> get("/actuator/health/readiness").statusCode() == 200);
        JsonNode answer = call(
                "POST",
                "/setup",
                Map.of(
                        "setupToken",
                        compose.in("console", "cat", "/data/setup-token"),
                        "username",
                        Console.USER,
                        "password",
                        Console.PASSWORD));
        token = answer.get("apiToken").asString();
    }

    private Compose server() {
        return Objects.requireNonNull(server);
    }

    @AfterAll
    void stop() {
        server().orFail("down", "--volumes");
        Console.removeLeftovers();
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

    private String url() {
        return "https://localhost:" + port;
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url() + path)));
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
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + "/api/v1" + path))
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
        operation("/databases", Map.of("name", "shop", "engine", "postgres", "version", "15"));

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

    private void operation(String path, @Nullable Object body) {
        String id = call("POST", path, body).get("id").asString();
        Console.await(
                path + " to end", () -> call("GET", "/operations/" + id, null).has("endedAt"));
        assertThat(call("GET", "/operations/" + id, null).get("state").asString())
                .isEqualTo("succeeded");
    }

    @Test
    void insideTheNetworkTheMappedPortAndLocalhostLeadNowhere() {
        int mapped = FreePort.next();
        operation(
                "/databases",
                Map.of(
                        "name",
                        "goods",
                        "engine",
                        "postgres",
                        "version",
                        "15",
                        "ports",
                        List.of(Map.of("hostPort", mapped))));
        String goods = Console.PREFIX + "goods";
        String right = goods + ":5432";

        JsonNode well = call("POST", "/connections/goods/test", null);
        assertThat(well.get("healthy").asBoolean()).as(well.toPrettyString()).isTrue();
        Ward.isCause(examine(goods, mapped), "container-port", "mapped on the host", "Use " + right);
        Ward.isCause(examine("goods", mapped), "container-port", "has its own port, always", right);
        for (String host : List.of("localhost", "127.0.0.1")) {
            Ward.isCause(examine(host, 5432), "mapping", "the console's own container", right);
            Ward.isCause(examine(host, mapped), "mapping", "the console's own container", right);
        }
        for (String name : List.of(goods, "goods")) {
            assertThat(Ward.cause(examine(name, 5432)).get("id").asString())
                    .as("as far as a password of another")
                    .isEqualTo("sign-in");
        }
    }

    private JsonNode examine(String host, int port) {
        return call("POST", "/connections/test", Ward.draft("postgres", host, port));
    }

    @Test
    void aPageInABrowserIsToldWhatChangesThroughAWebSocketOverTls() {
        operation("/databases", Map.of("name", "live", "engine", "redis"));
        try (Browser browser = new Browser()) {
            Page page = browser.pageWithoutVouchers();
            List<String> sockets = new CopyOnWriteArrayList<>();
            List<String> frames = new CopyOnWriteArrayList<>();
            page.onWebSocket(socket -> {
                sockets.add(socket.url());
                socket.onFrameReceived(frame -> frames.add(String.valueOf(frame.text())));
            });
            Browser.signIn(page, url());
            Browser.open(page, url() + "/databases");
            Locator stopped = page.locator("vaadin-grid-cell-content:has-text('stopped')");
            assertThat(page.locator("vaadin-grid-cell-content:has-text('live')").first())
                    .isVisible();
            assertThat(stopped).isHidden();
            frames.clear();

            operation("/databases/live/stop", null);

            assertThat(stopped.first()).isVisible();
            assertThat(sockets)
                    .isNotEmpty()
                    .allSatisfy(address -> assertThat(address).startsWith("wss://localhost:" + port + "/"));
            assertThat(frames).anySatisfy(frame -> assertThat(frame).contains("stopped"));
            assertThat(browser.errors).isEmpty();
        }
    }

    @Test
    void anOwnCertificateIsServedInsteadOfTheOneThatNginxMade(@TempDir Path folder) throws Exception {
        Shell.run(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=db.example.org",
                        "-addext",
                        "subjectAltName=DNS:localhost",
                        "-keyout",
                        folder.resolve("key.pem").toString(),
                        "-out",
                        folder.resolve("certificate.pem").toString())
                .orFail();
        HttpClient before = http;
        try {
            server().with("ALACRAN_TLS", folder.toString()).orFail("up", "--detach");
            http = trusting(Files.readString(folder.resolve("certificate.pem")));
            Console.await("nginx with the certificate", () -> answers("/login"));
        } finally {
            http = before;
            server().orFail("up", "--detach");
            Console.await("nginx with its own certificate again", () -> answers("/login"));
        }
    }

    /** A client that trusts one certificate gets no answer from a server that has another. */
    private boolean answers(String path) {
        try {
            return get(path).statusCode() == 200;
        } catch (java.io.UncheckedIOException e) {
            return false;
        }
    }
}
