package io.alacran.operation.rest;

import io.alacran.operation.Operation;
import io.alacran.operation.OperationBody;
import io.alacran.operation.Operations;
import io.alacran.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Operations: look at one, follow it, cancel it. */
@RestController
@RequestMapping("/api/v1/operations")
class OperationController {

    private static final int MAX_LIMIT = 200;

    private final Operations operations;

    OperationController(Operations operations) {
        this.operations = operations;
    }

    @GetMapping
    Map<String, List<OperationBody>> recent(@RequestParam(defaultValue = "50") int limit) {
        return Map.of(
                "items",
                operations.recent(Math.clamp(limit, 1, MAX_LIMIT)).stream()
                        .map(OperationBody::of)
                        .toList());
    }

    @GetMapping(value = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    OperationBody one(@PathVariable String id) {
        return OperationBody.of(get(id));
    }

    /** Sends each new picture as an event named {@code operation}, and ends after the last. */
    @GetMapping(value = "/{id}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter follow(@PathVariable String id) throws IOException {
        get(id);
        SseEmitter emitter = new SseEmitter(0L);
        AutoCloseable following = operations.follow(picture -> {
            if (picture.id().equals(id)) {
                send(emitter, picture);
            }
        });
        Runnable stop = () -> {
            try {
                following.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
        emitter.onCompletion(stop);
        emitter.onError(e -> stop.run());
        // After the subscription, so that an end in between is not missed.
        send(emitter, get(id));
        return emitter;
    }

    @DeleteMapping("/{id}")
    ResponseEntity<OperationBody> cancel(@PathVariable String id) {
        get(id);
        operations.cancel(id);
        return ResponseEntity.accepted().body(OperationBody.of(get(id)));
    }

    private Operation get(String id) {
        return operations
                .find(id)
                .orElseThrow(() -> new ProblemException(
                        ProblemException.Kind.NOT_FOUND, "There is no operation with the id \"" + id + "\"."));
    }

    private static void send(SseEmitter emitter, Operation picture) {
        try {
            emitter.send(SseEmitter.event().name("operation").data(OperationBody.of(picture)));
            if (picture.ended()) {
                emitter.complete();
            }
        } catch (IOException | IllegalStateException e) {
            emitter.completeWithError(e);
        }
    }
}
