package io.alacran.slow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * What was slow on each connection, as its {@code slowStatementMillis} says. Every method that names a connection throws
 * {@code NOT_FOUND} when there is none.
 */
public interface SlowStatements {

    /** How long it is kept. */
    Duration KEPT = Duration.ofDays(30);

    /** The most texts of a connection; a new one then takes the place of the one that was slow longest ago. */
    int MOST = 500;

    /**
     * Those that were slow since then, the one that took the most time together first.
     *
     * @param since counted in whole hours; what is older than {@link #KEPT} is gone
     */
    List<SlowStatement> list(String connection, Instant since);

    /** @throws io.alacran.problem.ProblemException {@code NOT_FOUND} where it was not slow since then */
    SlowStatement get(String connection, String id, Instant since);

    /**
     * How slow it was by time, the earliest first.
     *
     * @param length of each stretch, in whole hours; they begin at multiples of it since 1970
     */
    List<SlowStretch> history(String connection, String id, Instant since, Duration length);

    /**
     * Asks the database for the plan of its last run, without running it, and keeps what came of it.
     *
     * @throws io.alacran.problem.ProblemException saying why there is none
     */
    SlowStatement.Plan takePlan(String connection, String id);

    /** @throws io.alacran.problem.ProblemException {@code NOT_FOUND} where there is none such */
    void forget(String connection, String id);

    /** All of a connection; says how many there were. */
    int forgetAll(String connection);

    /** Hears the name of a connection of which something changed, until the handle is closed. */
    AutoCloseable follow(Consumer<String> listener);
}
