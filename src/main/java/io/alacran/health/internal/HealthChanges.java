package io.alacran.health.internal;

import io.alacran.activity.ActivityLog;
import io.alacran.connection.ConnectionHealth.Health;
import io.alacran.connection.NamedConnection;
import io.alacran.health.internal.HealthStore.Known;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Notices that a connection became healthy or ill, and tells: in the audit log and by webhook. */
@Component
class HealthChanges {

    private final HealthStore store;
    private final ActivityLog activity;
    private final HealthWebhook webhook;

    HealthChanges(HealthStore store, ActivityLog activity, HealthWebhook webhook) {
        this.store = store;
        this.activity = activity;
        this.webhook = webhook;
    }

    /** Takes up what a check found; the first check of a connection is news only if it fails. */
    synchronized Health of(NamedConnection connection, Optional<String> error, Instant at, long tookMs) {
        boolean healthy = error.isEmpty();
        Known before = store.state(connection.id()).orElse(null);
        if (before != null && before.healthy() == healthy) {
            return new Health(healthy, error.orElse(null), at, before.since(), tookMs);
        }
        store.keep(connection.id(), new Known(healthy, error.orElse(null), at));
        if (before != null || !healthy) {
            String event = healthy ? "connection.healthy" : "connection.unhealthy";
            activity.record(event, connection.name(), details(connection, error));
            webhook.send(new HealthWebhook.Change(
                    event, connection.name(), connection.environment(), healthy, error.orElse(null), at));
        }
        return new Health(healthy, error.orElse(null), at, at, tookMs);
    }

    private static Map<String, String> details(NamedConnection connection, Optional<String> error) {
        return error.map(e -> Map.of("environment", connection.environment(), "error", e))
                .orElse(Map.of("environment", connection.environment()));
    }
}
