package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import io.alacran.Await;
import io.alacran.connection.Lease;
import io.alacran.connection.PoolDraft;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialects;
import io.alacran.engine.internal.TestDialects;
import io.alacran.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HikariPoolsTests {

    @TempDir
    Path home;

    private final Dialect sqlite = TestDialects.all().of("sqlite").orElseThrow();
    private final Dialect dialect = mock(Dialect.class, delegatesTo(sqlite));
    private TestConnections test;
    private HikariPools pools;

    @BeforeEach
    void open() {
        FakeDatabases none = new FakeDatabases();
        test = new TestConnections(home, none);
        test.makeSample();
        pools = new HikariPools(
                test.table, new Ways(test.names, test.endpoints(new Dialects(List.of(dialect)))), test.tunnels);
    }

    @AfterEach
    void close() {
        pools.closeAll();
        test.close();
    }

    @Test
    void callersOfADeadHostDoNotQueueBehindEachOther() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch dead = new CountDownLatch(1);
        doAnswer(call -> {
                    attempts.incrementAndGet();
                    dead.await();
                    throw new SQLException("no route to host");
                })
                .when(dialect)
                .open(any());

        List<Thread> callers = new ArrayList<>();
        Queue<Throwable> told = new ConcurrentLinkedQueue<>();
        for (int n = 0; n < 20; n++) {
            callers.add(Thread.startVirtualThread(() -> told.add(catchThrowable(() -> pools.lease("sample")))));
        }
        Await.until(() -> callers.stream().allMatch(caller -> caller.getState() == Thread.State.WAITING));
        dead.countDown();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(told)
                .hasSize(20)
                .allSatisfy(failure -> assertThat(failure).hasMessageContaining("no route to host"));
        assertThat(attempts).as("one asks, all are told").hasValue(1);
    }

    @Test
    void opensNoPoolForAConnectionThatWasRemovedMeanwhile() throws Exception {
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch removed = new CountDownLatch(1);
        doAnswer(call -> {
                    connecting.countDown();
                    removed.await();
                    return sqlite.open(call.getArgument(0));
                })
                .when(dialect)
                .open(any());

        CompletableFuture<Throwable> late =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> pools.lease("sample")));
        connecting.await();
        test.connections.remove("sample");
        removed.countDown();

        assertThat(late.get())
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.kind()).isEqualTo(ProblemException.Kind.NOT_FOUND));
        assertThat(pools.stats("sample")).isEmpty();
    }

    @Test
    void leadsToWhereTheConnectionLeadsNowEvenWhenItChangedWhileConnecting() throws Exception {
        Path other = Files.copy(
                home.resolve("sample/sample.db"),
                Files.createDirectories(home.resolve("sqlite")).resolve("b.db"));
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        doAnswer(call -> {
                    connecting.countDown();
                    changed.await();
                    return sqlite.open(call.getArgument(0));
                })
                .when(dialect)
                .open(any());

        CompletableFuture<Lease> late = CompletableFuture.supplyAsync(() -> pools.lease("sample"));
        connecting.await();
        test.connections.update("sample", TestConnections.file("sample", "sqlite/b.db", false));
        changed.countDown();

        try (Lease lease = late.get()) {
            assertThat(lease.connection().getMetaData().getURL()).endsWith(other.toString());
        }
    }

    /** The connections of {@code test} have pools of their own, as those of another console on the store have. */
    @Test
    void aPoolAtRestFollowsWhatAnotherConsoleChanged() throws Exception {
        Path other = Files.copy(
                home.resolve("sample/sample.db"),
                Files.createDirectories(home.resolve("sqlite")).resolve("b.db"));
        rest("sample@development");
        test.connections.update("sample", TestConnections.file("sample", "sqlite/b.db", false));
        try (Lease lease = pools.lease("sample@development")) {
            assertThat(lease.connection().getMetaData().getURL())
                    .as("the first one after the rest")
                    .endsWith(other.toString());
        }

        rest("sample@development");
        test.connections.update("sample", TestConnections.file("till", "sqlite/b.db", false));
        assertThat(catchThrowable(() -> pools.lease("sample@development")))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.kind()).isEqualTo(ProblemException.Kind.NOT_FOUND));
        assertThat(pools.stats("sample@development")).isEmpty();

        rest("till@development");
        test.connections.remove("till");
        for (int look = 0; look < HikariPools.LOOKS_AT_REST; look++) {
            pools.look();
        }
        assertThat(pools.stats("till@development")).as("nobody asked").isEmpty();
    }

    @Test
    void aPoolAtRestLendsNothingWhereNoWayLeadsAnyMore() throws Exception {
        Path file = Files.copy(
                home.resolve("sample/sample.db"),
                Files.createDirectories(home.resolve("sqlite")).resolve("c.db"));
        rest("sample@development");
        test.connections.update("sample", TestConnections.file("sample", "sqlite/c.db", false));
        // A way that is refused, not one that leads to nothing: the pool of the old one would do.
        Files.createSymbolicLink(file, Files.move(file, home.resolve("elsewhere.db")));

        for (int asked = 0; asked < 2; asked++) {
            assertThat(catchThrowable(() -> pools.lease("sample@development"))).isInstanceOf(ProblemException.class);
            assertThat(pools.idle("sample@development")).isEmpty();
        }
    }

    @Test
    void saysWhyNoSessionCouldBeHadUntilOneIsLentThoughNoneIsOpened() throws Exception {
        test.connections.configurePool("sample", new PoolDraft(Map.of("min", 0, "max", 2)));
        Instant before = Instant.now();
        try (Lease held = pools.lease("sample")) {
            refuse();
            assertThat(catchThrowable(() -> pools.lease("sample"))).hasMessageContaining("no route to host");
            assertThat(pools.lastFailure("sample")).hasValueSatisfying(failure -> {
                assertThat(failure.why()).contains("sample could not be reached at ", "no route to host");
                assertThat(failure.at()).isBetween(before, Instant.now());
            });
        }

        pools.lease("sample").close();

        assertThat(pools.lastFailure("sample")).isEmpty();
    }

    @Test
    void aSessionThatCannotBeHadBesideAFullPoolIsNoFailureOfThePool() throws Exception {
        test.connections.configurePool("sample", new PoolDraft(Map.of("min", 0, "max", 1)));
        try (Lease held = pools.lease("sample")) {
            refuse();
            assertThat(catchThrowable(() -> pools.spare("sample"))).hasMessageContaining("no route to host");

            assertThat(pools.lastFailure("sample")).isEmpty();
        }
    }

    @Test
    void whyNoSessionCouldBeHadIsForgottenWithAChangeOfTheConnectionAndWithItsPool() throws Exception {
        refuse();
        for (Consumer<String> change : List.<Consumer<String>>of(pools::reload, pools::close)) {
            assertThat(catchThrowable(() -> pools.lease("sample"))).hasMessageContaining("no route to host");
            assertThat(pools.lastFailure("sample")).isPresent();

            change.accept("sample");

            assertThat(pools.lastFailure("sample")).isEmpty();
        }
    }

    private void refuse() throws SQLException {
        doThrow(new SQLException("no route to host")).when(dialect).open(any());
    }

    private void rest(String connection) {
        pools.lease(connection).close();
        pools.look();
        assertThat(pools.stats(connection)).isPresent();
    }
}
