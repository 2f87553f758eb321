package io.alacran.database.rest;

import io.alacran.database.Databases;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private static final int SECONDS_BETWEEN_LOOKS = 5;

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
            CountDownLatch end = new CountDownLatch(1);
            try (AutoCloseable _ = databases.logs(
                    name,
                    Math.clamp(tail, 0, MAX_TAIL),
                    follow,
                    line -> {
                        try {
                            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                        } catch (IOException e) {
                            end.countDown();
                            throw new UncheckedIOException(e);
                        }
                    },
                    end::countDown)) {
                // Spring ignores a flush of the stream itself. Flushed from here, so that a burst of lines is one
                // write, and a client that left is noticed.
                while (!end.await(follow ? 1 : SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS)) {
                    response.flushBuffer();
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
}
