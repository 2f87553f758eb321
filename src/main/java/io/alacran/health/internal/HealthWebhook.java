package io.alacran.health.internal;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts changes of health to the address that {@code alacran.health.webhook.url} names, one after the other, from a thread
 * of its own. {@code X-Alacran-Signature} is {@code sha256=} and the HMAC-SHA256, in hexadecimal, of the value of
 * {@code X-Alacran-Timestamp} (seconds since 1970), a full stop and the body, so that a receiver knows both the sender and
 * the age. Anything but a 2xx status is tried again, a few times.
 */
@Component
class HealthWebhook {

    private static final Logger log = LoggerFactory.getLogger(HealthWebhook.class);

    /** Beyond this many the oldest waits no longer. */
    private static final int MOST_WAITING = 100;

    private static final int ATTEMPTS = 5;
    /** From the first byte sent to the last one read, however slowly they come. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final @Nullable URI url;
    private final String secret;
    private final Duration firstPause;
    private final Duration patience;
    private final JsonMapper json;
    private final BlockingQueue<Change> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final CloseableHttpClient http;
    private final @Nullable Thread sender;

    @Autowired
    HealthWebhook(
            @Value("${alacran.health.webhook.url:}") String url,
            @Value("${alacran.health.webhook.secret:}") String secret,
            JsonMapper json) {
        this(url, secret, Duration.ofSeconds(1), PATIENCE, json);
    }

    /**
     * @param firstPause before the second attempt; each later one is four times as long
     * @param patience how long one attempt may take
     */
    HealthWebhook(String url, String secret, Duration firstPause, Duration patience, JsonMapper json) {
        this.url = url.isBlank() ? null : checked(url);
        this.secret = secret;
        this.firstPause = firstPause;
        this.patience = patience;
        Timeout each = Timeout.of(patience);
        this.json = json;
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new NoLinkLocal())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(each)
                                .setSocketTimeout(each)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(each).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .build();
        this.sender = this.url == null
                ? null
                : Thread.ofVirtual().name("health-webhook").start(this::sendAll);
    }

    /** The body of a call. */
    record Change(
            String event,
            String connection,
            String environment,
            boolean healthy,
            @Nullable String error,
            Instant at) {}

    /** Never waits: what does not fit any more is left out. */
    void send(Change change) {
        if (url != null && !waiting.offer(change)) {
            Change dropped = waiting.poll();
            log.warn("the webhook cannot keep up, {} is not sent", dropped);
            waiting.offer(change);
        }
    }

    private static URI checked(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            // Without the address, which may have a token in it
            throw new IllegalStateException("ALACRAN_HEALTH_WEBHOOK_URL is not an address: " + e.getReason());
        }
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IllegalStateException("ALACRAN_HEALTH_WEBHOOK_URL '" + uri.getScheme()
                    + ":…' is not an http or https address with a host and without a login.");
        }
        return uri;
    }

    private void sendAll() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Change change = waiting.take();
                try {
                    sendAgainAndAgain(change);
                } catch (RuntimeException e) {
                    log.warn("{} - the webhook could not be told of {}", change.connection(), change.event(), e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendAgainAndAgain(Change change) throws InterruptedException {
        String body = json.writeValueAsString(change);
        String delivery = UUID.randomUUID().toString();
        Duration pause = firstPause;
        for (int attempt = 1; ; attempt++) {
            String failure = post(body, delivery);
            if (failure.isEmpty()) {
                return;
            }
            if (attempt == ATTEMPTS) {
                log.warn(
                        "{} - the webhook was not told of {} after {} attempts: {}",
                        change.connection(),
                        change.event(),
                        ATTEMPTS,
                        failure);
                return;
            }
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            pause = pause.multipliedBy(4);
        }
    }

    /** @return why it failed, empty when it did not */
    private String post(String body, String delivery) {
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        HttpPost post = new HttpPost(java.util.Objects.requireNonNull(url));
        post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        post.setHeader("User-Agent", "Alacran");
        post.setHeader("X-Alacran-Delivery", delivery);
        post.setHeader("X-Alacran-Timestamp", timestamp);
        if (!secret.isEmpty()) {
            post.setHeader("X-Alacran-Signature", "sha256=" + sign(secret, timestamp + "." + body));
        }
        // Timeouts of the socket begin anew with each byte, so they alone would wait for ever
        AtomicBoolean late = new AtomicBoolean();
        Thread deadline = Thread.ofVirtual().name("health-webhook-deadline").start(() -> {
            try {
                Thread.sleep(patience);
                late.set(true);
                post.cancel();
            } catch (InterruptedException answered) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            int status = http.execute(post, response -> response.getCode());
            return status >= 200 && status < 300 ? "" : "status " + status;
        } catch (IOException | RuntimeException e) {
            return late.get()
                    ? "its answer did not end within " + patience.toMillis() + " ms"
                    : String.valueOf(e.getMessage());
        } finally {
            deadline.interrupt();
        }
    }

    static String sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HmacSHA256", e);
        }
    }

    @PreDestroy
    void close() throws IOException {
        if (sender != null) {
            sender.interrupt();
        }
        http.close();
    }
}
