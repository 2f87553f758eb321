package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.connection.Lease;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolMetricsTests {

    @TempDir
    Path home;

    @Test
    void countsTheSessionsOfEachPoolByItsName() {
        try (TestConnections test = TestConnections.withSample(home)) {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            new PoolMetrics((HikariPools) test.pools, registry);
            try (Lease lease = test.pools.lease("sample")) {
                assertThat(lease.connection()).isNotNull();
                assertThat(registry.get("alacran.pool.active")
                                .tags("pool", "sample", "environment", "development")
                                .gauge()
                                .value())
                        .isEqualTo(1);
            }
            assertThat(registry.get("alacran.pool.active")
                            .tag("pool", "sample")
                            .gauge()
                            .value())
                    .isZero();
            assertThat(registry.get("alacran.pool.opened")
                            .tag("pool", "sample")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("alacran.pool.usage")
                            .tags("pool", "sample", "quantile", "0.99")
                            .timeGauge()
                            .value(TimeUnit.NANOSECONDS))
                    .isPositive();
        }
    }

    @Test
    void whatIsCountedGoesWithTheConnectionAndWithItsName() {
        try (TestConnections test = TestConnections.withSample(home)) {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            HikariPools pools = (HikariPools) test.pools;
            new PoolMetrics(pools, registry);
            pools.lease("sample").close();
            assertThat(counted(registry)).containsOnly("sample");

            test.connections.update("sample", TestConnections.file("renamed", "sample/sample.db", true));
            assertThat(counted(registry)).isEmpty();
            pools.lease("renamed").close();
            assertThat(counted(registry)).containsOnly("renamed");

            test.connections.remove("renamed");
            assertThat(counted(registry)).isEmpty();
        }
    }

    private static List<String> counted(SimpleMeterRegistry registry) {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().getTag("pool"))
                .toList();
    }
}
