package io.alacran.connection.internal;

import io.alacran.connection.ConnectionPools.Failure;
import io.alacran.uikit.Broadcaster;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What is counted of each connection's pools, by its reference, for as long as there is the connection. */
class PoolMeters {

    private final ConcurrentHashMap<String, PoolMeter> meters = new ConcurrentHashMap<>();
    private final Broadcaster<String> begun = new Broadcaster<>();
    private final Broadcaster<String> ended = new Broadcaster<>();

    /** The present one, or one that begins now. */
    PoolMeter of(String name) {
        return meters.computeIfAbsent(name, n -> {
            begun.publish(n);
            return new PoolMeter();
        });
    }

    void remove(String name) {
        meters.computeIfPresent(name, (n, meter) -> {
            ended.publish(n);
            return null;
        });
    }

    /** Somebody was told that there is no session; kept for those whose pools are counted. */
    void failed(String name, String why) {
        find(name).ifPresent(meter -> meter.failed(why));
    }

    /** What was said of where a connection led says nothing of where it leads now. */
    void forgetFailure(String name) {
        find(name).ifPresent(PoolMeter::forgetFailure);
    }

    Optional<Failure> failure(String name) {
        return find(name).map(PoolMeter::failure);
    }

    private Optional<PoolMeter> find(String name) {
        return Optional.ofNullable(meters.get(name));
    }

    /** Follows the names whose pools are counted from now on, and those whose are not any more; who follows changes nothing here. */
    void follow(Consumer<String> begins, Consumer<String> ends) {
        begun.follow(begins);
        ended.follow(ends);
    }
}
