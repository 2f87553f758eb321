package io.alacran.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.connection.PoolPlan.Effect;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolPlanTests {

    @Test
    void whatNobodySetSurvivesAnOverlayNetworksQuarterOfAnHour() {
        PoolPlan usual = PoolPlan.of(PoolSettings.DEFAULT, "postgres");

        assertThat(usual.effective())
                .containsEntry("maximumPoolSize", 10L)
                .containsEntry("minimumIdle", 0L)
                .containsEntry("connectionTimeout", 10_000L);
        assertThat(usual.number("keepaliveTime")).isPositive().isLessThan(900_000);
        assertThat(usual.number("maxLifetime")).isPositive().isLessThan(900_000);
        assertThat(usual.number("idleTimeout")).isLessThan(usual.number("maxLifetime"));
        assertThat(usual.notes()).isEmpty();
    }

    @ParameterizedTest(name = "{0} = {1} becomes {3}")
    @CsvSource({
        "IDLE_TIMEOUT,      9999,   idleTimeout,            10000,  600000",
        "LIFETIME,          29999,  maxLifetime,            30000,  1800000",
        "KEEPALIVE,         29999,  keepaliveTime,          30000,  off",
        "LEAK_THRESHOLD,    1999,   leakDetectionThreshold, 2000,   off",
        "VALIDATION_TIMEOUT,20000,  validationTimeout,      10000,  No longer than the wait",
        "IDLE_TIMEOUT,      840000, idleTimeout,            839000, no idle timeout at all",
        "KEEPALIVE,         840000, keepaliveTime,          0,      before they would be asked",
        "CREATE_TIMEOUT,    1001,   createTimeoutMillis,    2000,   whole seconds",
    })
    void whatWouldSilentlyBecomeSomethingElseIsAdjustedAndSaid(
            PoolSetting setting, long asked, String word, long effective, String because) {
        PoolPlan plan = PoolPlan.of(settings(Map.of(setting, asked)), "postgres");

        assertThat(plan.effective()).containsEntry(word, effective);
        assertThat(plan.notes())
                .filteredOn(note -> note.setting() == setting)
                .singleElement()
                .satisfies(note -> {
                    assertThat(note.effect()).isEqualTo(Effect.ADJUSTED);
                    assertThat(note.value()).isEqualTo(effective);
                    assertThat(note.because()).contains(because);
                });
    }

    @ParameterizedTest
    @CsvSource({"DESTROY_TIMEOUT", "REAP_INTERVAL", "CREATE_RETRY_INTERVAL"})
    void whatHasNoCounterpartSaysWhatHappensInstead(PoolSetting setting) {
        PoolPlan plan = PoolPlan.of(settings(Map.of(setting, 500L)), "postgres");

        assertThat(plan.notes()).singleElement().satisfies(note -> {
            assertThat(note.effect()).isEqualTo(Effect.NO_COUNTERPART);
            assertThat(note.value()).isNull();
            assertThat(note.because()).isNotBlank();
        });
        assertThat(plan.effective()).doesNotContainKey(setting.word());
    }

    @Test
    void whoWaitsIsAlwaysToldWhyNoSessionCanBeOpened() {
        PoolPlan plan = PoolPlan.of(settings(Map.of(PoolSetting.PROPAGATE_CREATE_ERROR, false)), "postgres");

        assertThat(plan.notes()).extracting(PoolPlan.Note::effect).containsExactly(Effect.ADJUSTED);
        assertThat(plan.notes()).extracting(PoolPlan.Note::value).containsExactly(true);
    }

    @Test
    void aPoolOfOneSizeEndsNoSessionForBeingIdle() {
        PoolPlan plan = PoolPlan.of(
                settings(Map.of(PoolSetting.MIN, 4L, PoolSetting.MAX, 4L, PoolSetting.IDLE_TIMEOUT, 60_000L)), "mysql");

        assertThat(plan.effective()).containsEntry("idleTimeout", 0L);
        assertThat(plan.notes()).extracting(PoolPlan.Note::because).anyMatch(why -> why.contains("min equals max"));
    }

    @Test
    void aLifetimeThatIsShorterThanTheDefaultKeepaliveTurnsThatOffAndSaysSo() {
        PoolPlan plan = PoolPlan.of(settings(Map.of(PoolSetting.LIFETIME, 60_000L)), "postgres");

        assertThat(plan.effective()).containsEntry("keepaliveTime", 0L).containsEntry("idleTimeout", 59_000L);
        assertThat(plan.notes())
                .extracting(PoolPlan.Note::setting)
                .contains(PoolSetting.KEEPALIVE, PoolSetting.IDLE_TIMEOUT);
    }

    private static PoolSettings settings(Map<PoolSetting, Object> asked) {
        return new PoolSettings(new EnumMap<>(asked));
    }
}
