package io.alacran.health.rest;

import io.alacran.activity.ActivityLog;
import io.alacran.connection.ConnectionHealth;
import io.alacran.connection.ConnectionHealth.Health;
import io.alacran.connection.ConnectionHealth.Stretch;
import io.alacran.connection.Connections;
import io.alacran.connection.HealthSettings;
import io.alacran.connection.NamedConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One connection's health: how it is, how it was, and how it is checked. */
@RestController
@RequestMapping("/api/v1/connections/{name}/health")
class ConnectionHealthController {

    private final ConnectionHealth health;
    private final Connections connections;
    private final ActivityLog activity;

    ConnectionHealthController(ConnectionHealth health, Connections connections, ActivityLog activity) {
        this.health = health;
        this.connections = connections;
        this.activity = activity;
    }

    /** @param status {@code healthy}, {@code unhealthy}, or {@code unchecked} when its checks are off */
    record Body(
            String status,
            @Nullable String error,
            @Nullable Instant checkedAt,
            @Nullable Instant since,
            @Nullable Long tookMs,
            Settings settings,
            List<StretchBody> history) {}

    /** What is left out stays as it is. */
    record Settings(
            @Nullable Boolean enabled,
            @Nullable Long intervalMillis,
            @Nullable Long timeoutMillis,
            @Nullable String query) {}

    record StretchBody(
            Instant from,
            long lengthMs,
            int passed,
            int failed,
            long slowestMs,
            @Nullable String error) {

        static StretchBody of(Stretch s) {
            return new StretchBody(s.from(), s.length().toMillis(), s.passed(), s.failed(), s.slowestMs(), s.error());
        }
    }

    /** @param since how far back the history goes; a day unless given */
    @GetMapping
    Body one(@PathVariable String name, @RequestParam @Nullable Instant since) {
        HealthSettings settings = health.settings(name);
        Health found = health.all().get(connections.get(name).reference());
        Instant from = Objects.requireNonNullElse(since, Instant.now().minus(java.time.Duration.ofDays(1)));
        return new Body(
                found == null ? "unchecked" : found.healthy() ? "healthy" : "unhealthy",
                found == null ? null : found.error(),
                found == null ? null : found.checkedAt(),
                found == null ? null : found.since(),
                found == null ? null : found.tookMs(),
                new Settings(settings.enabled(), settings.intervalMillis(), settings.timeoutMillis(), settings.query()),
                health.history(name, from).stream().map(StretchBody::of).toList());
    }

    /** An empty query stands for the driver's own test. */
    @PutMapping
    Body change(@PathVariable String name, @RequestBody Settings asked) {
        HealthSettings present = health.settings(name);
        String query = asked.query() == null ? present.query() : asked.query().isEmpty() ? null : asked.query();
        health.change(
                name,
                new HealthSettings(
                        Objects.requireNonNullElse(asked.enabled(), present.enabled()),
                        Objects.requireNonNullElse(asked.intervalMillis(), present.intervalMillis()),
                        Objects.requireNonNullElse(asked.timeoutMillis(), present.timeoutMillis()),
                        query));
        NamedConnection changed = connections.get(name);
        activity.record("connection.health-settings", changed.name(), Map.of("environment", changed.environment()));
        return one(name, null);
    }
}
