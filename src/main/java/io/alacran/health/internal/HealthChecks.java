package io.alacran.health.internal;

import io.alacran.connection.ConnectionHealth;
import io.alacran.connection.Connections;
import io.alacran.connection.HealthSettings;
import io.alacran.connection.NamedConnection;
import io.alacran.database.DatabaseEvent;
import io.alacran.uikit.Broadcaster;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Checks each connection when its time has come. There is one check at a time for each: one that hangs counts as failed
 * after its timeout, and the next begins only when it has ended, so that nothing piles up.
 */
@Component
class HealthChecks implements ConnectionHealth {

    private static final Logger log = LoggerFactory.getLogger(HealthChecks.class);

    private static final int LONGEST = 500;

    private final Connections connections;
    private final HealthStore store;
    private final HealthHistory history;
    private final HealthDefaults defaults;
    private final HealthChanges changes;
    private final BiFunction<NamedConnection, HealthSettings, Optional<String>> probe;
    private final Clock clock;
    /** These by the connections' ids: another one that gets the name is another one. */
    private final ConcurrentHashMap<String, CompletableFuture<Health>> underWay = new ConcurrentHashMap<>();

    private final ConcurrentHashMap<String, Instant> due = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Health> found = new ConcurrentHashMap<>();
    private final Broadcaster<String> news = new Broadcaster<>();

    @Autowired
    HealthChecks(
            Connections connections,
            HealthStore store,
            HealthHistory history,
            HealthDefaults defaults,
            HealthChanges changes,
            HealthProbe probe) {
        this(connections, store, history, defaults, changes, probe::ask, Clock.systemUTC());
    }

    HealthChecks(
            Connections connections,
            HealthStore store,
            HealthHistory history,
            HealthDefaults defaults,
            HealthChanges changes,
            BiFunction<NamedConnection, HealthSettings, Optional<String>> probe,
            Clock clock) {
        this.connections = connections;
        this.store = store;
        this.history = history;
        this.defaults = defaults;
        this.changes = changes;
        this.probe = probe;
        this.clock = clock;
        connections.follow(() -> forgetAllBut(connections.list()));
    }

    @Override
    public SortedMap<String, Health> all() {
        Map<String, HealthSettings> own = store.settings();
        SortedMap<String, CompletableFuture<Health>> answers = new TreeMap<>();
        for (NamedConnection connection : connections.list()) {
            HealthSettings settings = own.getOrDefault(connection.id(), defaults.usual());
            if (settings.enabled()) {
                Health known = found.get(connection.id());
                answers.put(
                        connection.reference(),
                        known == null ? begin(connection, settings) : CompletableFuture.completedFuture(known));
            }
        }
        SortedMap<String, Health> now = new TreeMap<>();
        answers.forEach((reference, answer) -> now.put(reference, answer.join()));
        return Collections.unmodifiableSortedMap(now);
    }

    @Override
    public Optional<Health> known(String connection) {
        return connections.find(connection).map(c -> found.get(c.id()));
    }

    @Override
    public List<Stretch> history(String connection, Instant since) {
        return history.since(connections.get(connection).id(), since);
    }

    @Override
    public HealthSettings settings(String connection) {
        return store.settings().getOrDefault(connections.get(connection).id(), defaults.usual());
    }

    @Override
    public void change(String connection, HealthSettings settings) {
        NamedConnection present = connections.get(connection);
        HealthDefaults.check(settings);
        store.keep(present.id(), settings);
        due.remove(present.id());
        if (!settings.enabled()) {
            forget(present);
        }
        news.publish(present.reference());
    }

    /** How it was says nothing about how it will be when it is checked again. */
    private void forget(NamedConnection unchecked) {
        found.remove(unchecked.id());
        store.forgetState(unchecked.id());
    }

    @Override
    public AutoCloseable follow(Consumer<String> checked) {
        return news.follow(checked);
    }

    /** Begins the checks whose time has come. */
    @Scheduled(fixedDelayString = "${alacran.health.tick:500ms}", initialDelayString = "${alacran.health.tick:500ms}")
    void tick() {
        Map<String, HealthSettings> own = store.settings();
        List<NamedConnection> present = connections.list();
        forgetAllBut(present);
        Instant now = clock.instant();
        for (NamedConnection connection : present) {
            HealthSettings settings = own.getOrDefault(connection.id(), defaults.usual());
            Instant next = due.get(connection.id());
            if (settings.enabled() && (next == null || !now.isBefore(next))) {
                begin(connection, settings);
            }
        }
    }

    /** A managed database that changed is looked at soon. */
    @EventListener
    void on(DatabaseEvent event) {
        connections.list().stream()
                .filter(c -> event.name().equals(c.managedDatabase()))
                .forEach(c -> due.put(c.id(), Instant.EPOCH));
    }

    @Scheduled(fixedDelayString = "1h", initialDelayString = "1m")
    void compact() {
        history.compact(clock.instant());
    }

    private void forgetAllBut(List<NamedConnection> present) {
        List<String> ids = present.stream().map(NamedConnection::id).toList();
        found.keySet().retainAll(ids);
        due.keySet().retainAll(ids);
    }

    /** The check that is under way, or a new one; its answer comes at the latest after the timeout. */
    private CompletableFuture<Health> begin(NamedConnection connection, HealthSettings settings) {
        String name = connection.reference();
        Instant began = clock.instant();
        return underWay.computeIfAbsent(connection.id(), id -> {
            due.put(id, began.plusMillis(settings.intervalMillis()));
            CompletableFuture<Optional<String>> asked = new CompletableFuture<>();
            Thread.ofVirtual().name("health-" + name).start(() -> {
                try {
                    asked.complete(ask(connection, settings).map(HealthChecks::brief));
                } finally {
                    underWay.remove(id);
                }
            });
            return asked.copy()
                    .completeOnTimeout(
                            Optional.of("it did not answer within " + settings.timeoutMillis() + " ms"),
                            settings.timeoutMillis(),
                            TimeUnit.MILLISECONDS)
                    .thenApplyAsync(error -> record(connection, error, began), Thread::startVirtualThread)
                    .whenComplete((health, failure) -> {
                        if (failure != null) {
                            log.warn("{} - what its health check found could not be kept", name, failure);
                        }
                    });
        });
    }

    private Optional<String> ask(NamedConnection connection, HealthSettings settings) {
        try {
            return probe.apply(connection, settings);
        } catch (RuntimeException | Error e) {
            // Of an Error too, so that one answer that needs too much memory does not end the checks for good
            log.warn("{} - its health check failed in the console itself", connection.reference(), e);
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What a server says may be long, and may have characters that no store takes. */
    private static String brief(String said) {
        String text = said.replaceAll("\\p{Cntrl}+", " ").strip();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /** Kept only if it is still to be checked: a late answer must not bring back what was forgotten. */
    private Health record(NamedConnection connection, Optional<String> error, Instant began) {
        Instant now = clock.instant();
        long took = Duration.between(began, now).toMillis();
        Optional<NamedConnection> present = checked(connection);
        if (present.isEmpty()) {
            return new Health(error.isEmpty(), error.orElse(null), now, now, took);
        }
        Health health = changes.of(present.get(), error, now, took);
        found.put(connection.id(), health);
        history.count(connection.id(), now, health.healthy(), took, health.error());
        if (checked(connection).isEmpty()) {
            // Turned off, or removed, just now
            forget(connection);
        }
        news.publish(present.get().reference());
        return health;
    }

    /** As it is named by now; empty when it is not to be checked any more. */
    private Optional<NamedConnection> checked(NamedConnection connection) {
        return connections
                .withId(connection.id())
                .filter(present -> store.settings()
                        .getOrDefault(present.id(), defaults.usual())
                        .enabled());
    }
}
