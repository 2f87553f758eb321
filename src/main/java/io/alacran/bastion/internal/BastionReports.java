package io.alacran.bastion.internal;

import io.alacran.bastion.TunnelSession;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the console what happens, and which tunnels are open: at once when one opens or ends, and every second. */
final class BastionReports implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(BastionReports.class);
    private static final long EVERY_MILLIS = 1_000;
    private static final int MOST_AT_ONCE = 1_000;

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
        Deque<BastionEvent> taken = new ArrayDeque<>();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                BastionEvent event = events.poll(EVERY_MILLIS, TimeUnit.MILLISECONDS);
                if (event != null) {
                    taken.add(event);
                    events.drainTo(taken, MOST_AT_ONCE);
                }
                // The tunnels first: what an event tells of is seen by whoever hears of it. Once for all events that
                // wait, as a thousand tunnels that end together would be listed a thousand times.
                if (taken.isEmpty() || taken.stream().anyMatch(BastionReports::isOfATunnel)) {
                    channel.send(new ControlMessage.Sessions(sessions.get()));
                }
                while (!taken.isEmpty()) {
                    channel.send(new ControlMessage.Happened(taken.peek()));
                    taken.remove();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.info("the console is gone: {}", e.getMessage());
        } finally {
            keep(taken);
        }
    }

    private static boolean isOfATunnel(BastionEvent event) {
        return event instanceof BastionEvent.Opened || event instanceof BastionEvent.Closed;
    }

    /** In the order that they had. */
    private void keep(Deque<BastionEvent> unsent) {
        while (!unsent.isEmpty()) {
            BastionEvent event = unsent.removeLast();
            if (!events.offerFirst(event)) {
                log.warn("{} - will not be in the audit log", event);
            }
        }
    }
}
