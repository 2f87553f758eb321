package io.alacran.health.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.alacran.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class HealthWebhookTests {

    private static final String SECRET = "whsec-4711";
    private static final Instant AT = Instant.parse("2026-11-21T02:00:00Z");

    private record Call(String body, String signature, String timestamp, String delivery) {}

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final JsonMapper json = JsonMapper.builder().build();
    private HttpServer receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::take);
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    private void take(HttpExchange call) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(new Call(
                body,
                call.getRequestHeaders().getFirst("X-Alacran-Signature"),
                call.getRequestHeaders().getFirst("X-Alacran-Timestamp"),
                call.getRequestHeaders().getFirst("X-Alacran-Delivery")));
        int status = failures.getAndDecrement() > 0 ? 503 : 204;
        call.getResponseHeaders().add("Location", "/elsewhere");
        call.sendResponseHeaders(status, -1);
        call.close();
    }

    private HealthWebhook webhook() {
        return new HealthWebhook(
                "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook",
                SECRET,
                Duration.ofMillis(5),
                Duration.ofSeconds(10),
                json);
    }

    private static HealthWebhook.Change ill(String connection) {
        return new HealthWebhook.Change(
                "connection.unhealthy", connection, "production", false, "it did not answer", AT);
    }

    @Test
    void aReceiverCanProveWhoSentItAndWhen() {
        webhook().send(ill("shop"));
        Await.until(() -> calls.size() == 1);

        Call call = calls.getFirst();
        assertThat(call.signature())
                .isEqualTo("sha256=" + HealthWebhook.sign(SECRET, call.timestamp() + "." + call.body()));
        assertThat(Long.parseLong(call.timestamp()))
                .isBetween(Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond() + 1);
        JsonNode body = json.readTree(call.body());
        assertThat(body.get("event").asString()).isEqualTo("connection.unhealthy");
        assertThat(body.get("connection").asString()).isEqualTo("shop");
        assertThat(body.get("environment").asString()).isEqualTo("production");
        assertThat(body.get("healthy").asBoolean()).isFalse();
        assertThat(body.get("error").asString()).isEqualTo("it did not answer");
        assertThat(body.get("at").asString()).isEqualTo(AT.toString());
        // RFC 4231, test case 2
        assertThat(HealthWebhook.sign("Jefe", "what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void aReceiverThatFailsIsToldAgainAFewTimesAndThenNoMore() {
        failures.set(2);
        HealthWebhook webhook = webhook();
        webhook.send(ill("shop"));
        Await.until(() -> calls.size() == 3);
        assertThat(calls.stream().map(Call::delivery).distinct()).hasSize(1);

        failures.set(Integer.MAX_VALUE);
        webhook.send(ill("lost"));
        Await.until(() -> calls.size() == 8);
        failures.set(0);
        webhook.send(ill("next"));
        Await.until(() -> calls.size() == 9);

        assertThat(calls.getLast().body()).contains("next");
    }

    @Test
    void aReceiverThatHangsNeverHoldsUpWhoTells() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        receiver.createContext("/slow", call -> {
            try {
                hangs.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            call.close();
        });
        HealthWebhook webhook = new HealthWebhook(
                "http://127.0.0.1:" + receiver.getAddress().getPort() + "/slow",
                SECRET,
                Duration.ofMillis(5),
                Duration.ofSeconds(10),
                json);
        long start = System.nanoTime();

        for (int n = 0; n < 1_000; n++) {
            webhook.send(ill("shop-" + n));
        }

        assertThat((System.nanoTime() - start) / 1e9).isLessThan(2);
        hangs.countDown();
        webhook.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", "HTTP/1.1 200 OK\r\nX-Long: "})
    void aReceiverThatAnswersByteByByteHoldsNobodyForEver(String beginning) throws Exception {
        AtomicInteger came = new AtomicInteger();
        try (ServerSocket drips = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!drips.isClosed()) {
                    try {
                        Socket client = drips.accept();
                        came.incrementAndGet();
                        Thread.ofVirtual().start(() -> drip(client, beginning));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
            HealthWebhook webhook = new HealthWebhook(
                    "http://127.0.0.1:" + drips.getLocalPort() + "/",
                    SECRET,
                    Duration.ofMillis(5),
                    Duration.ofMillis(300),
                    json);

            webhook.send(ill("shop"));

            Await.until(() -> came.get() > 1);
            webhook.close();
        }
    }

    /** A byte each 50 ms, for as long as somebody listens. */
    private static void drip(Socket client, String beginning) {
        try (client;
                OutputStream out = client.getOutputStream()) {
            out.write(beginning.getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write('x');
                out.flush();
                LockSupport.parkNanos(50_000_000);
            }
        } catch (IOException gone) {
            // It has hung up
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "fe80::1", "::ffff:169.254.169.254", "224.0.0.1", "0.0.0.0"})
    void aCloudsMetadataServiceIsNeverCalled(String host) {
        assertThatThrownBy(() -> new NoLinkLocal().resolve(host))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("no webhook is sent there");
    }

    @Test
    void onlyWebAddressesWithoutALoginAreTaken() {
        for (String url : List.of("file:///etc/passwd", "https://user:pw@example.test/", "https:///x")) {
            assertThatThrownBy(() -> new HealthWebhook(url, "", Duration.ofSeconds(1), Duration.ofSeconds(10), json))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ALACRAN_HEALTH_WEBHOOK_URL")
                    .hasMessageNotContaining("pw@");
        }
    }
}
