package io.alacran.bastion.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes guessing passwords slow. After some failures from one source, or for one account from anywhere, passwords are not
 * heard for 1 s, then 2 s, 4 s and so on up to a minute. A source that an account signed in from before is not held up by
 * what others do to the account; and keys are never held up, so that nobody can lock an owner out.
 */
final class PasswordThrottle {

    static final Duration LONGEST = Duration.ofMinutes(1);
    static final int FREE_PER_SOURCE = 5;
    static final int FREE_PER_ACCOUNT = 20;
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);
    private static final int MOST_KEPT = 10_000;

    private final Clock clock;
    private final Map<String, Failures> failures = new Bounded<>();
    private final Map<String, Instant> known = new Bounded<>();

    private record Failures(int count, Instant last) {

        Duration penalty(int free) {
            return count < free
                    ? Duration.ZERO
                    : Duration.ofSeconds(Math.min(LONGEST.toSeconds(), 1L << Math.min(6, count - free)));
        }
    }

    private static final class Bounded<V> extends LinkedHashMap<String, V> {

        private static final long serialVersionUID = 1;

        Bounded() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > MOST_KEPT;
        }
    }

    PasswordThrottle(Clock clock) {
        this.clock = clock;
    }

    /** How long passwords are not heard for; when that is zero, the attempt counts as failed until it succeeds. */
    synchronized Duration begin(String account, String source) {
        Duration wait = left("source " + source, FREE_PER_SOURCE);
        if (!known.containsKey(account + " " + source)) {
            Duration forAccount = left("account " + account, FREE_PER_ACCOUNT);
            wait = wait.compareTo(forAccount) < 0 ? forAccount : wait;
        }
        if (wait.isZero()) {
            add("source " + source);
            add("account " + account);
        }
        return wait;
    }

    synchronized void succeeded(String account, String source) {
        failures.remove("source " + source);
        failures.remove("account " + account);
        known.put(account + " " + source, clock.instant());
    }

    private Duration left(String key, int free) {
        Failures found = current(key);
        if (found == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), found.last().plus(found.penalty(free)));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private @Nullable Failures current(String key) {
        Failures found = failures.get(key);
        return found == null || found.last().plus(FORGOTTEN_AFTER).isBefore(clock.instant()) ? null : found;
    }

    private void add(String key) {
        Failures before = current(key);
        failures.put(key, new Failures(before == null ? 1 : before.count() + 1, clock.instant()));
    }
}
