package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.alacran.Await;
import io.alacran.connection.Lease;
import io.alacran.problem.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What becomes of the pool of a server, which may also go away and come back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerPoolContract extends PoolContract {

    TestServer server;

    /** What the server is to a connection. */
    abstract String client();

    /** One that can be stopped and started again where it was. */
    abstract TestServer started();

    /** Asks the server for the number of its sessions. */
    abstract String countOfSessions();

    @BeforeAll
    void start() {
        server = started();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    TestConnections connections() {
        return TestConnections.withServer(home, "shop", client(), server);
    }

    @Override
    long sessions() {
        try (Lease lease = test.pools.lease("shop")) {
            return number(lease, countOfSessions());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
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
}
