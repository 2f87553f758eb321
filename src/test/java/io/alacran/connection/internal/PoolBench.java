package io.alacran.connection.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.Lease;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolDraft;
import io.alacran.connection.PoolPlan;
import io.alacran.connection.PoolStats;
import io.alacran.database.Reachability;
import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import io.alacran.engine.internal.TestDialects;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What lending a session costs through the console's pool, through HikariCP alone with the same settings, and without a
 * pool. {@code ./alacran bench pool} runs it; its lines are round, metric, path and value, by tabs.
 */
@Tag("bench")
class PoolBench {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 7);
    private static final long NANOS = Long.getLong("bench.millis", 2_000) * 1_000_000;
    private static final long LONG_SECONDS = Long.getLong("bench.seconds", 60);
    private static final int SESSIONS = 200;
    private static final int SIZE = 10;
    private static final String QUERY = "select 1";

    @TempDir
    Path home;

    /** One lease, with what is done on it, and its return. */
    private interface Use {
        void once() throws SQLException;
    }

    @Test
    void measures() throws Exception {
        Path results = Path.of(System.getProperty("bench.results", "target/pool-bench.tsv"));
        Files.createDirectories(results.toAbsolutePath().getParent());
        try (TestServer server = TestServer.postgres();
                TestConnections test = TestConnections.withServer(home, "shop", "postgres", server);
                PrintWriter out = new PrintWriter(Files.newBufferedWriter(results, StandardCharsets.UTF_8))) {
            NamedConnection shop = test.connections.configurePool("shop", PoolDraft.sizes(0, SIZE));
            // As those do who ask again and again: by a bare name the store is asked each time what it means
            String reference = shop.reference();
            Reachability.Address at = server.address();
            Endpoint endpoint = Endpoint.server(at.host(), at.port(), TestServer.LOGIN);
            Dialect dialect = TestDialects.all().of("postgres").orElseThrow();
            DataSource direct = new DirectDataSource(dialect, endpoint);
            try (HikariDataSource plain = plain(shop, direct)) {
                Map<String, Use> bare = Map.of(
                        "hikari", () -> plain.getConnection().close(),
                        "alacran", () -> test.pools.lease(reference).close());
                Map<String, Use> select = Map.of(
                        "hikari", () -> run(plain.getConnection()),
                        "alacran", () -> run(test.pools, reference),
                        "none", () -> run(direct.getConnection()));
                for (int round = 0; round <= ROUNDS; round++) {
                    measure(out, round, "lease", bare, 1);
                    measure(out, round, "lease4", bare, 4);
                    measure(out, round, "select", select, 1);
                    measure(out, round, "select10", select, SIZE);
                }
                plain.getHikariPoolMXBean().softEvictConnections();
                crowd(out, "hikari", () -> {
                    Connection session = plain.getConnection();
                    return new Lent(session, session::close);
                });
            }
            crowdOfOurs(out, test, reference);
        }
    }

    private static HikariDataSource plain(NamedConnection connection, DataSource source) {
        PoolPlan plan = PoolPlan.of(connection.pool(), connection.client());
        HikariConfig config = new HikariConfig();
        config.setPoolName("plain");
        config.setDataSource(source);
        config.setMinimumIdle((int) plan.number("minimumIdle"));
        config.setMaximumPoolSize((int) plan.number("maximumPoolSize"));
        config.setConnectionTimeout(plan.number("connectionTimeout"));
        config.setIdleTimeout(plan.number("idleTimeout"));
        config.setMaxLifetime(plan.number("maxLifetime"));
        config.setKeepaliveTime(plan.number("keepaliveTime"));
        config.setValidationTimeout(plan.number("validationTimeout"));
        return new HikariDataSource(config);
    }

    /** Round 0 warms up. None is always first, since a slower moment of the machine would hit it each time. */
    private static void measure(PrintWriter out, int round, String metric, Map<String, Use> paths, int threads)
            throws InterruptedException {
        List<String> order = new ArrayList<>(List.of("hikari", "alacran", "none"));
        order.retainAll(paths.keySet());
        Collections.rotate(order, round);
        // Short turns, many of them: both see the same moments of a machine that others use as well
        int turns = 10;
        Map<String, double[]> found = new HashMap<>();
        for (int turn = 0; turn < turns; turn++) {
            for (String path : order) {
                found.computeIfAbsent(path, p -> new double[turns])[turn] =
                        nanosPerUse(Objects.requireNonNull(paths.get(path)), threads, NANOS / turns);
            }
            Collections.rotate(order, 1);
        }
        found.forEach((path, each) -> {
            Arrays.sort(each);
            out.printf(
                    Locale.ROOT,
                    "%d\t%s\t%s\t%.1f%n",
                    round,
                    metric,
                    path,
                    (each[(turns - 1) / 2] + each[turns / 2]) / 2);
        });
        out.flush();
    }

    private static double nanosPerUse(Use use, int threads, long nanos) throws InterruptedException {
        LongAdder uses = new LongAdder();
        CountDownLatch done = new CountDownLatch(threads);
        long start = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            Thread.ofPlatform().start(() -> {
                long mine = 0;
                try {
                    do {
                        for (int n = 0; n < 16; n++) {
                            use.once();
                        }
                        mine += 16;
                    } while (System.nanoTime() - start < nanos);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                } finally {
                    uses.add(mine);
                    done.countDown();
                }
            });
        }
        done.await();
        return (double) (System.nanoTime() - start) * threads / uses.sum();
    }

    private static void run(ConnectionPools pools, String reference) throws SQLException {
        try (Lease lease = pools.lease(reference)) {
            query(lease.connection());
        }
    }

    private static void run(Connection connection) throws SQLException {
        try (connection) {
            query(connection);
        }
    }

    private static void query(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
        }
    }

    private static void crowdOfOurs(PrintWriter out, TestConnections test, String reference)
            throws InterruptedException {
        crowd(out, "alacran", () -> {
            Lease lease = test.pools.lease(reference);
            return new Lent(lease.connection(), lease::close);
        });
        PoolStats after = test.pools.stats(reference).orElseThrow();
        out.printf("0\tcrowd-active\talacran\t%d%n", after.active());
        out.printf("0\tcrowd-held\talacran\t%d%n", after.held().size());
        out.printf("0\tcrowd-total\talacran\t%d%n", after.total());
        out.printf("0\tcrowd-timeouts\talacran\t%d%n", after.timeouts());
    }

    /** A session, and how it is given back. */
    private record Lent(Connection session, Use back) {}

    /** Lends a session. */
    private interface Lender {
        Lent lend() throws SQLException;
    }

    /** Many more sessions than the pool has, each with a short statement after the other. */
    private static void crowd(PrintWriter out, String path, Lender lender) throws InterruptedException {
        int most = 4_000_000;
        int[] waits = new int[most];
        AtomicLong count = new AtomicLong();
        LongAdder errors = new LongAdder();
        long end = System.nanoTime() + LONG_SECONDS * 1_000_000_000;
        CountDownLatch done = new CountDownLatch(SESSIONS);
        for (int i = 0; i < SESSIONS; i++) {
            Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < end) {
                    long asked = System.nanoTime();
                    try {
                        Lent lent = lender.lend();
                        long got = System.nanoTime();
                        long n = count.getAndIncrement();
                        if (n < most) {
                            waits[(int) n] = (int) Math.min(Integer.MAX_VALUE, (got - asked) / 1_000);
                        }
                        try {
                            query(lent.session());
                        } finally {
                            lent.back().once();
                        }
                    } catch (SQLException | RuntimeException e) {
                        errors.increment();
                    }
                }
                done.countDown();
            });
        }
        done.await();
        int n = (int) Math.min(most, count.get());
        Arrays.sort(waits, 0, n);
        out.printf("0\tcrowd-leases\t%s\t%d%n", path, count.get());
        out.printf("0\tcrowd-errors\t%s\t%d%n", path, errors.sum());
        for (double share : new double[] {0.5, 0.95, 0.99, 1}) {
            out.printf(
                    Locale.ROOT,
                    "0\tcrowd-p%.0f\t%s\t%.3f%n",
                    share * 100,
                    path,
                    waits[Math.min(n - 1, (int) (share * n))] / 1_000.0);
        }
        out.flush();
    }

    /** Opens a session each time. */
    private static final class DirectDataSource implements DataSource {

        private final Dialect dialect;
        private final Endpoint endpoint;

        DirectDataSource(Dialect dialect, Endpoint endpoint) {
            this.dialect = dialect;
            this.endpoint = endpoint;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return dialect.open(endpoint);
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public PrintWriter getLogWriter() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public java.util.logging.Logger getParentLogger() {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
