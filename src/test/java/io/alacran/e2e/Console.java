package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The packaged console as a process of its own, on an empty data directory and the real engine. All that it makes on the
 * engine carries the instance label {@link #INSTANCE}; {@link #close()} removes it.
 */
final class Console implements AutoCloseable {

    /** Runs at the same time on one engine need different ones: -Dalacran.test.instance=… */
    static final String INSTANCE = System.getProperty("alacran.test.instance", "alacran-test");

    /** Not the usual one, so that databases of a person's own console on the same engine are not in the way. */
    static final String PREFIX = "srv-" + INSTANCE + "--";

    static final String USER = "ada";
    static final String PASSWORD = "correct-horse-battery-9";
    private static final String LABEL = "label=io.alacran.instance=" + INSTANCE;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Those that run now. */
    static final List<Console> OPEN = new CopyOnWriteArrayList<>();

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, String> environment = new HashMap<>();
    private final Path home;
    private final int port;
    private @Nullable Process process;
    private @Nullable String token;

    private Console() {
        try {
            home = Files.createTempDirectory("alacran-console");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = FreePort.next();
    }

    /** A console that nobody has set up yet. */
    static Console fresh(Map<String, String> settings) {
        removeLeftovers();
        Console console = new Console();
        console.environment.putAll(settings);
        OPEN.add(console);
        console.start();
        return console;
    }

    /** A console with an administrator. */
    static Console setUp(Map<String, String> settings) {
        Console console = fresh(settings);
        JsonNode answer = console.call(
                "POST", "/setup", Map.of("setupToken", console.setupToken(), "username", USER, "password", PASSWORD));
        console.token = answer.get("apiToken").asString();
        return console;
    }

    void start() {
        Path jar = unpacked();
        // Here it goes with the rest: a console that is killed leaves its web server's and its drivers' files behind
        Path temporary = home.resolve("tmp");
        try {
            Files.createDirectories(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        java(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + temporary,
                        "-jar",
                        jar.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment()
                .putAll(Map.of(
                        "ALACRAN_HOME",
                        home.toString(),
                        "ALACRAN_PORT",
                        String.valueOf(port),
                        "ALACRAN_BIND",
                        "127.0.0.1",
                        "ALACRAN_INSTANCE",
                        INSTANCE,
                        "ALACRAN_PREFIX",
                        PREFIX,
                        "ALACRAN_PROBE_INTERVAL",
                        "2s"));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("the console to start", () -> {
            if (process != null && !process.isAlive()) {
                throw new AssertionError("the console ended by itself:\n" + logText());
            }
            return healthy();
        });
    }

    /** Unpacked as the launcher does it, once for all tests. */
    private static synchronized Path unpacked() {
        Path app = Path.of("target", "e2e-app").toAbsolutePath();
        Path jar = Path.of("target", "alacran.jar").toAbsolutePath();
        try {
            boolean fresh =
                    Files.exists(app) && Files.getLastModifiedTime(app).compareTo(Files.getLastModifiedTime(jar)) > 0;
            if (!fresh) {
                Shell.run(
                                java(),
                                "-Djarmode=tools",
                                "-jar",
                                jar.toString(),
                                "extract",
                                "--force",
                                "--destination",
                                app.toString())
                        .orFail();
                Files.setLastModifiedTime(app, FileTime.from(Instant.now()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return app.resolve("alacran.jar");
    }

    /** The line that {@code ./alacran cli} ends with, of the console that is tested. */
    static String[] cli(String... arguments) {
        Path jar = unpacked();
        String classes = jar + ":" + jar.resolveSibling("lib") + "/*";
        List<String> line = new ArrayList<>(
                List.of(java(), "-XX:TieredStopAtLevel=1", "-cp", classes, "io.alacran.cli.AlacranCli"));
        line.addAll(List.of(arguments));
        return line.toArray(String[]::new);
    }

    private static String java() {
        return ofJdk("java");
    }

    private static String ofJdk(String command) {
        return Path.of(System.getProperty("java.home"), "bin", command).toString();
    }

    /** Its threads as {@code jcmd} prints them: platform threads, and of virtual ones those that are being carried. */
    String threadDump() {
        return Shell.run(ofJdk("jcmd"), String.valueOf(process.pid()), "Thread.print")
                .orFail();
    }

    /** SIGKILL: nothing of the console runs any more when this returns. */
    void kill() {
        Process running = process;
        process = null;
        if (running != null) {
            running.destroyForcibly();
            try {
                assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    String url() {
        return "http://localhost:" + port;
    }

    int port() {
        return port;
    }

    String setupToken() {
        try {
            return Files.readString(home.resolve("setup-token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data directory. */
    Path home() {
        return home;
    }

    Path log() {
        return home.resolve("console.log");
    }

    String logText() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The administrator's. */
    String token() {
        return java.util.Objects.requireNonNull(token);
    }

    /** Calls the API; the answer has to be a success. */
    JsonNode call(String method, String path, @Nullable Object body) {
        HttpResponse<String> answer = send(method, path, body, "application/json");
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body())
                .isBetween(200, 299);
        return json.readTree(answer.body().isEmpty() ? "null" : answer.body());
    }

    /** The answer of the metrics' page, whatever it is. */
    String scrape(boolean withToken) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + "/actuator/prometheus"))
                .timeout(Duration.ofSeconds(20));
        if (withToken) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Makes the connections what an {@code alacran.yaml} says, and removes what it does not name. */
    JsonNode apply(String yaml) {
        HttpResponse<String> answer =
                send("POST", "/connection-files/apply?prune=true", yaml, "application/yaml", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    HttpResponse<String> send(String method, String path, @Nullable Object body, String accept) {
        return send(method, path, body == null ? null : json.writeValueAsString(body), "application/json", accept);
    }

    private HttpResponse<String> send(
            String method, String path, @Nullable String body, String contentType, String accept) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + "/api/v1" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", accept)
                .header("Content-Type", contentType)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Starts an operation and waits for its end. */
    JsonNode operation(String method, String path, @Nullable Object body) {
        return ended(call(method, path, body).get("id").asString());
    }

    JsonNode ended(String id) {
        await(
                "operation " + id + " to end",
                () -> call("GET", "/operations/" + id, null).has("endedAt"));
        return call("GET", "/operations/" + id, null);
    }

    /** Deploys and waits until it is ready. */
    void deploy(Map<String, Object> request) {
        JsonNode ended = operation("POST", "/databases", request);
        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("succeeded");
    }

    String password(String database) {
        return call("POST", "/databases/" + database + "/reveal-password", null)
                .get("password")
                .asString();
    }

    String state(String database) {
        return call("GET", "/databases/" + database, null).get("state").asString();
    }

    /** The first value of the first row. */
    String query(String connection, String sql) {
        return call("POST", "/connections/" + connection + "/query", Map.of("sql", sql))
                .at("/results/0/rows/0/0")
                .asString();
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + PATIENCE.toSeconds() + " s in vain for " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private boolean healthy() {
        try {
            HttpRequest health = HttpRequest.newBuilder(URI.create(url() + "/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        OPEN.remove(this);
        kill();
        removeLeftovers();
        try (var files = Files.walk(home)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(p -> p.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a run that was cut off may have left: only what carries the tests' own label. */
    static void removeLeftovers() {
        Shell.docker("ps", "-aq", "--filter", LABEL).lines().forEach(id -> Shell.docker("rm", "-f", "-v", id));
        Shell.docker("volume", "ls", "-q", "--filter", LABEL).lines().forEach(v -> Shell.docker("volume", "rm", v));
    }
}
