package io.alacran.connection.internal;

import io.alacran.connection.ConnectionHealth;
import io.alacran.connection.Connections;
import io.alacran.connection.Diagnosis;
import io.alacran.connection.NamedConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Asks the doctor about all connections at once. Anybody may ask for it, so answers are used again for a few seconds and
 * a check that hangs is not begun a second time.
 */
@Component
class HealthChecks implements ConnectionHealth {

    static final Duration FRESH = Duration.ofSeconds(5);
    static final Duration TIMEOUT = Duration.ofSeconds(4);

    private final Connections connections;
    private final Clock clock;
    private final Duration timeout;
    private final ConcurrentHashMap<String, CompletableFuture<Health>> underWay = new ConcurrentHashMap<>();
    private List<NamedConnection> checked = List.of();
    private SortedMap<String, Health> found = Collections.emptySortedMap();
    private Instant foundAt = Instant.MIN;

    @Autowired
    HealthChecks(Connections connections) {
        this(connections, Clock.systemUTC(), TIMEOUT);
    }

    HealthChecks(Connections connections, Clock clock, Duration timeout) {
        this.connections = connections;
        this.clock = clock;
        this.timeout = timeout;
    }

    /** Who comes while checks are under way waits for their answer. */
    @Override
    public synchronized SortedMap<String, Health> all() {
        List<NamedConnection> present = connections.list();
        if (present.equals(checked) && clock.instant().isBefore(foundAt.plus(FRESH))) {
            return found;
        }
        SortedMap<String, CompletableFuture<Health>> answers = new TreeMap<>();
        for (NamedConnection connection : present) {
            String name = connection.name();
            Health late = new Health(false, "did not answer within " + timeout.toMillis() + " ms");
            answers.put(
                    name,
                    underWay.computeIfAbsent(name, this::begin)
                            .copy()
                            .completeOnTimeout(late, timeout.toMillis(), TimeUnit.MILLISECONDS));
        }
        SortedMap<String, Health> now = new TreeMap<>();
        answers.forEach((name, answer) -> now.put(name, answer.join()));
        checked = present;
        found = Collections.unmodifiableSortedMap(now);
        foundAt = clock.instant();
        return found;
    }

    private CompletableFuture<Health> begin(String name) {
        CompletableFuture<Health> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("health-" + name).start(() -> {
            Health health = check(name);
            underWay.remove(name);
            answer.complete(health);
        });
        return answer;
    }

    private Health check(String name) {
        try {
            return connections.test(name).checks().stream()
                    .filter(check -> check.result() == Diagnosis.Result.FAIL)
                    .findFirst()
                    .map(check -> new Health(false, check.found()))
                    .orElse(new Health(true, null));
        } catch (RuntimeException e) {
            return new Health(false, String.valueOf(e.getMessage()));
        }
    }
}
