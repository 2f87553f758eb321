package io.alacran.database;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to deploy. Whatever is null gets the engine's default; a missing password is generated.
 *
 * @param name 1 to 40 of a-z, 0-9 and {@code -}; the container is called {@code srv-alacran--NAME}
 * @param engine an engine's id, such as {@code postgres}
 * @param env further environment variables for the container
 * @param volume the name of an orphaned volume of the same engine to use instead of a new one
 */
public record DeployRequest(
        @Nullable String name,
        @Nullable String engine,
        @Nullable String version,
        @Nullable String description,
        @Nullable Map<String, String> env,
        @Nullable List<PortMapping> ports,
        @Nullable Limits limits,
        @Nullable String databaseName,
        @Nullable String username,
        @Nullable String password,
        @Nullable String volume) {

    /**
     * What the container may use at most.
     *
     * @param memoryBytes null for no limit
     * @param cpus such as 0.5; null for no limit
     */
    public record Limits(
            @Nullable Long memoryBytes, @Nullable Double cpus) {

        /** Whether there is no limit at all. */
        public boolean none() {
            return memoryBytes == null && cpus == null;
        }
    }

    /** A request with a name and an engine, all else by default. */
    public static DeployRequest of(String name, String engine) {
        return new DeployRequest(name, engine, null, null, null, null, null, null, null, null, null);
    }
}
