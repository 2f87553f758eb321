package io.alacran.operation.internal;

import io.alacran.operation.Operation;
import io.alacran.operation.Operation.State;
import io.alacran.operation.Operation.Step;
import io.alacran.operation.Progress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An operation while it runs: takes the body's words and hands on a new picture after each. */
final class LiveOperation implements Progress {

    /** Bars need no more pictures than that; steps and messages are always handed on. */
    private static final long MILLIS_BETWEEN_PICTURES = 200;

    private final Operation first;
    private final List<Step> steps;
    private final BiConsumer<Operation, Boolean> picture;
    private int present = -1;
    private boolean rollingBack;
    private long lastPicture;

    /** @param picture gets each new picture, and whether it is worth storing */
    LiveOperation(Operation first, BiConsumer<Operation, Boolean> picture) {
        this.first = first;
        this.steps = new ArrayList<>(first.steps());
        this.picture = picture;
    }

    @Override
    public String operationId() {
        return first.id();
    }

    @Override
    public synchronized void step(String name) {
        endPresent(State.SUCCEEDED);
        int next = present + 1;
        while (next < steps.size() && !steps.get(next).name().equals(name)) {
            next++;
        }
        // A step that was not foreseen, such as the undoing of others, goes after the present one.
        if (next == steps.size()) {
            next = present + 1;
            steps.add(next, pending(name));
        }
        present = next;
        steps.set(present, new Step(name, State.RUNNING, 0, now(), null, null, List.of()));
        hand(true);
    }

    @Override
    public synchronized void message(String message) {
        change(s -> new Step(s.name(), s.state(), s.progress(), s.startedAt(), s.endedAt(), message, s.parts()));
        hand(true);
    }

    @Override
    public synchronized void advance(double fraction, List<Operation.Part> parts) {
        double bounded = Math.clamp(fraction, 0, 1);
        change(s -> new Step(s.name(), s.state(), bounded, s.startedAt(), s.endedAt(), s.message(), parts));
        if (System.currentTimeMillis() - lastPicture >= MILLIS_BETWEEN_PICTURES) {
            hand(false);
        }
    }

    @Override
    public synchronized void rollingBack(String why) {
        rollingBack = true;
        message(why);
        endPresent(State.FAILED);
        present++;
        steps.add(present, new Step("Roll back", State.RUNNING, 0, now(), null, null, List.of()));
        hand(true);
    }

    synchronized Operation succeed(String outcome) {
        endPresent(State.SUCCEEDED);
        return ended(State.SUCCEEDED, outcome, null);
    }

    synchronized Operation fail(String outcome, @Nullable String remedy) {
        endPresent(rollingBack ? State.SUCCEEDED : State.FAILED);
        return ended(rollingBack ? State.ROLLED_BACK : State.FAILED, outcome, remedy);
    }

    synchronized Operation now(State state) {
        return operation(state, null, null, null);
    }

    static double progress(State state, List<Step> steps) {
        if (state == State.SUCCEEDED || steps.isEmpty()) {
            return state == State.SUCCEEDED ? 1 : 0;
        }
        double done = 0;
        for (Step step : steps) {
            done += step.state() == State.RUNNING ? step.progress() : step.state() == State.PENDING ? 0 : 1;
        }
        return done / steps.size();
    }

    static Step pending(String name) {
        return new Step(name, State.PENDING, 0, null, null, null, List.of());
    }

    /** A step of an operation that was cut off and settled: how it went is as the operation's end says. */
    static Step cutOff(Step step, State end) {
        if (step.state() != State.RUNNING && step.state() != State.PENDING) {
            return step;
        }
        State state = end == State.SUCCEEDED ? State.SUCCEEDED : State.FAILED;
        Instant startedAt = step.startedAt();
        return new Step(step.name(), state, 1, startedAt, startedAt, "The console was cut off here.", List.of());
    }

    private Operation ended(State state, String outcome, @Nullable String remedy) {
        steps.removeIf(s -> s.state() == State.PENDING);
        return operation(state, outcome, remedy, now());
    }

    private Operation operation(
            State state, @Nullable String outcome, @Nullable String remedy, @Nullable Instant endedAt) {
        return new Operation(
                first.id(),
                first.kind(),
                first.target(),
                state,
                progress(state, steps),
                List.copyOf(steps),
                outcome,
                remedy,
                first.startedBy(),
                first.startedAt(),
                endedAt);
    }

    private void endPresent(State state) {
        change(s ->
                s.endedAt() != null ? s : new Step(s.name(), state, 1, s.startedAt(), now(), s.message(), List.of()));
    }

    private void change(java.util.function.UnaryOperator<Step> change) {
        if (present >= 0) {
            steps.set(present, change.apply(steps.get(present)));
        }
    }

    private void hand(boolean store) {
        lastPicture = System.currentTimeMillis();
        picture.accept(now(State.RUNNING), store);
    }

    /** As exact as every store keeps it. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
