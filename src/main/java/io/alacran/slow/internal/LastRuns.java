package io.alacran.slow.internal;

import io.alacran.workbench.RanStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The last slow runs with their values, since a plan cannot be had without them. In memory only, for an hour, and not more
 * than a hundred.
 */
@Component
class LastRuns {

    static final Duration KEPT = Duration.ofHours(1);
    static final int MOST = 100;

    private final LinkedHashMap<String, RanStatement> runs = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RanStatement> eldest) {
            return size() > MOST;
        }
    };

    synchronized void keep(String id, RanStatement run) {
        runs.put(key(run.connection().id(), id), run);
    }

    synchronized Optional<RanStatement> find(String connection, String id) {
        return Optional.ofNullable(runs.get(key(connection, id)));
    }

    synchronized void forget(String connection, String id) {
        runs.remove(key(connection, id));
    }

    synchronized void forgetAll(String connection) {
        runs.keySet().removeIf(key -> key.startsWith(connection + " "));
    }

    @Scheduled(fixedDelayString = "PT1M")
    void forgetOld() {
        forgetBefore(Instant.now().minus(KEPT));
    }

    synchronized void forgetBefore(Instant oldest) {
        runs.values().removeIf(run -> run.endedAt().isBefore(oldest));
    }

    private static String key(String connection, String id) {
        return connection + " " + id;
    }
}
