package io.alacran.workbench.internal;

import io.alacran.connection.ConnectionGroup;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Which sessions wrote to a group lately, and so are to see what they wrote. */
@Component
class Stickiness {

    private record Writer(String group, String session) {}

    /** When each wrote last, and until when it matters, by {@link System#nanoTime()}. */
    private record Wrote(long at, long until) {}

    private final ConcurrentHashMap<Writer, Wrote> writers = new ConcurrentHashMap<>();

    void wrote(ConnectionGroup group, String session) {
        if (group.stickyMs() > 0) {
            long now = System.nanoTime();
            writers.put(
                    new Writer(group.id(), session),
                    new Wrote(now, now + TimeUnit.MILLISECONDS.toNanos(group.stickyMs())));
        }
    }

    /** How many milliseconds ago it wrote, where that is too recent to read from a replica; -1 otherwise. */
    long wroteMillisAgo(ConnectionGroup group, String session) {
        Wrote last = writers.get(new Writer(group.id(), session));
        long now = System.nanoTime();
        return last == null || now - last.until() >= 0 ? -1 : TimeUnit.NANOSECONDS.toMillis(now - last.at());
    }

    @Scheduled(fixedDelay = 60_000)
    void forgetOld() {
        long now = System.nanoTime();
        writers.values().removeIf(wrote -> now - wrote.until() >= 0);
    }
}
