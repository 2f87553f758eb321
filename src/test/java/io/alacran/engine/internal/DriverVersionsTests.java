package io.alacran.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Runtime.Version;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.DriverInfo;
import org.sqlite.SQLiteJDBCLoader;

/** Drivers that are older than these can be made to do what no option of theirs is allowed to. */
class DriverVersionsTests {

    static Stream<Arguments> drivers() {
        return Stream.of(
                // CVE-2022-21724, CVE-2022-26520, CVE-2024-1597, CVE-2025-49146, CVE-2026-42198
                Arguments.of("PostgreSQL", DriverInfo.DRIVER_VERSION, "42.7.11"),
                // CVE-2023-32697
                Arguments.of("SQLite", SQLiteJDBCLoader.getVersion(), "3.41.2.2"),
                // CVE-2021-42392, CVE-2022-23221; nobody connects to it, the console's own store is one
                Arguments.of("H2", org.h2.engine.Constants.VERSION, "2.1.210"));
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void isNotOneWithAKnownHole(String driver, String present, String least) {
        assertThat(Version.parse(present)).as(driver).isGreaterThanOrEqualTo(Version.parse(least));
    }
}
