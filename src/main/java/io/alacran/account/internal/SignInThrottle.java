package io.alacran.account.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Makes guessing slow. After three failures for an account from one source the next attempt must wait 1 s, then 2 s, 4 s
 * and so on up to a minute; the same for a source alone after ten. Sources are told apart, so nobody can lock the owner
 * out from elsewhere, and nobody is ever locked out for longer than a minute.
 *
 * <p>An attempt counts as failed from its beginning, so that many at once gain nothing.
 */
@Component
class SignInThrottle {

    static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int FREE_PER_ACCOUNT = 3;
    private static final int FREE_PER_SOURCE = 10;
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);
    private static final int MOST_KEPT = 10_000;

    private final Clock clock;
    private final Map<String, Failures> byKey = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_KEPT;
        }
    };

    @Autowired
    SignInThrottle() {
        this(Clock.systemUTC());
    }

    SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    private record Failures(int count, Instant last) {

        Duration delay(int free) {
            return count < free
                    ? Duration.ZERO
                    : Duration.ofSeconds(Math.min(LONGEST.toSeconds(), 1L << Math.min(6, count - free)));
        }
    }

    /**
     * Begins an attempt.
     *
     * @param account what is tried, such as a user name in lower case
     * @return the attempt, to be told when it succeeded
     * @throws TooManyAttemptsException when it comes too early; it does not count then
     */
    synchronized Attempt begin(String account, String source) {
        Duration wait = wait(account, source);
        if (!wait.isZero()) {
            throw new TooManyAttemptsException(wait);
        }
        Failures before = known(sourceKey(source));
        add(accountKey(account, source));
        add(sourceKey(source));
        return () -> forget(account, source, before);
    }

    /** How long the next attempt has to wait; zero when it need not. */
    synchronized Duration wait(String account, String source) {
        Duration forAccount = remaining(known(accountKey(account, source)), FREE_PER_ACCOUNT);
        Duration forSource = remaining(known(sourceKey(source)), FREE_PER_SOURCE);
        return forAccount.compareTo(forSource) > 0 ? forAccount : forSource;
    }

    private synchronized void forget(String account, String source, @Nullable Failures sourceBefore) {
        byKey.remove(accountKey(account, source));
        if (sourceBefore == null) {
            byKey.remove(sourceKey(source));
        } else {
            byKey.put(sourceKey(source), sourceBefore);
        }
    }

    private Duration remaining(@Nullable Failures failures, int free) {
        if (failures == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), failures.last().plus(failures.delay(free)));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private @Nullable Failures known(String key) {
        Failures failures = byKey.get(key);
        if (failures != null && failures.last().plus(FORGOTTEN_AFTER).isBefore(clock.instant())) {
            byKey.remove(key);
            return null;
        }
        return failures;
    }

    private void add(String key) {
        Failures before = known(key);
        byKey.put(key, new Failures(before == null ? 1 : before.count() + 1, clock.instant()));
    }

    private static String accountKey(String account, String source) {
        return account + " " + sourceKey(source);
    }

    /** Whoever has one IPv6 address has the 2^64 beside it too. */
    private static String sourceKey(String source) {
        if (!source.contains(":")) {
            return source;
        }
        String[] groups = source.split(":", -1);
        return String.join(":", java.util.Arrays.copyOf(groups, Math.min(4, groups.length)));
    }

    /** An attempt under way. */
    @FunctionalInterface
    interface Attempt {

        /** It was no failure after all. */
        void succeeded();
    }
}
