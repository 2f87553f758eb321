package io.alacran.docker;

import org.jspecify.annotations.Nullable;

/**
 * What the Docker engine answered, or why it did not.
 *
 * @param reachable whether the engine answers and lets the console work
 * @param host where it was looked for, such as {@code unix:///var/run/docker.sock}
 * @param version the engine's version, such as {@code 20.10.24}; null when not reachable
 * @param apiVersion the API version both sides agreed on, such as {@code 1.41}; null when not reachable
 * @param operatingSystem as the engine names it; null when not reachable
 * @param swarm whether the engine is an active member of a swarm
 * @param cores how many the engine's machine has; 0 when not reachable
 * @param found what was found when it is not reachable; null otherwise
 * @param remedy what to do about it; null when reachable
 */
public record EngineStatus(
        boolean reachable,
        String host,
        @Nullable String version,
        @Nullable String apiVersion,
        @Nullable String operatingSystem,
        boolean swarm,
        int cores,
        @Nullable String found,
        @Nullable String remedy) {}
