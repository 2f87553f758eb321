package io.alacran.connection;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the doctor found.
 *
 * @param healthy whether every check passed
 * @param checks in order; after the first failure the rest is skipped
 */
public record Diagnosis(boolean healthy, List<Check> checks) {

    /** The check that found the cause; empty when all is well. */
    public Optional<Check> cause() {
        return checks.stream().filter(c -> c.result() == Result.FAIL).findFirst();
    }

    /** How a check ended. */
    public enum Result {
        PASS,
        FAIL,
        SKIPPED;

        /** The word used over the API. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One check.
     *
     * @param id stable, such as {@code sign-in}
     * @param title for people
     * @param found what was seen
     * @param remedy what to do about it; null unless it failed
     * @param hostKey the fingerprint of the SSH server's key, where to trust it is the remedy; else null
     */
    public record Check(
            String id,
            String title,
            Result result,
            long tookMs,
            String found,
            @Nullable String remedy,
            @Nullable String hostKey) {}
}
