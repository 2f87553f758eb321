package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.Await;
import io.alacran.connection.Lease;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Pools of a PostgreSQL: what people do to them while others work. */
class PoolIT extends ServerPoolContract {

    @Override
    String client() {
        return "postgres";
    }

    @Override
    TestServer started() {
        return TestServer.postgresOnOnePort();
    }

    @Override
    String quick() {
        return "select 7 from pg_sleep(0.002)";
    }

    @Override
    String slow() {
        return "select 7 from pg_sleep(0.1)";
    }

    @Override
    String countOfSessions() {
        return "select count(*) from pg_stat_activity where backend_type = 'client backend' and datname = 'shop'";
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
}
