package io.alacran.connection.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.Connections;
import io.alacran.connection.HeldLease;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.Percentiles;
import io.alacran.connection.PoolStats;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The pools of named connections. */
@RestController
@RequestMapping("/api/v1/connections/{name}/pool")
class PoolController {

    private final Connections connections;
    private final ConnectionPools pools;

    PoolController(Connections connections, ConnectionPools pools) {
        this.connections = connections;
        this.pools = pools;
    }

    /**
     * A pool at this moment.
     *
     * @param waits how long those waited who got a session within the last minute
     * @param usage how long sessions were in use that were given back within the last minute
     * @param timeouts since the console started, as are the next two
     * @param held sessions in use, the longest first
     */
    record StatsBody(
            int total,
            int active,
            int idle,
            int waiting,
            Map<String, Object> settings,

            @JsonProperty("wait") TimesBody waits,

            TimesBody usage,
            long timeouts,
            long opened,
            long openFailures,
            List<HeldBody> held) {

        static StatsBody of(PoolStats stats, String client) {
            return new StatsBody(
                    stats.total(),
                    stats.active(),
                    stats.idle(),
                    stats.waiting(),
                    PoolBody.of(stats.settings(), client),
                    TimesBody.of(stats.waits()),
                    TimesBody.of(stats.usage()),
                    stats.timeouts(),
                    stats.opened(),
                    stats.notOpened(),
                    stats.held().stream().map(HeldBody::of).toList());
        }
    }

    /** Percentiles in milliseconds, with fractions. */
    record TimesBody(long count, double p50Ms, double p95Ms, double p99Ms, double maxMs) {

        static TimesBody of(Percentiles p) {
            return new TimesBody(p.count(), p.p50(), p.p95(), p.p99(), p.max());
        }
    }

    /**
     * A session in use.
     *
     * @param leak whether it is held for longer than {@code leakDetectionThreshold}
     */
    record HeldBody(
            long heldMs, @Nullable String by, @Nullable String sql, boolean leak) {

        static HeldBody of(HeldLease held) {
            return new HeldBody(held.heldMs(), held.by(), held.sql(), held.leak());
        }
    }

    /** All zero while the connection was not used yet. */
    @GetMapping
    StatsBody pool(@PathVariable String name) {
        return stats(connections.get(name));
    }

    /** Changes the settings that are given; a null takes the default again. */
    @PatchMapping
    StatsBody configure(@PathVariable String name, @RequestBody Map<String, @Nullable Object> settings) {
        List<FieldError> unknown = PoolBody.unknown(settings)
                .map(setting -> new FieldError("pool." + setting, "is not supported"))
                .toList();
        if (!unknown.isEmpty()) {
            throw new InvalidInputException(unknown);
        }
        return stats(connections.configurePool(name, PoolBody.draft(settings)));
    }

    /** Has all sessions opened anew: idle ones end now, those in use when they are given back. */
    @PostMapping("/evict")
    StatsBody evict(@PathVariable String name) {
        connections.evict(name);
        return stats(connections.get(name));
    }

    private StatsBody stats(NamedConnection connection) {
        return StatsBody.of(
                pools.stats(connection.reference()).orElseGet(() -> PoolStats.none(connection.pool())),
                connection.client());
    }
}
