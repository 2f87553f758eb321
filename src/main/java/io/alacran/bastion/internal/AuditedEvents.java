package io.alacran.bastion.internal;

import io.alacran.activity.ActivityEntry;
import io.alacran.activity.ActivityLog;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes what happens at the bastion to the audit log, on a thread of its own. What happens within a quarter of a second is
 * written together, since each write to the store costs more than all the rest of opening a tunnel. A refusal that comes
 * again and again is written once in ten seconds, with how often it came, so that nobody can fill the store.
 */
@Component
class AuditedEvents implements BastionEvents {

    private static final Logger log = LoggerFactory.getLogger(AuditedEvents.class);
    private static final long REFUSALS_GATHERED_NANOS = 10_000_000_000L;
    private static final long GATHERED_MILLIS = 250;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_REFUSALS = 1_000;

    private final ActivityLog activity;
    private final BlockingQueue<Happened> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Map<BastionEvent, Repeated> refusals = new LinkedHashMap<>(16, 0.75f, true);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread writer;

    private record Happened(BastionEvent event, Instant at) {}

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
        if (!waiting.offer(new Happened(event, Instant.now()))) {
            log.warn("{} - the audit log does not keep up, this is not in it", event);
        }
    }

    private void write() {
        try {
            boolean last;
            do {
                last = over.await(GATHERED_MILLIS, TimeUnit.MILLISECONDS);
                List<Happened> happened = new ArrayList<>();
                waiting.drainTo(happened);
                try {
                    write(happened);
                } catch (RuntimeException e) {
                    log.error("{} - could not be written to the audit log", happened, e);
                }
            } while (!last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Happened> happened) {
        List<ActivityEntry> entries = repeatedRefusals();
        happened.stream()
                .filter(h -> !isRepeated(h.event()))
                .map(h -> entry(h, 0))
                .forEach(entries::add);
        if (entries.isEmpty()) {
            return;
        }
        try {
            activity.recordAll(entries);
        } catch (RuntimeException e) {
            log.warn("{} entries of the audit log could not be written together: {}", entries.size(), e.getMessage());
            entries.forEach(this::writeAlone);
        }
    }

    private void writeAlone(ActivityEntry entry) {
        try {
            activity.recordAll(List.of(entry));
        } catch (RuntimeException e) {
            log.error("{} - could not be written to the audit log", entry, e);
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

    /** Those that came again, once the time is over that they are gathered for. */
    private List<ActivityEntry> repeatedRefusals() {
        List<BastionEvent> gathered = new ArrayList<>();
        refusals.forEach((event, repeated) -> {
            if (System.nanoTime() - repeated.since > REFUSALS_GATHERED_NANOS) {
                gathered.add(event);
            }
        });
        List<ActivityEntry> entries = new ArrayList<>();
        for (BastionEvent event : gathered) {
            Repeated repeated = refusals.remove(event);
            if (repeated != null && repeated.more > 0) {
                entries.add(entry(new Happened(event, Instant.now()), repeated.more));
            }
        }
        return entries;
    }

    private static ActivityEntry entry(Happened happened, int more) {
        Map<String, String> details = new LinkedHashMap<>();
        if (more > 0) {
            details.put("times", String.valueOf(more));
        }
        return switch (happened.event()) {
            case BastionEvent.SignedIn e -> {
                details.put("method", e.method());
                yield entry(happened, "bastion.sign-in", e.account(), ActivityEntry.DONE, details);
            }
            case BastionEvent.SignInRefused e -> {
                details.put("method", e.method());
                details.put("reason", e.reason());
                yield entry(happened, "bastion.sign-in", e.account(), ActivityEntry.REFUSED, details);
            }
            case BastionEvent.Refused e -> {
                details.put("reason", e.reason());
                yield entry(happened, "bastion.tunnel-open", e.target(), ActivityEntry.REFUSED, details);
            }
            case BastionEvent.Opened e -> {
                details.put("tunnel", e.id());
                yield entry(happened, "bastion.tunnel-open", e.target(), ActivityEntry.DONE, details);
            }
            case BastionEvent.Closed e -> {
                details.put("tunnel", e.id());
                details.put("bytesIn", String.valueOf(e.bytesIn()));
                details.put("bytesOut", String.valueOf(e.bytesOut()));
                details.put("durationMs", String.valueOf(e.lasted().toMillis()));
                yield entry(happened, "bastion.tunnel-close", e.target(), ActivityEntry.DONE, details);
            }
        };
    }

    private static ActivityEntry entry(
            Happened happened, String action, String target, String result, Map<String, String> details) {
        String user = happened.event().account() + " (bastion)";
        return new ActivityEntry(0, happened.at(), user, happened.event().source(), action, target, result, details);
    }

    @PreDestroy
    void stop() throws InterruptedException {
        // No interruption, which would close the store's file under a write.
        over.countDown();
        writer.join(PATIENCE);
    }
}
