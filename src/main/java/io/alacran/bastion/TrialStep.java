package io.alacran.bastion;

import org.jspecify.annotations.Nullable;

/**
 * A step of a trial.
 *
 * @param title what was tried
 * @param result {@code pass}, {@code fail} or {@code skipped}
 * @param tookMs milliseconds
 * @param found what came of it
 * @param remedy what to do when it failed; null otherwise
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
}
