package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import io.alacran.Await;
import io.alacran.connection.PoolDraft;
import io.alacran.connection.PoolPlan;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What HikariCP is really given of what a pool's settings say, in tarn's words or its own. */
@Timeout(60)
class PoolMappingTests {

    @TempDir
    Path home;

    private TestConnections test;

    @BeforeEach
    void open() {
        test = TestConnections.withSample(home);
    }

    @AfterEach
    void close() {
        test.close();
    }

    /** All that is not named has to be as it is without any setting. */
    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource({
        "'', ''",
        "min=3, minimumIdle=3",
        "max=7, maximumPoolSize=7",
        "acquireTimeoutMillis=4000, connectionTimeout=4000",
        "createTimeoutMillis=4000, ''",
        "destroyTimeoutMillis=4000, ''",
        "idleTimeoutMillis=40000, idleTimeout=40000",
        "idleTimeoutMillis=5000, idleTimeout=10000",
        "idleTimeoutMillis=0, idleTimeout=0",
        "idleTimeoutMillis=900000, idleTimeout=839000",
        "min=4 max=4, minimumIdle=4 maximumPoolSize=4 idleTimeout=0",
        "reapIntervalMillis=500, ''",
        "createRetryIntervalMillis=500, ''",
        "propagateCreateError=false, ''",
        "propagateCreateError=true, ''",
        "maxConnectionLifetimeMillis=600000, maxLifetime=600000",
        "maxConnectionLifetimeMillis=5000, maxLifetime=30000 idleTimeout=29000 keepaliveTime=0",
        "keepaliveTime=90000, keepaliveTime=90000",
        "keepaliveTime=5000, keepaliveTime=30000",
        "validationTimeout=2000, validationTimeout=2000",
        "validationTimeout=20000, validationTimeout=10000",
        "minimumIdle=2 maximumPoolSize=5, minimumIdle=2 maximumPoolSize=5",
        "connectionTimeout=2500, connectionTimeout=2500 validationTimeout=2500",
        "idleTimeout=60000 maxLifetime=300000, idleTimeout=60000 maxLifetime=300000"
    })
    void everySettingReachesHikariAsTheTableSays(String asked, String given) throws Exception {
        Map<String, Object> expected = new TreeMap<>(Map.of(
                "minimumIdle", 0L,
                "maximumPoolSize", 10L,
                "connectionTimeout", 10_000L,
                "idleTimeout", 300_000L,
                "maxLifetime", 840_000L,
                "keepaliveTime", 120_000L,
                "validationTimeout", 3_000L));
        expected.putAll(settings(given));

        test.connections.configurePool("sample", new PoolDraft(settings(asked)));
        Sessions sessions = sessions();
        try {
            assertThat(values(sessions)).isEqualTo(expected);
        } finally {
            sessions.close();
        }
    }

    @Test
    void sessionsThatNobodyUsesAreAskedBeforeAnOverlayNetworkForgetsThem() throws Exception {
        Sessions sessions = sessions();
        try {
            assertThat(sessions.kept().config.getKeepaliveTime()).isBetween(1L, 899_999L);
            assertThat(sessions.kept().config.getMaxLifetime()).isBetween(1L, 899_999L);
        } finally {
            sessions.close();
        }
    }

    @Test
    void anOpenPoolTakesUpSizesAndTimes() throws Exception {
        Sessions sessions = sessions();
        try {
            String changed = "min=1 max=6 acquireTimeoutMillis=5000 idleTimeoutMillis=50000"
                    + " maxConnectionLifetimeMillis=700000 validationTimeout=4000";
            test.connections.configurePool("sample", new PoolDraft(settings(changed)));
            sessions.follow(plan());

            assertThat(sessions.acquireTimeout()).isEqualTo(5_000);
            assertThat(values(sessions))
                    .isEqualTo(settings("minimumIdle=1 maximumPoolSize=6 connectionTimeout=5000 idleTimeout=50000"
                            + " maxLifetime=700000 validationTimeout=4000 keepaliveTime=120000"));
        } finally {
            sessions.close();
        }
    }

    @Test
    void asManySessionsAsTheMinimumAreOpenedBeforehand() {
        test.connections.configurePool("sample", new PoolDraft(Map.of("min", 3)));
        test.pools.lease("sample").close();

        Await.until(() -> test.pools.stats("sample").orElseThrow().idle() == 3);
        assertThat(test.pools.stats("sample").orElseThrow().total()).isEqualTo(3);
    }

    /** All at once, since each takes all of its time. */
    @Test
    void anAttemptAtAServerThatIsSilentEndsInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Map<String, CompletableFuture<Duration>> left = new HashMap<>();
            for (String client : List.of("postgres", "mysql", "mariadb", "mssql")) {
                test.connections.create(TestConnections.draft(Map.of(
                        "name",
                        client,
                        "client",
                        client,
                        "host",
                        "127.0.0.1",
                        "port",
                        silent.getLocalPort(),
                        "username",
                        "app",
                        "password",
                        "secret-4711",
                        "pool",
                        Map.of("createTimeoutMillis", 1_000, "acquireTimeoutMillis", 60_000, "retryAttempts", 1))));
                left.put(
                        client, CompletableFuture.supplyAsync(() -> untilItIsLeft(client), Thread::startVirtualThread));
            }

            // Ten seconds are the default
            left.forEach((client, took) ->
                    assertThat(took.join()).as(client).isBetween(Duration.ofMillis(900), Duration.ofSeconds(9)));
        }
    }

    private Duration untilItIsLeft(String client) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> test.pools.lease(client)).as(client).hasMessageContaining("could not be reached");
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Sessions sessions() throws SQLException {
        Way way = new Ways(test.names, test.endpoints).of("sample");
        PoolMeter meter = new PoolMeter();
        return new Sessions(
                way.connection(),
                plan(),
                new Opener(way.dialect(), test.tunnels.line(way), plan(), meter),
                new Gate(10),
                meter,
                true);
    }

    private PoolPlan plan() {
        var connection = test.names.get("sample");
        return PoolPlan.of(connection.pool(), connection.client());
    }

    private static Map<String, Object> values(Sessions sessions) {
        HikariConfig config = sessions.kept().config;
        return Map.of(
                "minimumIdle", (long) config.getMinimumIdle(),
                "maximumPoolSize", (long) config.getMaximumPoolSize(),
                "connectionTimeout", config.getConnectionTimeout(),
                "idleTimeout", config.getIdleTimeout(),
                "maxLifetime", config.getMaxLifetime(),
                "keepaliveTime", config.getKeepaliveTime(),
                "validationTimeout", config.getValidationTimeout());
    }

    private static Map<String, Object> settings(String words) {
        Map<String, Object> settings = new HashMap<>();
        for (String word : words.isEmpty() ? new String[0] : words.split(" ")) {
            String value = word.substring(word.indexOf('=') + 1);
            settings.put(
                    word.substring(0, word.indexOf('=')),
                    Character.isDigit(value.charAt(0)) ? (Object) Long.valueOf(value) : Boolean.valueOf(value));
        }
        return settings;
    }
}
