package io.alacran.connection.ui;

import io.alacran.uikit.Broadcaster;
import java.util.function.Consumer;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The second hand of the pages that show pools. */
@Component
class PoolTicks {

    private final Broadcaster<Boolean> ticks = new Broadcaster<>();

    @Scheduled(fixedRateString = "${alacran.pool.tick:1s}")
    void tick() {
        ticks.publish(true);
    }

    /** Calls once a second until the handle is closed. */
    AutoCloseable follow(Consumer<Boolean> listener) {
        return ticks.follow(listener);
    }
}
