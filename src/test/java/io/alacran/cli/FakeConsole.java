package io.alacran.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Plays the API's contract on a real port, and remembers what it was asked. */
final class FakeConsole implements AutoCloseable {

    static final String TOKEN = "alc_a-good-token";

    /** What it was asked. */
    record Asked(String call, String authorization, String body) {}

    /** Answers one call. */
    interface Answer {
        void to(HttpExchange exchange) throws Exception;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    FakeConsole() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Asked> asked() {
        return asked;
    }

    /** @param call such as {@code GET /databases}, without a query string */
    FakeConsole on(String call, Answer answer) {
        answers.put(call, answer);
        return this;
    }

    FakeConsole json(String call, String body) {
        return on(call, e -> send(e, 200, "application/json", body));
    }

    FakeConsole problem(String call, int status, String body) {
        return on(call, e -> send(e, status, "application/problem+json", body));
    }

    /** Sends pictures of an operation as events, then ends. */
    FakeConsole events(String call, String... pictures) {
        return on(call, e -> {
            if (!"text/event-stream".equals(e.getRequestHeaders().getFirst("Accept"))) {
                send(e, 200, "application/json", pictures[pictures.length - 1]);
                return;
            }
            try (OutputStream out = begin(e, "text/event-stream")) {
                for (String picture : pictures) {
                    out.write(("event:operation\ndata:" + picture + "\n\n").getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            }
        });
    }

    static OutputStream begin(HttpExchange exchange, String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath().replaceFirst("^/api/v1", "");
        String query = exchange.getRequestURI().getRawQuery();
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String call = exchange.getRequestMethod() + " " + path;
        asked.add(new Asked(
                query == null ? call : call + "?" + query,
                authorization,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Answer answer = answers.getOrDefault(
                call, e -> send(e, 404, "application/problem+json", "{\"detail\":\"There is no " + path + ".\"}"));
        if (!authorization.equals("Bearer " + TOKEN) && !path.equals("/setup")) {
            answer = e -> send(e, 401, "application/problem+json", "{\"detail\":\"The API token is not known.\"}");
        }
        try {
            answer.to(exchange);
        } catch (Exception e) {
            // Without a close, which would send the regular end, the server breaks the connection off.
            throw new IOException(e);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
