package io.alacran.database.rest;

import io.alacran.database.Databases;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** A database's log as a stream of text. */
@RestController
@RequestMapping("/api/v1/databases/{name}/logs")
class LogController {

    private static final int MAX_TAIL = 100_000;
    private static final int LINES_AHEAD = 1_000;
    private static final int MILLIS_BETWEEN_LOOKS = 500;

    private final Databases databases;

    LogController(Databases databases) {
        this.databases = databases;
    }

    /** Oldest line first; with {@code follow} it goes on until the client closes. */
    @GetMapping
    ResponseEntity<StreamingResponseBody> logs(
            @PathVariable String name,
            @RequestParam(defaultValue = "false") boolean follow,
            @RequestParam(defaultValue = "500") int tail,
            HttpServletResponse response) {
        databases.get(name);
        StreamingResponseBody body = out -> {
            // The engine's thread waits when the client reads slowly; only this one writes.
            BlockingQueue<String> lines = new ArrayBlockingQueue<>(LINES_AHEAD);
            AtomicBoolean ended = new AtomicBoolean();
            try (AutoCloseable _ = databases.logs(
                    name, Math.clamp(tail, 0, MAX_TAIL), follow, line -> put(lines, line), () -> ended.set(true))) {
                while (true) {
                    boolean last = ended.get();
                    String line = lines.poll(last ? 0 : MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
                    if (line != null) {
                        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                    } else if (last) {
                        return;
                    } else {
                        // Spring ignores a flush of the stream itself.
                        response.flushBuffer();
                    }
                }
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        };
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(body);
    }

    private static void put(BlockingQueue<String> lines, String line) {
        try {
            lines.put(line);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
