package io.alacran.workbench.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsoTimesTests {

    @ParameterizedTest
    @CsvSource({
        "2026-11-20 22:30:00.5+00, 2026-11-20T22:30:00.5+00:00",
        "2026-11-20 22:30:00-03:30, 2026-11-20T22:30:00-03:30",
        "2026-11-20 22:30:00.1234567 +01:00, 2026-11-20T22:30:00.1234567+01:00",
        "2026-11-20 22:30:00, 2026-11-20T22:30:00",
        "2026-11-20, 2026-11-20",
        "22:30:00, 22:30:00",
        "infinity, infinity",
        "0044-03-15 12:00:00 BC, 0044-03-15 12:00:00 BC"
    })
    void writesWhatDatabasesSayAsIso8601WithoutLosingADigit(String database, String iso) {
        assertThat(IsoTimes.iso(database)).isEqualTo(iso);
    }
}
