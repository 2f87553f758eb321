package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.Await;
import io.alacran.connection.Lease;
import io.alacran.connection.PoolDraft;
import io.alacran.connection.PoolStats;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a pool while many work with it, whatever database its sessions are of. */
@Tag("docker")
@Timeout(180)
abstract class PoolContract {

    @TempDir
    Path home;

    TestConnections test;

    /** Those among which is {@code shop}. */
    abstract TestConnections connections();

    /** A statement that takes a few milliseconds and answers 7. */
    abstract String quick();

    /** One that takes long enough to be running when something is done to the pool. */
    abstract String slow();

    /** How many sessions are open, as the database or the operating system has it. */
    abstract long sessions();

    @BeforeEach
    void open() {
        test = connections();
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
        Await.until(() -> sessions() <= 3 + 1);
        assertThat(sessions()).isPositive();
    }

    void configure(Map<String, Object> settings) {
        test.connections.configurePool("shop", new PoolDraft(settings));
    }

    PoolStats stats() {
        return test.pools.stats("shop").orElseThrow();
    }

    static long number(Lease lease, String sql) throws SQLException {
        return Long.parseLong(text(lease, sql));
    }

    static String text(Lease lease, String sql) throws SQLException {
        try (Statement statement = lease.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Threads that run statements, each on a lease of its own; every twelfth slow ones. */
    class Load implements AutoCloseable {

        final AtomicLong done = new AtomicLong();
        final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean ended;
        private volatile boolean paused;

        Load(int size) {
            for (int i = 0; i < size; i++) {
                String sql = i % 12 == 0 ? slow() : quick();
                threads.add(Thread.ofVirtual().start(() -> work(sql)));
            }
        }

        private void work(String sql) {
            while (!ended) {
                if (paused) {
                    Thread.onSpinWait();
                    Thread.yield();
                    continue;
                }
                try (Lease lease = test.pools.lease("shop")) {
                    assertThat(number(lease, sql)).isEqualTo(7);
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
