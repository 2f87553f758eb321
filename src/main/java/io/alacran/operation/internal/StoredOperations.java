package io.alacran.operation.internal;

import io.alacran.account.CurrentUser;
import io.alacran.operation.Operation;
import io.alacran.operation.Operation.State;
import io.alacran.operation.Operations;
import io.alacran.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class StoredOperations implements Operations {

    private static final Logger log = LoggerFactory.getLogger(StoredOperations.class);

    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final List<Consumer<Operation>> followers = new CopyOnWriteArrayList<>();
    private final OperationStore store;
    private final CurrentUser user;

    StoredOperations(OperationStore store, CurrentUser user) {
        this.store = store;
        this.user = user;
    }

    private record Running(LiveOperation live, Thread thread) {}

    @Override
    public synchronized Operation start(String kind, String target, List<String> steps, Body body) {
        for (Operation other : running()) {
            if (other.target().equals(target)) {
                throw new ProblemException(
                        ProblemException.Kind.CONFLICT,
                        "Another operation on \"" + target + "\" is running: " + other.kind() + ", since "
                                + other.startedAt() + ".",
                        "Wait until it has ended, or cancel it.");
            }
        }
        Operation operation = fresh(UUID.randomUUID().toString(), kind, target, steps, user.name());
        store.insert(operation);
        run(operation, body);
        return operation;
    }

    @Override
    public synchronized Operation resume(Operation cutOff, Body body) {
        List<String> steps = cutOff.steps().stream()
                .map(Operation.Step::name)
                .filter(n -> !n.equals("Roll back"))
                .toList();
        Operation again = fresh(cutOff.id(), cutOff.kind(), cutOff.target(), steps, cutOff.startedBy());
        run(again, body);
        return again;
    }

    private static Operation fresh(String id, String kind, String target, List<String> steps, String by) {
        return new Operation(
                id,
                kind,
                target,
                State.RUNNING,
                0,
                steps.stream().map(LiveOperation::pending).toList(),
                null,
                null,
                by,
                LiveOperation.now(),
                null);
    }

    private void run(Operation operation, Body body) {
        LiveOperation live = new LiveOperation(operation, (picture, worthStoring) -> {
            if (worthStoring) {
                store.update(picture);
            }
            tell(picture);
        });
        Thread thread = Thread.ofVirtual().name("operation-" + operation.id()).unstarted(() -> work(live, body));
        running.put(operation.id(), new Running(live, thread));
        tell(operation);
        thread.start();
    }

    private void work(LiveOperation live, Body body) {
        Operation ended;
        try {
            ended = live.succeed(body.run(live));
        } catch (ProblemException e) {
            ended = live.fail(String.valueOf(e.getMessage()), e.remedy());
        } catch (InterruptedException e) {
            ended = live.fail("It was cancelled.", null);
        } catch (Throwable e) {
            // Errors too: whatever happens, the target must not stay busy for ever.
            log.error("operation {} failed unexpectedly", live.operationId(), e);
            ended = live.fail("It failed unexpectedly: " + e, "The console's log has the details.");
        }
        // What follows is not to be cut short by a late cancel.
        Thread.interrupted();
        try {
            store.update(ended);
        } finally {
            running.remove(ended.id());
        }
        log.info(
                "{} of {} - {} - {}",
                ended.kind(),
                ended.target(),
                ended.state().word(),
                ended.outcome());
        tell(ended);
    }

    @Override
    public void cancel(String id) {
        Running found = running.get(id);
        if (found == null) {
            return;
        }
        if (!found.live().now(State.RUNNING).cancellable()) {
            throw new ProblemException(
                    ProblemException.Kind.CONFLICT,
                    "This operation cannot be cancelled: half of it would be worse than all of it.",
                    "Wait until it has ended.");
        }
        found.thread().interrupt();
    }

    @Override
    public Optional<Operation> find(String id) {
        Running live = running.get(id);
        return live == null ? store.find(id) : Optional.of(live.live().now(State.RUNNING));
    }

    @Override
    public List<Operation> recent(int limit) {
        return store.recent(limit).stream()
                .map(o -> running.containsKey(o.id()) ? find(o.id()).orElse(o) : o)
                .toList();
    }

    @Override
    public List<Operation> running() {
        return running.values().stream().map(r -> r.live().now(State.RUNNING)).toList();
    }

    @Override
    public List<Operation> cutOff() {
        return store.notEnded().stream()
                .filter(o -> !running.containsKey(o.id()))
                .toList();
    }

    @Override
    public void settle(String id, State state, String outcome) {
        Operation cut = store.find(id).orElseThrow();
        Operation settled = new Operation(
                cut.id(),
                cut.kind(),
                cut.target(),
                state,
                cut.progress(),
                cut.steps().stream().map(s -> LiveOperation.cutOff(s, state)).toList(),
                outcome,
                null,
                cut.startedBy(),
                cut.startedAt(),
                LiveOperation.now());
        store.update(settled);
        tell(settled);
    }

    @Override
    public AutoCloseable follow(Consumer<Operation> listener) {
        followers.add(listener);
        return () -> followers.remove(listener);
    }

    private void tell(Operation picture) {
        for (Consumer<Operation> follower : followers) {
            try {
                follower.accept(picture);
            } catch (RuntimeException e) {
                log.warn("a follower of operations failed", e);
            }
        }
    }
}
