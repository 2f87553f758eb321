package io.alacran.bastion.internal;

import io.alacran.bastion.TunnelSession;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the console what happens, and which tunnels are open: at once when one opens or ends, and every second. */
final class BastionReports implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(BastionReports.class);
    private static final long EVERY_MILLIS = 1_000;

    private final ControlChannel channel;
    private final BlockingDeque<BastionEvent> events;
    private final Supplier<List<TunnelSession>> sessions;

    BastionReports(ControlChannel channel, BlockingDeque<BastionEvent> events, Supplier<List<TunnelSession>> sessions) {
        this.channel = channel;
        this.events = events;
        this.sessions = sessions;
    }

    @Override
    public void run() {
        BastionEvent event = null;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                // The tunnels first: what an event tells of is seen by whoever hears of it.
                event = events.poll(EVERY_MILLIS, TimeUnit.MILLISECONDS);
                if (event == null || event instanceof BastionEvent.Opened || event instanceof BastionEvent.Closed) {
                    channel.send(new ControlMessage.Sessions(sessions.get()));
                }
                if (event != null) {
                    channel.send(new ControlMessage.Happened(event));
                    event = null;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.info("the console is gone: {}", e.getMessage());
        } finally {
            keep(event);
        }
    }

    private void keep(@Nullable BastionEvent event) {
        if (event != null && !events.offerFirst(event)) {
            log.warn("{} - will not be in the audit log", event);
        }
    }
}
