package io.alacran;

import io.alacran.operation.Operation;
import io.alacran.operation.Operations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What {@link Operations} does in tests: operations in memory that do nothing by themselves: a test says how they go on. */
public class FakeOperations {

    private final Map<String, Operation> byId = new LinkedHashMap<>();
    private final List<Consumer<Operation>> followers = new CopyOnWriteArrayList<>();

    public synchronized Operation start(String kind, String target, List<String> steps, Operations.Body body) {
        List<Operation.Step> pending = steps.stream()
                .map(name -> new Operation.Step(name, Operation.State.PENDING, 0, null, null, null, List.of()))
                .toList();
        Operation started = new Operation(
                UUID.randomUUID().toString(),
                kind,
                target,
                Operation.State.RUNNING,
                0,
                pending,
                null,
                null,
                "admin",
                Instant.now(),
                null);
        publish(started);
        return started;
    }

    /** Lets the world see this state of an operation. */
    public void publish(Operation operation) {
        synchronized (this) {
            byId.put(operation.id(), operation);
        }
        followers.forEach(follower -> follower.accept(operation));
    }

    /** Ends an operation. */
    public void end(
            Operation operation,
            Operation.State state,
            String outcome,
            @org.jspecify.annotations.Nullable String remedy) {
        publish(new Operation(
                operation.id(),
                operation.kind(),
                operation.target(),
                state,
                1,
                operation.steps(),
                outcome,
                remedy,
                operation.startedBy(),
                operation.startedAt(),
                Instant.now()));
    }

    public synchronized Optional<Operation> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public synchronized List<Operation> recent(int limit) {
        return new ArrayList<>(byId.values()).reversed().stream().limit(limit).toList();
    }

    public synchronized List<Operation> running() {
        return byId.values().stream().filter(o -> !o.ended()).toList();
    }

    public List<Operation> cutOff() {
        return List.of();
    }

    public AutoCloseable follow(Consumer<Operation> listener) {
        followers.add(listener);
        return () -> followers.remove(listener);
    }

    /** Forgets everything, between tests. */
    public synchronized void clear() {
        byId.clear();
    }
}
