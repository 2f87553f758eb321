package io.alacran.connection.internal;

import io.alacran.connection.ConnectionReference;
import io.alacran.connection.Percentiles;
import io.alacran.connection.PoolStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** Each pool under {@code /actuator/prometheus}, with the connection's name as {@code pool}, and its {@code environment}. */
@Component
class PoolMetrics {

    private final HikariPools pools;
    private final MeterRegistry registry;

    PoolMetrics(HikariPools pools, MeterRegistry registry) {
        this.pools = pools;
        this.registry = registry;
        pools.follow(this::add, this::remove);
    }

    private void add(String pool) {
        gauge(pool, "active", "Sessions in use", PoolStats::active);
        gauge(pool, "idle", "Sessions that are free", PoolStats::idle);
        gauge(pool, "waiting", "Threads that wait for a session", PoolStats::waiting);
        gauge(pool, "max", "Sessions at most", stats -> stats.settings().max());
        counter(pool, "timeouts", "Waits for a session that ended in vain", PoolStats::timeouts);
        counter(pool, "opened", "Sessions opened", PoolStats::opened);
        counter(pool, "open.failures", "Attempts to open a session that failed", PoolStats::notOpened);
        times(pool, "wait", "Waits for a session within the last minute", PoolStats::waits);
        times(pool, "usage", "Times in use within the last minute", PoolStats::usage);
    }

    private void remove(String pool) {
        registry.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().startsWith("alacran.pool.")
                        && pool.equals(id.getTag("pool") + "@" + id.getTag("environment")))
                .forEach(registry::remove);
    }

    private void gauge(String pool, String name, String description, ToDoubleFunction<PoolStats> value) {
        Gauge.builder("alacran.pool." + name, () -> value(pool, value))
                .description(description)
                .tags(tags(pool))
                .register(registry);
    }

    private void counter(String pool, String name, String description, ToDoubleFunction<PoolStats> value) {
        FunctionCounter.builder("alacran.pool." + name, this, metrics -> metrics.value(pool, value))
                .description(description)
                .tags(tags(pool))
                .register(registry);
    }

    private void times(String pool, String name, String description, Function<PoolStats, Percentiles> of) {
        time(pool, name, description, "0.5", stats -> of.apply(stats).p50());
        time(pool, name, description, "0.95", stats -> of.apply(stats).p95());
        time(pool, name, description, "0.99", stats -> of.apply(stats).p99());
    }

    private void time(String pool, String name, String description, String quantile, ToDoubleFunction<PoolStats> ms) {
        TimeGauge.builder("alacran.pool." + name, () -> value(pool, ms), TimeUnit.MILLISECONDS)
                .description(description)
                .tags(tags(pool))
                .tag("quantile", quantile)
                .register(registry);
    }

    private static Tags tags(String pool) {
        ConnectionReference of = ConnectionReference.of(pool).orElseThrow();
        return Tags.of("pool", of.name(), "environment", of.environment());
    }

    /** Not a number while there is no pool. */
    private double value(String pool, ToDoubleFunction<PoolStats> of) {
        return pools.stats(pool).map(of::applyAsDouble).orElse(Double.NaN);
    }
}
