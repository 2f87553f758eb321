package io.alacran.connection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What takes effect of the settings that were asked. HikariCP changes some values without more than a line in its log,
 * and refuses others when the pool is opened; here each is adjusted beforehand, and said.
 *
 * @param effective by HikariCP's words and our own for what it does not have
 * @param notes one for each setting that was asked, and for each default that had to give way
 */
public record PoolPlan(Map<String, Object> effective, List<Note> notes) {

    /** What HikariCP takes an idle timeout below for a mistake, and replaces it by ten minutes. */
    private static final long LEAST_IDLE = 10_000;

    /** Below this it takes half an hour for the lifetime, and no keepalive at all. */
    private static final long LEAST_LIFETIME = 30_000;

    private static final long LEAST_LEAK = 2_000;

    /** What an overlay network's address drops a silent connection after. */
    private static final long DROPPED_AFTER = 900_000;

    /** What becomes of a setting. */
    public enum Effect {
        TAKES_EFFECT,
        ADJUSTED,
        NO_COUNTERPART;

        /** The word used over the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What becomes of one setting.
     *
     * @param setting in the API's word
     * @param value what takes effect; null when nothing does
     * @param because a sentence; empty when there is nothing to say
     */
    public record Note(
            PoolSetting setting, Effect effect, @Nullable Object value, String because) {}

    /** @param client whose driver decides how exact the timeout of connecting is */
    public static PoolPlan of(PoolSettings asked, String client) {
        return new Drawing(asked).draw(client);
    }

    /** A value of {@link #effective()} that is a number. */
    public long number(String word) {
        return effective.get(word) instanceof Number number ? number.longValue() : 0;
    }

    /** A value of {@link #effective()} that is text; null when it is not set. */
    public @Nullable String text(String word) {
        return effective.get(word) instanceof String text ? text : null;
    }

    private static final class Drawing {

        private final PoolSettings asked;
        private final Map<String, Object> effective = new LinkedHashMap<>();
        private final List<Note> notes = new ArrayList<>();

        Drawing(PoolSettings asked) {
            this.asked = asked;
        }

        PoolPlan draw(String client) {
            long min = number(PoolSetting.MIN);
            long max = number(PoolSetting.MAX);
            takes(
                    PoolSetting.MIN,
                    min,
                    min == 0
                            ? ""
                            : "Opened beforehand and kept idle; Knex counts those in use too, and opens none before.");
            takes(PoolSetting.MAX, max, "");
            takes(PoolSetting.ACQUIRE_TIMEOUT, number(PoolSetting.ACQUIRE_TIMEOUT), "");
            createTimeout(client);
            none(PoolSetting.DESTROY_TIMEOUT, "Sessions are ended in the background, nobody waits for it.");
            long lifetime = lifetime();
            idle(min == max, lifetime);
            none(PoolSetting.REAP_INTERVAL, "HikariCP looks every 30 s, for all pools alike.");
            none(
                    PoolSetting.CREATE_RETRY_INTERVAL,
                    "HikariCP pauses 10 ms, then twice as long each time up to 5 s; retryFirstDelayMillis is for who waits.");
            propagate();
            keepalive(lifetime);
            leak();
            validation();
            if (asked.get(PoolSetting.INIT_SQL) instanceof String sql) {
                takes(PoolSetting.INIT_SQL, sql, "");
            }
            takes(PoolSetting.RETRY_ATTEMPTS, number(PoolSetting.RETRY_ATTEMPTS), "");
            takes(PoolSetting.RETRY_FIRST_DELAY, number(PoolSetting.RETRY_FIRST_DELAY), "");
            Object factor = asked.get(PoolSetting.RETRY_FACTOR);
            takes(PoolSetting.RETRY_FACTOR, factor == null ? 2.0 : factor, "");
            takes(PoolSetting.DRAIN_TIMEOUT, number(PoolSetting.DRAIN_TIMEOUT), "");
            return new PoolPlan(java.util.Collections.unmodifiableMap(effective), List.copyOf(notes));
        }

        private void createTimeout(String client) {
            long wanted = number(PoolSetting.CREATE_TIMEOUT);
            long seconds = (wanted + 999) / 1_000 * 1_000;
            if (client.equals("postgres") && seconds != wanted) {
                adjusts(PoolSetting.CREATE_TIMEOUT, seconds, "PostgreSQL's driver counts it in whole seconds.");
            } else if (client.equals("sqlite") || client.equals("duckdb")) {
                effective.put(PoolSetting.CREATE_TIMEOUT.word(), wanted);
                none(PoolSetting.CREATE_TIMEOUT, "A file is opened without connecting.");
            } else {
                takes(PoolSetting.CREATE_TIMEOUT, wanted, "");
            }
        }

        private long lifetime() {
            long wanted = number(PoolSetting.LIFETIME);
            if (wanted > 0 && wanted < LEAST_LIFETIME) {
                adjusts(
                        PoolSetting.LIFETIME,
                        LEAST_LIFETIME,
                        "HikariCP takes anything below 30000 for a mistake and would use 1800000.");
                return LEAST_LIFETIME;
            }
            takes(
                    PoolSetting.LIFETIME,
                    wanted,
                    wanted == 0 || wanted >= DROPPED_AFTER
                            ? "Addresses of an overlay network drop connections that are silent for 900000: keep keepaliveTime."
                            : "");
            return wanted;
        }

        private void idle(boolean fixedSize, long lifetime) {
            long wanted = number(PoolSetting.IDLE_TIMEOUT);
            if (fixedSize) {
                effective.put("idleTimeout", 0L);
                note(
                        PoolSetting.IDLE_TIMEOUT,
                        Effect.ADJUSTED,
                        0L,
                        "min equals max: no session is ended for being idle.");
            } else if (wanted > 0 && wanted < LEAST_IDLE) {
                adjusts(
                        PoolSetting.IDLE_TIMEOUT,
                        LEAST_IDLE,
                        "HikariCP takes anything below 10000 for a mistake and would use 600000.");
            } else if (lifetime > 0 && wanted > lifetime - 1_000) {
                adjusts(
                        PoolSetting.IDLE_TIMEOUT,
                        lifetime - 1_000,
                        "Sessions end after " + lifetime + " anyway, and HikariCP would use no idle timeout at all.");
            } else {
                takes(PoolSetting.IDLE_TIMEOUT, wanted, wanted == 0 ? "" : "A session may end up to 30 s later.");
            }
        }

        private void propagate() {
            Object wanted = asked.get(PoolSetting.PROPAGATE_CREATE_ERROR);
            if (Boolean.FALSE.equals(wanted)) {
                note(
                        PoolSetting.PROPAGATE_CREATE_ERROR,
                        Effect.ADJUSTED,
                        true,
                        "Who waits is always told why a session cannot be opened, once the attempts are used up.");
            } else if (wanted != null) {
                note(PoolSetting.PROPAGATE_CREATE_ERROR, Effect.TAKES_EFFECT, true, "");
            }
        }

        private void keepalive(long lifetime) {
            long wanted = number(PoolSetting.KEEPALIVE);
            if (wanted > 0 && lifetime > 0 && Math.max(wanted, LEAST_LIFETIME) >= lifetime) {
                adjusts(
                        PoolSetting.KEEPALIVE,
                        0L,
                        "Sessions end after " + lifetime + ", before they would be asked a first time.");
            } else if (wanted > 0 && wanted < LEAST_LIFETIME) {
                adjusts(PoolSetting.KEEPALIVE, LEAST_LIFETIME, "HikariCP would turn anything below 30000 off.");
            } else {
                takes(PoolSetting.KEEPALIVE, wanted, "");
            }
        }

        private void leak() {
            long wanted = number(PoolSetting.LEAK_THRESHOLD);
            if (wanted > 0 && wanted < LEAST_LEAK) {
                adjusts(PoolSetting.LEAK_THRESHOLD, LEAST_LEAK, "HikariCP would turn anything below 2000 off.");
            } else {
                takes(PoolSetting.LEAK_THRESHOLD, wanted, "");
            }
        }

        private void validation() {
            long wanted = number(PoolSetting.VALIDATION_TIMEOUT);
            long wait = number(PoolSetting.ACQUIRE_TIMEOUT);
            if (wanted > wait) {
                adjusts(PoolSetting.VALIDATION_TIMEOUT, wait, "No longer than the wait for a session.");
            } else {
                takes(PoolSetting.VALIDATION_TIMEOUT, wanted, "");
            }
        }

        private long number(PoolSetting setting) {
            return asked.number(setting);
        }

        private void takes(PoolSetting setting, Object value, String because) {
            effective.put(setting.hikariWord().orElse(setting.word()), value);
            note(setting, Effect.TAKES_EFFECT, value, because);
        }

        private void adjusts(PoolSetting setting, long value, String because) {
            effective.put(setting.hikariWord().orElse(setting.word()), value);
            notes.add(new Note(setting, Effect.ADJUSTED, value, because));
        }

        private void none(PoolSetting setting, String because) {
            note(setting, Effect.NO_COUNTERPART, null, because);
        }

        /** Nothing is said of what nobody asked for. */
        private void note(PoolSetting setting, Effect effect, @Nullable Object value, String because) {
            if (asked.asked().containsKey(setting)) {
                notes.add(new Note(setting, effect, value, because));
            }
        }
    }
}
