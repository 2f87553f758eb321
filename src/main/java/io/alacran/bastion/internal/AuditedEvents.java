package io.alacran.bastion.internal;

import io.alacran.activity.ActivityEntry;
import io.alacran.activity.ActivityLog;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes what happens at the bastion to the audit log, on a thread of its own. A refusal that comes again and again is
 * written once in ten seconds, with how often it came, so that nobody can fill the store.
 */
@Component
class AuditedEvents implements BastionEvents {

    private static final Logger log = LoggerFactory.getLogger(AuditedEvents.class);
    private static final long GATHERED_NANOS = 10_000_000_000L;
    private static final long POLL_MILLIS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_REFUSALS = 1_000;

    private final ActivityLog activity;
    private final BlockingQueue<BastionEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Map<BastionEvent, Repeated> refusals = new LinkedHashMap<>(16, 0.75f, true);
    private final Thread writer;
    private volatile boolean over;

    private static final class Repeated {
        private final long since = System.nanoTime();
        private int more;
    }

    AuditedEvents(ActivityLog activity) {
        this.activity = activity;
        writer = Thread.ofVirtual().name("bastion-audit").start(this::write);
    }

    @Override
    public void happened(BastionEvent event) {
        if (!waiting.offer(event)) {
            log.warn("{} - the audit log does not keep up, this is not in it", event);
        }
    }

    private void write() {
        try {
            while (!over || !waiting.isEmpty()) {
                BastionEvent event = waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                try {
                    writeOver();
                    if (event != null && !isRepeated(event)) {
                        write(event, 0);
                    }
                } catch (RuntimeException e) {
                    log.error("{} - could not be written to the audit log", event, e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isRepeated(BastionEvent event) {
        if (!(event instanceof BastionEvent.Refused || event instanceof BastionEvent.SignInRefused)) {
            return false;
        }
        Repeated known = refusals.get(event);
        if (known != null) {
            known.more++;
            return true;
        }
        if (refusals.size() < MOST_REFUSALS) {
            refusals.put(event, new Repeated());
            return false;
        }
        log.warn("{} - too many refusals of too many kinds, this is not in the audit log", event);
        return true;
    }

    private void writeOver() {
        List<BastionEvent> over = new ArrayList<>();
        refusals.forEach((event, repeated) -> {
            if (System.nanoTime() - repeated.since > GATHERED_NANOS) {
                over.add(event);
            }
        });
        for (BastionEvent event : over) {
            Repeated repeated = refusals.remove(event);
            if (repeated != null && repeated.more > 0) {
                write(event, repeated.more);
            }
        }
    }

    private void write(BastionEvent event, int more) {
        Map<String, String> details = new LinkedHashMap<>();
        if (more > 0) {
            details.put("times", String.valueOf(more));
        }
        switch (event) {
            case BastionEvent.SignedIn e -> {
                details.put("method", e.method());
                record(e, "bastion.sign-in", e.account(), ActivityEntry.DONE, details);
            }
            case BastionEvent.SignInRefused e -> {
                details.put("method", e.method());
                details.put("reason", e.reason());
                record(e, "bastion.sign-in", e.account(), ActivityEntry.REFUSED, details);
            }
            case BastionEvent.Refused e -> {
                details.put("reason", e.reason());
                record(e, "bastion.tunnel-open", e.target(), ActivityEntry.REFUSED, details);
            }
            case BastionEvent.Opened e -> {
                details.put("tunnel", e.id());
                record(e, "bastion.tunnel-open", e.target(), ActivityEntry.DONE, details);
            }
            case BastionEvent.Closed e -> {
                details.put("tunnel", e.id());
                details.put("bytesIn", String.valueOf(e.bytesIn()));
                details.put("bytesOut", String.valueOf(e.bytesOut()));
                details.put("durationMs", String.valueOf(e.lasted().toMillis()));
                record(e, "bastion.tunnel-close", e.target(), ActivityEntry.DONE, details);
            }
        }
    }

    private void record(BastionEvent event, String action, String target, String result, Map<String, String> details) {
        String user = event.account() + " (bastion)";
        activity.recordFor(user, event.source(), action, target, result, details);
    }

    @PreDestroy
    void stop() throws InterruptedException {
        // No interruption, which would close the store's file under a write.
        over = true;
        writer.join(PATIENCE);
    }
}
