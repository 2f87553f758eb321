package io.alacran.bastion.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Bounds the connections that have not signed in, as OpenSSH's {@code MaxStartups} does with begin, rate and full, and
 * per source besides. What is dropped is not the newcomer but whoever got least far for the longest time, so that many
 * silent connections cannot keep out somebody who signs in.
 *
 * @param <C> a connection
 */
final class Startups<C> {

    /** How far a connection got. */
    enum Stage {
        SILENT,
        IDENTIFIED,
        ENCRYPTED
    }

    private static final class Entry {
        private final String source;
        private final long number;
        private Stage stage = Stage.SILENT;

        Entry(String source, long number) {
            this.source = source;
            this.number = number;
        }
    }

    private final BastionLimits limits;
    private final DoubleSupplier random;
    private final Map<C, Entry> waiting = new HashMap<>();
    private long numbers;

    Startups(BastionLimits limits, DoubleSupplier random) {
        this.limits = limits;
        this.random = random;
    }

    /** Takes a new connection in; the answer is the one to drop for it, if any. */
    synchronized Optional<C> begin(C connection, String source) {
        Optional<C> victim = Optional.empty();
        long ofSource =
                waiting.values().stream().filter(e -> e.source.equals(source)).count();
        if (ofSource >= limits.startupsPerSource()) {
            victim = least(source);
        } else if (mustDrop(waiting.size())) {
            victim = least(null);
        }
        victim.ifPresent(waiting::remove);
        waiting.put(connection, new Entry(source, numbers++));
        return victim;
    }

    synchronized void reached(C connection, Stage stage) {
        Entry entry = waiting.get(connection);
        if (entry != null && entry.stage.compareTo(stage) < 0) {
            entry.stage = stage;
        }
    }

    /** It signed in or is gone. */
    synchronized void end(C connection) {
        waiting.remove(connection);
    }

    synchronized int size() {
        return waiting.size();
    }

    private boolean mustDrop(int now) {
        if (now >= limits.startupsFull()) {
            return true;
        }
        if (now < limits.startupsBegin()) {
            return false;
        }
        double part = (double) (now - limits.startupsBegin()) / (limits.startupsFull() - limits.startupsBegin());
        return random.getAsDouble() * 100 < limits.startupsRate() + (100 - limits.startupsRate()) * part;
    }

    private Optional<C> least(@org.jspecify.annotations.Nullable String source) {
        return waiting.entrySet().stream()
                .filter(e -> source == null || e.getValue().source.equals(source))
                .min(Comparator.comparing((Map.Entry<C, Entry> e) -> e.getValue().stage)
                        .thenComparing(e -> e.getValue().number))
                .map(Map.Entry::getKey);
    }
}
