package io.alacran.operation.rest;

import io.alacran.operation.Operation;
import io.alacran.operation.OperationBody;
import io.alacran.operation.Operations;
import io.alacran.problem.ItemList;
import io.alacran.problem.Limit;
import io.alacran.problem.ProblemException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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
    ItemList<OperationBody> recent(@RequestParam(defaultValue = "50") String limit) {
        return ItemList.all(operations.recent(Limit.of(limit, MAX_LIMIT)).stream()
                .map(OperationBody::of)
                .toList());
    }

    @GetMapping(value = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    OperationBody one(@PathVariable String id) {
        return OperationBody.of(get(id));
    }

    /** Sends each new picture as an event named {@code operation}, and ends after the last. */
    @GetMapping(value = "/{id}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter follow(@PathVariable String id) {
        get(id);
        SseEmitter emitter = new SseEmitter(0L);
        // A client that reads slowly must hold up neither the operation nor the others.
        BlockingQueue<Operation> pictures = new LinkedBlockingQueue<>();
        AutoCloseable following = operations.follow(picture -> {
            if (picture.id().equals(id)) {
                pictures.add(picture);
            }
        });
        // After the subscription, so that an end in between is not missed.
        pictures.add(get(id));
        Thread writer = Thread.ofVirtual().name("follow-" + id).start(() -> write(emitter, pictures, following));
        emitter.onError(e -> writer.interrupt());
        emitter.onCompletion(writer::interrupt);
        return emitter;
    }

    private static void write(SseEmitter emitter, BlockingQueue<Operation> pictures, AutoCloseable following) {
        try (following) {
            while (true) {
                Operation newest = pictures.take();
                for (Operation next = newest; next != null; next = pictures.poll()) {
                    newest = next;
                }
                emitter.send(SseEmitter.event().name("operation").data(OperationBody.of(newest)));
                if (newest.ended()) {
                    emitter.complete();
                    return;
                }
            }
        } catch (InterruptedException e) {
            // The client left.
        } catch (Exception e) {
            emitter.completeWithError(e);
        }
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
}
