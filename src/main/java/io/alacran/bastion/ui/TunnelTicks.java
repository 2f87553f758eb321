package io.alacran.bastion.ui;

import io.alacran.bastion.Bastion;
import io.alacran.uikit.Broadcaster;
import java.util.function.Consumer;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What changes without anybody doing anything: the bytes that go through open tunnels. */
@Component
class TunnelTicks {

    private final Bastion bastion;
    private final Broadcaster<Boolean> ticks = new Broadcaster<>();

    TunnelTicks(Bastion bastion) {
        this.bastion = bastion;
    }

    @Scheduled(fixedDelay = 2000)
    void tick() {
        if (!bastion.sessions().isEmpty()) {
            ticks.publish(true);
        }
    }

    /** Follows tunnels that open, close or carry bytes, until the handle is closed. */
    AutoCloseable follow(Consumer<Boolean> listener) {
        AutoCloseable changes = bastion.follow(() -> listener.accept(true));
        AutoCloseable bytes = ticks.follow(listener);
        return () -> {
            bytes.close();
            changes.close();
        };
    }
}
