package io.alacran.operation;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** All operations: start one, look at them, follow them. */
public interface Operations {

    /**
     * Starts an operation on a virtual thread of its own and returns at once.
     *
     * @param kind what is done, such as {@code deploy}
     * @param target to what
     * @param steps the names of its steps, in order
     * @param body does the work, step by step; what it throws becomes the outcome
     * @throws io.alacran.problem.ProblemException when another operation on the same target runs
     */
    Operation start(String kind, String target, List<String> steps, Body body);

    /** Takes up one that was cut off by the end of the console, from its first step on, under the same id. */
    Operation resume(Operation cutOff, Body body);

    /**
     * Interrupts one that runs; its body undoes what it did. Does nothing to one that has ended.
     *
     * @throws io.alacran.problem.ProblemException when it is of a kind that cannot safely be cancelled
     */
    void cancel(String id);

    Optional<Operation> find(String id);

    /** The newest first. */
    List<Operation> recent(int limit);

    /** Those that run now. */
    List<Operation> running();

    /** Those that were cut off by the end of the console and were not yet resumed or settled; the oldest first. */
    List<Operation> cutOff();

    /** Ends one that was cut off, with what was made of it. */
    void settle(String id, Operation.State state, String outcome);

    /**
     * Follows all operations, from any thread, until the returned handle is closed; a slow listener delays the operation,
     * so hand over and return.
     */
    AutoCloseable follow(Consumer<Operation> listener);

    /** The work of an operation. */
    @FunctionalInterface
    interface Body {
        /** @return the outcome in one sentence */
        String run(Progress progress) throws Exception;
    }
}
