package io.alacran.slow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Statements that differ in nothing but their values, as far as they were slow.
 *
 * @param id opaque, the same for the same text of a connection
 * @param sql with {@code ?} for each value, and lists of values of any length as one
 * @param times of its slow runs only
 * @param lastUser who ran it last
 * @param plan the last one that was asked for; null while none was
 */
public record SlowStatement(
        String id,
        String sql,
        SlowTimes times,
        Instant lastSeen,
        String lastUser,
        @Nullable Plan plan) {

    /**
     * How the database said it would run it.
     *
     * @param text null where it never said
     * @param problem why the last attempt gave none, as a sentence; the text is then an older one, if there is any
     */
    public record Plan(@Nullable String text, @Nullable String problem, Instant takenAt) {}
}
