package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.alacran.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Databases go away and come back while they are worked with. */
@Tag("docker")
@Timeout(300)
@ExtendWith(Evidence.class)
class HealthIT {

    private static final String SECRET = "whsec-of-the-test";
    private static final List<Map<String, String>> CALLS = new CopyOnWriteArrayList<>();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static HttpServer receiver;
    private static Ward ward;

    @BeforeAll
    static void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", call -> {
            String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            CALLS.add(Map.of(
                    "body", body,
                    "signature", call.getRequestHeaders().getFirst("X-Alacran-Signature"),
                    "timestamp", call.getRequestHeaders().getFirst("X-Alacran-Timestamp")));
            call.sendResponseHeaders(204, -1);
            call.close();
        });
        receiver.start();
        ward = new Ward(Map.of(
                "ALACRAN_HEALTH_WEBHOOK_URL",
                "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook",
                "ALACRAN_HEALTH_WEBHOOK_SECRET",
                SECRET));
        ward.console.deploy(Map.of("name", "shop", "engine", "postgres", "version", "15"));
        ward.console.deploy(Map.of("name", "depot", "engine", "mariadb", "version", "10.11"));
    }

    @AfterAll
    static void stop() {
        ward.close();
        receiver.stop(0);
    }

    private static HttpResponse<String> health() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(ward.console.url() + "/health/database"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static JsonNode health(String connection) {
        return JsonMapper.shared().readTree(health().body()).path(connection);
    }

    private static String status(String connection) {
        return health(connection).path("status").asString("");
    }

    private static double secondsUntil(String connection, String status) {
        long start = System.nanoTime();
        Console.await(connection + " to be " + status, () -> status(connection).equals(status));
        return (System.nanoTime() - start) / 1e9;
    }

    private static boolean told(String event, String connection) {
        return CALLS.stream()
                .anyMatch(c -> c.get("body").contains("\"" + event + "\"")
                        && c.get("body").contains("\"" + connection + "\""));
    }

    @ParameterizedTest
    @CsvSource({
        "shop, 'select count(*) from generate_series(1, 1000)'",
        "depot, select count(*) from seq_1_to_1000",
    })
    void aDatabaseThatIsStoppedUnderLoadIsSeenWithinTenSecondsAndRecoversByItself(String name, String sql)
            throws Exception {
        String container = Console.PREFIX + name;
        secondsUntil(name, "healthy");
        CALLS.clear();
        AtomicBoolean goesOn = new AtomicBoolean(true);
        AtomicInteger answered = new AtomicInteger();
        List<Thread> load = Stream.generate(() -> loaded(name, sql, goesOn, answered))
                .limit(3)
                .toList();
        try {
            Console.await("load", () -> answered.get() > 50);

            Shell.docker("stop", "-t", "5", container);
            assertThat(secondsUntil(name, "unhealthy")).isLessThan(10);

            assertThat(health().statusCode()).isEqualTo(503);
            assertThat(health(name).get("error").isNull())
                    .as("what is wrong is told to those who signed in only")
                    .isTrue();
            Ward.isCause(ward.examine(name), "container", container + " is stopped", "docker start");
            Console.await("the webhook", () -> told("connection.unhealthy", name));

            Shell.docker("start", container);
            secondsUntil(name, "healthy");
            int before = answered.get();
            Console.await("work to go on", () -> answered.get() > before + 20);
        } finally {
            goesOn.set(false);
            for (Thread one : load) {
                one.join();
            }
        }
        assertThat(health().statusCode()).isEqualTo(200);
        Console.await("the webhook", () -> told("connection.healthy", name));
        for (Map<String, String> call : CALLS) {
            assertThat(call.get("signature"))
                    .isEqualTo("sha256=" + hmac(call.get("timestamp") + "." + call.get("body")));
        }
        JsonNode activity = ward.console.call("GET", "/activity?target=" + name, null);
        assertThat(activity.toString()).contains("connection.unhealthy", "connection.healthy");
        JsonNode kept = ward.console.call("GET", "/connections/" + name + "/health", null);
        assertThat(kept.get("status").asString()).isEqualTo("healthy");
        assertThat(kept.get("history")
                        .valueStream()
                        .mapToInt(s -> s.get("failed").asInt())
                        .sum())
                .isPositive();
    }

    private static Thread loaded(String name, String sql, AtomicBoolean goesOn, AtomicInteger answered) {
        return Thread.ofVirtual().start(() -> {
            while (goesOn.get()) {
                HttpResponse<String> answer = ward.console.send(
                        "POST", "/connections/" + name + "/query", Map.of("sql", sql), "application/json");
                if (answer.statusCode() == 200) {
                    answered.incrementAndGet();
                }
            }
        });
    }

    private static String hmac(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void serversThatHangHoldNoThreadsAndTakeNoSessionOfAPool() {
        int postgres = FreePort.next();
        int mariadb = FreePort.next();
        String one = ward.postgres(postgres);
        String two = ward.mariadb(mariadb);
        create("hanging-postgres", "postgres", postgres);
        create("hanging-mariadb", "mariadb", mariadb);
        secondsUntil("hanging-postgres", "healthy");
        secondsUntil("hanging-mariadb", "healthy");
        for (String name : List.of("hanging-postgres", "hanging-mariadb")) {
            assertThat(ward.console
                            .call("GET", "/connections/" + name + "/pool", null)
                            .get("total")
                            .asInt())
                    .as("sessions of the pool of " + name)
                    .isZero();
        }
        Shell.docker("pause", one, two);
        try {
            assertThat(secondsUntil("hanging-postgres", "unhealthy")).isLessThan(10);
            assertThat(secondsUntil("hanging-mariadb", "unhealthy")).isLessThan(10);
            // From here on: a first failure starts the drivers' timers and the webhook's client, which stay
            int before = threads().size();
            int postgresFailed = failed("hanging-postgres");
            int mariadbFailed = failed("hanging-mariadb");
            Console.await(
                    "several more checks",
                    () -> failed("hanging-postgres") >= postgresFailed + 6
                            && failed("hanging-mariadb") >= mariadbFailed + 6);

            assertThat(threads()).hasSizeLessThan(before + 6);
        } finally {
            Shell.docker("unpause", one, two);
        }
        secondsUntil("hanging-postgres", "healthy");
        secondsUntil("hanging-mariadb", "healthy");
        ward.console.call("DELETE", "/connections/hanging-postgres", null);
        ward.console.call("DELETE", "/connections/hanging-mariadb", null);
    }

    @Test
    void aQuestionOfItsOwnDecidesAndChangesNothing() {
        ward.console.query("shop", "create table if not exists counted (n int)");
        ward.console.call("PUT", "/connections/shop/health", Map.of("intervalMillis", 1000, "query", "select 1 / 0"));
        secondsUntil("shop", "unhealthy");
        assertThat(ward.console
                        .call("GET", "/connections/shop/health", null)
                        .get("error")
                        .asString())
                .contains("division by zero");

        ward.console.call(
                "PUT", "/connections/shop/health", Map.of("query", "insert into counted values (1) returning n"));
        secondsUntil("shop", "healthy");
        assertThat(ward.console.query("shop", "select count(*) from counted")).isEqualTo("0");

        ward.console.call("PUT", "/connections/shop/health", Map.of("query", "", "intervalMillis", 5000));
        HttpResponse<String> refused = ward.console.send(
                "PUT", "/connections/shop/health", Map.of("intervalMillis", 1, "timeoutMillis", 1), "application/json");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("intervalMillis", "timeoutMillis");
    }

    private static void create(String name, String client, int port) {
        Map<String, Object> draft = Ward.draft(client, "127.0.0.1", port);
        draft.put("name", name);
        ward.console.call("POST", "/connections", draft);
    }

    private static int failed(String connection) {
        return ward.console
                .call("GET", "/connections/" + connection + "/health", null)
                .get("history")
                .valueStream()
                .mapToInt(s -> s.get("failed").asInt())
                .sum();
    }

    /**
     * Names of the console's platform threads; of the scheduler's carriers only those that carry something, since how
     * many idle ones it keeps is its own affair (every file that is read may add one).
     */
    private static List<String> threads() {
        return Pattern.compile("(?m)^\"")
                .splitAsStream(ward.console.threadDump())
                .skip(1)
                .filter(one -> !one.startsWith("ForkJoinPool-") || one.contains("Carrying virtual thread"))
                .map(one -> one.substring(0, one.indexOf('"')))
                .toList();
    }
}
