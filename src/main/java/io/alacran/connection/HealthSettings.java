package io.alacran.connection;

import org.jspecify.annotations.Nullable;

/**
 * How a connection is checked in the background.
 *
 * @param enabled whether it is at all
 * @param intervalMillis from the beginning of one check to that of the next; 1,000 to 86,400,000
 * @param timeoutMillis the most that one check may take before it counts as failed; 100 to 60,000
 * @param query what is asked; null for the driver's own test, which is the quickest
 */
public record HealthSettings(
        boolean enabled,
        long intervalMillis,
        long timeoutMillis,
        @Nullable String query) {}
