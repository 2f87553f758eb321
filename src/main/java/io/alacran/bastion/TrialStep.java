package io.alacran.bastion;

import org.jspecify.annotations.Nullable;

/**
 * A step of a trial.
 *
 * @param title what was tried
 * @param result {@code pass}, {@code fail}, {@code skipped} where there is nothing to try it on, or {@code running} as
 *     long as it is under way
 * @param tookMs milliseconds
 * @param found what came of it; empty as long as it runs
 * @param remedy what to do when it did not pass; null otherwise
 */
public record TrialStep(
        String id,
        String title,
        String result,
        long tookMs,
        String found,
        @Nullable String remedy) {

    public static final String PASS = "pass";
    public static final String FAIL = "fail";
    public static final String SKIPPED = "skipped";
    public static final String RUNNING = "running";
}
