package io.alacran.slow.internal;

import io.alacran.uikit.Broadcaster;
import io.alacran.workbench.RanStatement;
import io.alacran.workbench.StatementWatch;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps the statements that were slow, on a thread of its own: the one that ran a statement compares two numbers and, if
 * it was slow, puts it into a queue. What comes within a quarter of a second is written together; what the queue has no
 * room for is counted and said in the log.
 */
@Component
class SlowRecorder implements StatementWatch {

    private static final Logger log = LoggerFactory.getLogger(SlowRecorder.class);
    private static final long GATHERED_MILLIS = 250;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST_WAITING = 500;

    private static final long MOST_OF_VALUES = 64 << 10;

    private final SlowStore store;
    private final SlowPlans plans;
    private final LastRuns lastRuns;
    private final Broadcaster<String> news = new Broadcaster<>();
    private final BlockingQueue<RanStatement> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong leftOut = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread writer;

    SlowRecorder(SlowStore store, SlowPlans plans, LastRuns lastRuns) {
        this.store = store;
        this.plans = plans;
        this.lastRuns = lastRuns;
        writer = Thread.ofVirtual().name("slow-statements").start(this::write);
    }

    Broadcaster<String> news() {
        return news;
    }

    @Override
    public void ended(RanStatement run) {
        if (run.connection().slow().covers(run.tookMillis()) && !waiting.offer(bounded(run))) {
            leftOut.incrementAndGet();
        }
    }

    /** Of a text that is larger than what is read of it, no more is held, and no values that take much room. */
    private static RanStatement bounded(RanStatement run) {
        int most = NormalisedSql.LONGEST_READ + 1;
        long values = run.parameters().stream().mapToLong(SlowRecorder::size).sum();
        return run.sql().length() <= most && values <= MOST_OF_VALUES
                ? run
                : new RanStatement(
                        run.connection(),
                        run.by(),
                        run.sql().substring(0, Math.min(run.sql().length(), most)),
                        List.of(),
                        run.endedAt(),
                        run.tookMillis());
    }

    private static long size(@Nullable Object value) {
        return switch (value) {
            case CharSequence text -> text.length();
            case byte[] bytes -> bytes.length;
            case null, default -> 0;
        };
    }

    private void write() {
        try {
            boolean last;
            do {
                last = over.await(GATHERED_MILLIS, TimeUnit.MILLISECONDS);
                List<RanStatement> runs = new ArrayList<>();
                waiting.drainTo(runs);
                try {
                    write(runs);
                } catch (RuntimeException e) {
                    log.warn("{} slow statements could not be kept", runs.size(), e);
                }
                long missed = leftOut.getAndSet(0);
                if (missed > 0) {
                    log.warn("{} slow statements came faster than they can be kept and were left out", missed);
                }
            } while (!last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<RanStatement> runs) {
        Map<String, SlowStore.Gathered> gathered = new LinkedHashMap<>();
        Map<String, RanStatement> latest = new LinkedHashMap<>();
        for (RanStatement run : runs) {
            NormalisedSql sql = NormalisedSql.of(run.sql(), run.connection().client());
            String key = run.connection().id() + " " + sql.fingerprint();
            gathered.computeIfAbsent(
                            key, k -> new SlowStore.Gathered(run.connection().id(), sql))
                    .ran(run.endedAt(), run.tookMillis(), run.by());
            latest.put(key, run);
        }
        gathered.forEach((key, each) -> {
            RanStatement run = latest.getOrDefault(key, runs.getLast());
            keep(each, run);
        });
    }

    private void keep(SlowStore.Gathered each, RanStatement run) {
        String name = run.connection().reference();
        String id = each.sql.fingerprint();
        try {
            store.add(each);
            lastRuns.keep(id, run);
            news.publish(name);
            if (run.connection().slow().plans()) {
                plans.takeLater(id, run, () -> news.publish(name));
            }
        } catch (RuntimeException e) {
            log.warn("{} - a slow statement could not be kept", name, e);
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        // No interruption, which would close the store's file under a write
        over.countDown();
        writer.join(PATIENCE);
    }
}
