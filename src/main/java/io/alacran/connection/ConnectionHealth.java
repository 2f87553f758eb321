package io.alacran.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whether the databases behind the named connections answer: asked in the background, past the pools. */
public interface ConnectionHealth {

    /** How long what was found is kept. */
    Duration KEPT = Duration.ofDays(7);

    /** All connections that are checked, by reference, as they were at their last check; one that had none yet is checked now. */
    SortedMap<String, Health> all();

    /** One as it was at its last check; empty when there was none yet. Never waits. */
    Optional<Health> known(String connection);

    /** What came of the checks since then, oldest first; stretches without checks are left out. */
    List<Stretch> history(String connection, Instant since);

    /** How it is checked; a {@code NOT_FOUND} problem for an unknown name. */
    HealthSettings settings(String connection);

    /**
     * Changes how it is checked.
     *
     * @throws io.alacran.problem.InvalidInputException naming every bad field
     */
    void change(String connection, HealthSettings settings);

    /** Follows the references of connections that were checked, on any thread, until the returned handle is closed. */
    AutoCloseable follow(Consumer<String> checked);

    /**
     * How a connection was at its last check.
     *
     * @param error what was found; null when healthy
     * @param checkedAt when that check ended
     * @param since when it became so
     * @param tookMs how long that check took
     */
    record Health(boolean healthy, @Nullable String error, Instant checkedAt, Instant since, long tookMs) {}

    /**
     * What came of the checks in a stretch of time.
     *
     * @param slowestMs the slowest of those that passed
     * @param error the last one's, if any failed
     */
    record Stretch(
            Instant from,
            Duration length,
            int passed,
            int failed,
            long slowestMs,
            @Nullable String error) {}
}
