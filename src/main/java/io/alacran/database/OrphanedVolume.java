package io.alacran.database;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A volume that no managed database uses. It can be given to a new database of the same engine and version, which then
 * has its data and its login.
 *
 * @param name the volume's name on the engine
 * @param formerName the database it belonged to
 * @param loginKnown whether the console still knows the login; without it the volume cannot be given away
 * @param retainedAt when its database was removed; null when that is not known
 */
public record OrphanedVolume(
        String name,
        String engine,
        String version,
        String formerName,
        boolean loginKnown,
        @Nullable Instant retainedAt) {}
