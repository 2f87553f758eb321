package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.connection.PoolDraft;
import io.alacran.connection.PoolSetting;
import io.alacran.connection.PoolSettings;
import io.alacran.problem.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoolFormTests {

    private final List<FieldError> errors = new ArrayList<>();

    @Test
    void takesTheWordsOfKnexAndOfHikari() {
        PoolSettings knex = read("min", 1, "max", 3, "acquireTimeoutMillis", 500, "idleTimeoutMillis", 20_000);
        PoolSettings hikari =
                read("minimumIdle", 1, "maximumPoolSize", 3, "connectionTimeout", 500, "idleTimeout", 20_000);

        assertThat(errors).isEmpty();
        assertThat(hikari).isEqualTo(knex);
        assertThat(PoolSettingsText.read(PoolSettingsText.write(knex))).isEqualTo(knex);
    }

    @Test
    void twoNamesOfOneSettingMayAgreeButNotDiffer() {
        assertThat(read("max", 3, "maximumPoolSize", 3).max()).isEqualTo(3);
        assertThat(errors).isEmpty();

        read("max", 3, "maximumPoolSize", 4);

        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo("pool.maximumPoolSize");
            assertThat(error.message()).contains("4 contradicts max, 3");
        });
    }

    @Test
    void refusesWhatHikariWouldSilentlyTurnAround() {
        read("min", 9, "max", 3);
        read("acquireTimeoutMillis", 0);
        read("acquireTimeoutMillis", 249);
        read("max", 0);
        read("max", 2.5);
        read("max", "ten");
        read("nonsense", 1);

        assertThat(errors)
                .extracting(error -> error.field() + ": " + error.message())
                .containsExactly(
                        "pool.min: 9 is not between 0 and the maximum, 3",
                        "pool.acquireTimeoutMillis: 0 would wait for ever; it is between 250 and 600000",
                        "pool.acquireTimeoutMillis: 249 is not between 250 and 600000",
                        "pool.max: 0 is not between 1 and 100",
                        "pool.max: 2.5 is not a whole number",
                        "pool.max: 'ten' is not a number",
                        "pool.nonsense: is not supported");
    }

    @Test
    void aChangeLeavesTheOtherSettingsAndANullTakesTheDefaultAgain() {
        PoolSettings present = read("min", 1, "max", 3, "idleTimeoutMillis", 20_000);
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        changes.put("maximumPoolSize", 7);
        changes.put("idleTimeoutMillis", null);

        PoolSettings changed = PoolForm.change(present, new PoolDraft(changes), errors);

        assertThat(errors).isEmpty();
        assertThat(changed.asked()).isEqualTo(Map.of(PoolSetting.MIN, 1L, PoolSetting.MAX, 7L));
    }

    private PoolSettings read(Object... namesAndValues) {
        Map<String, Object> asked = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            asked.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return PoolForm.read(new PoolDraft(asked), errors);
    }
}
