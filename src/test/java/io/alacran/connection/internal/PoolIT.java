package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.alacran.Await;
import io.alacran.connection.Lease;
import io.alacran.connection.PoolDraft;
import io.alacran.connection.PoolStats;
import io.alacran.problem.ProblemException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pools on a real server: what people do to them while others work. */
@Tag("docker")
@Timeout(180)
class PoolIT {

    private static TestServer server;

    @TempDir
    Path home;

    private TestConnections test;

    @BeforeAll
    static void start() {
        server = TestServer.postgresOnOnePort();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        test = TestConnections.withServer(home, "shop", "postgres", server);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aPoolThatIsResizedUnderLoadBreaksNoStatement() throws Exception {
        configure(Map.of("max", 8));
        try (Load load = new Load(24)) {
            for (int max : new int[] {2, 20, 1, 5, 12, 3}) {
                long before = load.done.get();
                configure(Map.of("max", max, "acquireTimeoutMillis", 30_000));
                Await.until(() -> load.done.get() > before + 100);
                Await.until(() -> stats().active() <= max && stats().total() <= max);
            }
            long before = load.done.get();
            PoolStats old = stats();
            configure(Map.of("keepaliveTime", 60_000));
            Await.until(() -> load.done.get() > before + 200);
            assertThat(stats().opened()).as("a new pool took its place").isGreaterThan(old.opened());
            test.pools.evict("shop");
            Await.until(() -> load.done.get() > before + 400);
            load.stop();
            assertThat(load.failures).isEmpty();
            assertThat(load.done).hasValueGreaterThan(1_000);
        }
        assertThat(stats().active()).isZero();
        assertThat(stats().held()).isEmpty();
        Await.until(() -> sessionsOnTheServer() <= 3 + 1);
    }

    @Test
    void aServerThatStopsUnderLoadIsNamedQuicklyAndItsPoolRecoversByItself() throws Exception {
        configure(Map.of("max", 4));
        try (Load load = new Load(12)) {
            Await.until(() -> load.done.get() > 100);
            server.stop();
            load.pause();
            Await.until(() -> stats().active() == 0 && stats().waiting() == 0);
            Throwable first = catchThrowable(() -> test.pools.lease("shop"));
            long start = System.nanoTime();
            assertThatThrownBy(() -> test.pools.lease("shop"))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("could not be reached at 127.0.0.1")
                    .hasMessageContaining("refused");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            assertThat(first).isInstanceOf(ProblemException.class);

            server.startAgain();
            long restarted = System.nanoTime();
            try (Lease lease = test.pools.lease("shop")) {
                assertThat(number(lease, "select 1")).isEqualTo(1);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - restarted)).isLessThan(Duration.ofSeconds(5));
            long failed = load.failures.size();
            long before = load.done.get();
            load.resume();
            Await.until(() -> load.done.get() > before + 200);
            load.stop();
            assertThat(load.failures).as("none after it came back").hasSize((int) failed);
        }
    }

    @Test
    void aPoolThatIsReplacedLetsStatementsGoOnButNotForEver() throws Exception {
        configure(Map.of("drainTimeoutMillis", 400));
        try (Lease lease = test.pools.lease("shop");
                Statement statement = lease.connection().createStatement()) {
            AtomicBoolean began = new AtomicBoolean();
            Thread.startVirtualThread(() -> {
                configure(Map.of("keepaliveTime", 60_000));
                began.set(true);
            });
            statement.execute("select pg_sleep(0.2)");
            Await.until(began::get);
            assertThatThrownBy(() -> statement.execute("select pg_sleep(60)")).isInstanceOf(SQLException.class);
        }
        try (Lease lease = test.pools.lease("shop")) {
            assertThat(number(lease, "select 1")).isEqualTo(1);
        }
    }

    @Test
    void everySessionBeginsWithTheInitStatementAndOneThatFailsIsTold() throws Exception {
        configure(Map.of("connectionInitSql", "set application_name to 'of the init statement'"));
        try (Lease one = test.pools.lease("shop");
                Lease two = test.pools.lease("shop")) {
            for (Lease lease : List.of(one, two)) {
                assertThat(text(lease, "show application_name")).isEqualTo("of the init statement");
            }
        }
        configure(Map.of("connectionInitSql", "set nonsense to 1"));

        assertThatThrownBy(() -> test.pools.lease("shop")).hasMessageContaining("unrecognized configuration parameter");
    }

    @Test
    void evictedSessionsAreOpenedAnew() throws Exception {
        long first;
        try (Lease lease = test.pools.lease("shop")) {
            first = number(lease, "select pg_backend_pid()");
            test.pools.evict("shop");
            assertThat(number(lease, "select pg_backend_pid()")).isEqualTo(first);
        }
        try (Lease lease = test.pools.lease("shop")) {
            assertThat(number(lease, "select pg_backend_pid()")).isNotEqualTo(first);
        }
    }

    @Test
    void aSessionThatIsHeldForLongIsShownAsALeakWithWhoRunsWhat() throws Exception {
        configure(Map.of("leakDetectionThreshold", 2_000));
        try (Lease lease = test.pools.lease("shop")) {
            lease.runs("ada", "select * from customer where name = 'Meyer'");
            assertThat(stats().held())
                    .singleElement()
                    .satisfies(held -> assertThat(held.leak()).isFalse());
            Await.until(() -> stats().held().getFirst().leak());
            assertThat(stats().held()).singleElement().satisfies(held -> {
                assertThat(held.by()).isEqualTo("ada");
                assertThat(held.sql()).isEqualTo("select * from customer where name = ?");
                assertThat(held.heldMs()).isBetween(2_000L, 20_000L);
            });
        }
        assertThat(stats().held()).isEmpty();
        assertThat(stats().usage().max()).isGreaterThan(1_900);
    }

    @Test
    void aColdPoolThatManyWantAtOnceOpensNoMoreSessionsThanItMayHave() throws Exception {
        configure(Map.of("max", 2, "min", 0, "acquireTimeoutMillis", 30_000));
        AtomicLong most = new AtomicLong();
        AtomicBoolean done = new AtomicBoolean();
        try (TestConnections watching = TestConnections.withServer(home.resolve("watch"), "shop", "postgres", server);
                Lease watch = watching.pools.lease("shop")) {
            String others = "select count(*) from pg_stat_activity where backend_type = 'client backend'"
                    + " and datname = 'shop' and pid <> pg_backend_pid()";
            Await.until(() -> counted(watch, others) == 0);
            Thread watcher = Thread.ofPlatform().start(() -> {
                while (!done.get()) {
                    most.accumulateAndGet(counted(watch, others), Math::max);
                }
            });
            try (Load load = new Load(60)) {
                Await.until(() -> load.done.get() > 200);
                load.stop();
                assertThat(load.failures).isEmpty();
            } finally {
                done.set(true);
                watcher.join();
            }
            assertThat(most).satisfies(count -> assertThat(count.get()).isBetween(1L, 2L));
            assertThat(stats().opened()).isLessThanOrEqualTo(2);
        }
    }

    private static long counted(Lease lease, String sql) {
        try {
            return number(lease, sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void configure(Map<String, Object> settings) {
        test.connections.configurePool("shop", new PoolDraft(settings));
    }

    private PoolStats stats() {
        return test.pools.stats("shop").orElseThrow();
    }

    private long sessionsOnTheServer() {
        try (Lease lease = test.pools.lease("shop")) {
            return number(
                    lease,
                    "select count(*) from pg_stat_activity where backend_type = 'client backend' and datname = 'shop'");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static long number(Lease lease, String sql) throws SQLException {
        return Long.parseLong(text(lease, sql));
    }

    private static String text(Lease lease, String sql) throws SQLException {
        try (Statement statement = lease.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Threads that run short statements, each on a lease of its own. */
    private class Load implements AutoCloseable {

        final AtomicLong done = new AtomicLong();
        final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean ended;
        private volatile boolean paused;

        Load(int size) {
            for (int i = 0; i < size; i++) {
                threads.add(Thread.ofVirtual().start(this::work));
            }
        }

        private void work() {
            while (!ended) {
                if (paused) {
                    Thread.onSpinWait();
                    Thread.yield();
                    continue;
                }
                try (Lease lease = test.pools.lease("shop")) {
                    assertThat(number(lease, "select 7 from pg_sleep(0.002)")).isEqualTo(7);
                    done.incrementAndGet();
                } catch (Throwable e) {
                    failures.add(e);
                }
            }
        }

        void pause() {
            paused = true;
        }

        void resume() {
            paused = false;
        }

        void stop() throws InterruptedException {
            ended = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }

        @Override
        public void close() throws InterruptedException {
            stop();
        }
    }
}
