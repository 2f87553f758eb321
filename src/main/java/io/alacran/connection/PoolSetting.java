package io.alacran.connection;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be set of a pool, in the words of Knex and its pool tarn and, where HikariCP has one for the same, in its word
 * too. Times are in milliseconds.
 *
 * @see <a href="https://github.com/vincit/tarn.js">tarn</a>
 * @see <a href="https://github.com/brettwooldridge/HikariCP">HikariCP</a>
 */
public enum PoolSetting {
    MIN("min", "minimumIdle", 0L, 0, PoolSettings.MAX, "Sessions that are kept open while nobody uses them"),
    MAX("max", "maximumPoolSize", 10L, 1, PoolSettings.MAX, "Open sessions at most"),
    ACQUIRE_TIMEOUT(
            "acquireTimeoutMillis", "connectionTimeout", 10_000L, 250, 600_000, "How long to wait for a free session"),
    CREATE_TIMEOUT("createTimeoutMillis", null, 10_000L, 1, 600_000, "How long one attempt to connect may take"),
    DESTROY_TIMEOUT("destroyTimeoutMillis", null, null, 0, Setting.DAY, "How long to wait for a session's end"),
    IDLE_TIMEOUT(
            "idleTimeoutMillis",
            "idleTimeout",
            300_000L,
            0,
            Setting.DAY,
            "After which a session that nobody uses is ended, down to the minimum; 0 is never"),
    REAP_INTERVAL("reapIntervalMillis", null, null, 0, Setting.DAY, "How often to look for sessions to end"),
    CREATE_RETRY_INTERVAL(
            "createRetryIntervalMillis", null, null, 0, Setting.DAY, "The pause between attempts to connect"),
    PROPAGATE_CREATE_ERROR(
            "propagateCreateError", null, null, 0, 0, "Whether who waits is told at once that connecting failed"),
    LIFETIME(
            "maxConnectionLifetimeMillis",
            "maxLifetime",
            840_000L,
            0,
            Setting.DAY,
            "After which a session is replaced once it is free; 0 is never"),
    KEEPALIVE(
            "keepaliveTime",
            "keepaliveTime",
            120_000L,
            0,
            Setting.DAY,
            "How often a free session is asked whether it lives; 0 is never"),
    LEAK_THRESHOLD(
            "leakDetectionThreshold",
            "leakDetectionThreshold",
            300_000L,
            0,
            Setting.DAY,
            "After which a session in use is shown as perhaps forgotten; 0 is never"),
    VALIDATION_TIMEOUT(
            "validationTimeout",
            "validationTimeout",
            3_000L,
            250,
            60_000,
            "How long a session may take to say that it lives"),
    INIT_SQL("connectionInitSql", "connectionInitSql", null, 0, 0, "A statement that each new session begins with"),
    RETRY_ATTEMPTS("retryAttempts", null, 3L, 1, 10, "Attempts to connect before a passing failure is told"),
    RETRY_FIRST_DELAY("retryFirstDelayMillis", null, 1_000L, 10, 60_000, "The pause before the second attempt"),
    RETRY_FACTOR("retryFactor", null, 2.0, 1, 10, "By how much each further pause is longer"),
    DRAIN_TIMEOUT(
            "drainTimeoutMillis",
            null,
            3_600_000L,
            0,
            Setting.DAY,
            "How long statements of a pool that is replaced may go on");

    private final String word;
    private final @Nullable String hikariWord;
    private final @Nullable Object usual;
    private final long least;
    private final long most;
    private final String meaning;

    PoolSetting(
            String word, @Nullable String hikariWord, @Nullable Object usual, long least, long most, String meaning) {
        this.word = word;
        this.hikariWord = hikariWord;
        this.usual = usual;
        this.least = least;
        this.most = most;
        this.meaning = meaning;
    }

    /** Its name in the API: Knex's where Knex has it. */
    public String word() {
        return word;
    }

    /** HikariCP's name for the same thing; empty where it has none. */
    public Optional<String> hikariWord() {
        return Optional.ofNullable(hikariWord);
    }

    /** What is taken when it is not set; null for what has no effect or none then. */
    public @Nullable Object usual() {
        return usual;
    }

    /** The least value that is not refused. */
    public long least() {
        return least;
    }

    /** The most that is not refused. */
    public long most() {
        return most;
    }

    /** For people, without a full stop. */
    public String meaning() {
        return meaning;
    }

    /** Whether it is true or false. */
    public boolean isFlag() {
        return this == PROPAGATE_CREATE_ERROR;
    }

    /** Whether it is text. */
    public boolean isText() {
        return this == INIT_SQL;
    }

    /** By either name. */
    public static Optional<PoolSetting> of(String name) {
        return Arrays.stream(values())
                .filter(s -> s.word.equals(name) || name.equals(s.hikariWord))
                .findFirst();
    }

    /** Constants of an enum cannot use its own static fields. */
    private static final class Setting {
        static final long DAY = 86_400_000;
    }
}
