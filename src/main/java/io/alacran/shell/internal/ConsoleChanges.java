package io.alacran.shell.internal;

import io.alacran.database.DatabaseEvent;
import io.alacran.operation.Operation;
import io.alacran.operation.Operations;
import io.alacran.uikit.Broadcaster;
import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.util.function.Consumer;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells the overview that something it shows may have changed. */
@Component
public class ConsoleChanges {

    private final Broadcaster<Instant> changes = new Broadcaster<>();
    private final AutoCloseable following;

    ConsoleChanges(Operations operations) {
        following = operations.follow(this::changed);
    }

    /** Follows until the handle is closed. */
    public AutoCloseable follow(Consumer<Instant> listener) {
        return changes.follow(listener);
    }

    @EventListener
    void changed(DatabaseEvent event) {
        changes.publish(Instant.now());
    }

    private void changed(Operation operation) {
        if (operation.ended() || operation.progress() == 0) {
            changes.publish(Instant.now());
        }
    }

    /** An engine that goes away announces nothing, and times that have passed grow. */
    @Scheduled(fixedDelay = 15_000, initialDelay = 15_000)
    void tick() {
        changes.publish(Instant.now());
    }

    @PreDestroy
    void stop() throws Exception {
        following.close();
    }
}
