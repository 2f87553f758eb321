package io.alacran.cli.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API of one console. Every call that does not succeed becomes a {@link Failure}. */
public final class Console {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final int CLIENT_ERRORS = 400;
    private static final int REDIRECTS = 300;
    private static final JsonMapper JSON = new JsonMapper();

    private final Login login;
    // Redirects are not followed: the token is for this address.
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    public Console(Login login) {
        this.login = login;
    }

    public String url() {
        return login.url();
    }

    /** Reads something. */
    public JsonNode get(String path) {
        return call("GET", path, null);
    }

    /** Changes something; an answer without a body is a missing node. */
    public JsonNode call(String method, String path, @Nullable Object body) {
        try (InputStream answer = open(request(path, "application/json").timeout(ANSWER), method, body)
                .body()) {
            byte[] bytes = answer.readAllBytes();
            return bytes.length == 0 ? JSON.missingNode() : JSON.readTree(bytes);
        } catch (JacksonException e) {
            throw Failure.noConsole(
                    login.url() + " answered with something that is not JSON, so it may not be an Alacran console.",
                    "Check the address: ./alacran cli login --url URL, or ALACRAN_URL.");
        } catch (IOException e) {
            throw brokeOff(e);
        }
    }

    /** A text that is sent as it is, such as YAML. */
    public record Document(String contentType, String text) {}

    /** Begins an answer that comes bit by bit, for as long as it takes. */
    public HttpResponse<InputStream> stream(String method, String path, String accept, @Nullable Object body) {
        return open(request(path, accept), method, body);
    }

    /** What to say when an answer ended before its end. */
    public Failure brokeOff(IOException e) {
        return Failure.noConsole(
                "The answer of " + login.url() + " broke off before its end (" + word(e) + ").",
                "The console's log may say why; what was printed is not complete.");
    }

    /** A name as a part of a path. */
    public static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path, String accept) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(login.url() + "/api/v1" + path))
                .header("Accept", accept)
                .header("User-Agent", "alacran-cli");
        return login.token() == null ? request : request.header("Authorization", "Bearer " + login.token());
    }

    private HttpResponse<InputStream> open(HttpRequest.Builder request, String method, @Nullable Object body) {
        if (body != null) {
            request.header(
                    "Content-Type", body instanceof Document document ? document.contentType() : "application/json");
        }
        HttpRequest made = request.method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(
                                        body instanceof Document document
                                                ? document.text().getBytes(StandardCharsets.UTF_8)
                                                : JSON.writeValueAsBytes(body)))
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(made, BodyHandlers.ofInputStream());
            if (answer.statusCode() < REDIRECTS) {
                return answer;
            }
            try (InputStream error = answer.body()) {
                throw refusal(answer, new String(error.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (HttpConnectTimeoutException e) {
            throw unreachable(e);
        } catch (HttpTimeoutException e) {
            throw Failure.noConsole(
                    login.url() + " took the request but gave no answer within " + ANSWER.toSeconds() + " s.",
                    "Look at the console's log, then try again.");
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.of("Interrupted.", null);
        }
    }

    private Failure refusal(HttpResponse<?> answer, String body) {
        if (answer.statusCode() < CLIENT_ERRORS) {
            return Failure.noConsole(
                    login.url() + " sends elsewhere: "
                            + Text.safe(answer.headers().firstValue("Location").orElse("it does not say where")) + ".",
                    "If that is the console, use its address: ./alacran cli login --url URL.");
        }
        return Failure.ofAnswer(
                login.url(),
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(""),
                body);
    }

    private Failure unreachable(IOException e) {
        return Failure.noConsole(
                "No console answers at " + login.url() + " (" + word(e) + ").",
                "Is it running? ./alacran up starts one. If it is elsewhere: ./alacran cli login --url URL, or ALACRAN_URL.");
    }

    private static String word(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "that host is unknown";
            }
        }
        return switch (e) {
            case HttpConnectTimeoutException _ -> "no connection within " + CONNECT.toSeconds() + " s";
            case ConnectException _ -> "connection refused";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : Text.safe(e.getMessage());
        };
    }
}
