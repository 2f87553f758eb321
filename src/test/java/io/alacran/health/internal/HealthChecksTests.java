package io.alacran.health.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import io.alacran.Await;
import io.alacran.TestClock;
import io.alacran.connection.ConnectionHealth.Health;
import io.alacran.connection.ConnectionHealth.Stretch;
import io.alacran.connection.HealthSettings;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.internal.TestConnections;
import io.alacran.problem.InvalidInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataIntegrityViolationException;

@Timeout(60)
class HealthChecksTests {

    private static final String OUT_OF_MEMORY = "there is no memory for the answer";

    @TempDir
    Path home;

    private final TestClock clock = new TestClock();
    private final Map<String, String> ill = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final List<String> activity = new ArrayList<>();
    private TestConnections test;
    private HealthStore store;
    private HealthHistory history;
    /** The sample's. */
    private String id;

    @BeforeEach
    void open() {
        test = TestConnections.withSample(home);
        id = test.connections.get("sample").id();
        store = new HealthStore(test.store);
        history = new HealthHistory(test.store);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private HealthChecks checks(Duration timeout) {
        return checks(timeout, this::probe);
    }

    private HealthChecks checks(Duration timeout, BiFunction<NamedConnection, HealthSettings, Optional<String>> probe) {
        return new HealthChecks(
                test.connections,
                store,
                history,
                new HealthDefaults(Duration.ofSeconds(5), timeout),
                new HealthChanges(
                        store,
                        (action, target, details) -> activity.add(action + " " + target),
                        mock(HealthWebhook.class)),
                probe,
                clock);
    }

    private Optional<String> probe(NamedConnection connection, HealthSettings settings) {
        asked.computeIfAbsent(connection.name(), n -> new AtomicInteger()).incrementAndGet();
        if (OUT_OF_MEMORY.equals(ill.get(connection.name()))) {
            throw new OutOfMemoryError(OUT_OF_MEMORY);
        }
        return Optional.ofNullable(ill.get(connection.name()));
    }

    private int asked(String name) {
        return asked.getOrDefault(name, new AtomicInteger()).get();
    }

    private static Health sample(HealthChecks checks) {
        return Objects.requireNonNull(checks.all().get("sample@development"));
    }

    private static int counted(HealthChecks checks) {
        return checks.history("sample", Instant.EPOCH).stream()
                .mapToInt(s -> s.passed() + s.failed())
                .sum();
    }

    private void passAndLook(HealthChecks checks, Duration time) {
        int before = counted(checks);
        clock.pass(time);
        Await.until(() -> {
            checks.tick();
            return counted(checks) > before;
        });
    }

    @Test
    void eachIsAskedWhenItsTimeHasComeAndNotBefore() {
        HealthChecks checks = checks(Duration.ofSeconds(3));
        assertThat(sample(checks).healthy()).isTrue();
        clock.pass(Duration.ofSeconds(4));
        checks.tick();
        assertThat(asked("sample")).isEqualTo(1);

        passAndLook(checks, Duration.ofSeconds(1));

        assertThat(asked("sample")).isEqualTo(2);
    }

    @Test
    void aChangeIsToldOnceAndARestartOfTheConsoleIsNone() {
        HealthChecks checks = checks(Duration.ofSeconds(3));
        assertThat(sample(checks).healthy()).isTrue();
        assertThat(activity).isEmpty();
        ill.put("sample", "the file is gone");
        passAndLook(checks, Duration.ofSeconds(5));
        passAndLook(checks, Duration.ofSeconds(5));
        Health found = sample(checks);
        assertThat(found.error()).isEqualTo("the file is gone");
        assertThat(found.since()).isBefore(found.checkedAt());
        assertThat(activity).containsExactly("connection.unhealthy sample");

        HealthChecks restarted = checks(Duration.ofSeconds(3));
        assertThat(sample(restarted).since()).isEqualTo(found.since());
        ill.clear();
        passAndLook(restarted, Duration.ofSeconds(5));

        assertThat(activity).containsExactly("connection.unhealthy sample", "connection.healthy sample");
    }

    @Test
    void aDatabaseThatHangsHoldsNobodyUpAndIsNotAskedTwice() {
        CountDownLatch answers = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        HealthChecks checks = checks(Duration.ofMillis(300), (connection, settings) -> {
            begun.incrementAndGet();
            await(answers);
            return Optional.empty();
        });

        assertThat(sample(checks).error()).isEqualTo("it did not answer within 300 ms");
        for (int round = 0; round < 5; round++) {
            clock.pass(Duration.ofSeconds(5));
            checks.tick();
        }

        assertThat(begun).hasValue(1);
        answers.countDown();
        Await.until(() -> {
            clock.pass(Duration.ofSeconds(5));
            checks.tick();
            return sample(checks).healthy();
        });
    }

    @Test
    void anErrorIsAFailedCheckAndNotTheLastOne() {
        HealthChecks checks = checks(Duration.ofSeconds(3));
        ill.put("sample", OUT_OF_MEMORY);
        assertThat(sample(checks).error()).isEqualTo(OUT_OF_MEMORY);
        ill.clear();

        passAndLook(checks, Duration.ofSeconds(5));

        assertThat(sample(checks).healthy()).isTrue();
    }

    @Test
    void whatAServerSaysIsKeptShortAndWithoutControlCharacters() {
        HealthChecks checks = checks(Duration.ofSeconds(3));
        ill.put("sample", "no\0\n" + "x".repeat(2_000));

        assertThat(sample(checks).error()).startsWith("no x").hasSize(501);
    }

    @Test
    void settingsOfItsOwnCanSlowItDownOrTurnItOff() {
        HealthChecks checks = checks(Duration.ofSeconds(3));
        checks.all();
        checks.change("sample", new HealthSettings(true, 60_000, 1_000, "select 1"));
        passAndLook(checks, Duration.ofSeconds(1));
        clock.pass(Duration.ofSeconds(59));
        checks.tick();
        assertThat(asked("sample")).isEqualTo(2);
        assertThat(checks.settings("sample")).isEqualTo(new HealthSettings(true, 60_000, 1_000, "select 1"));

        checks.change("sample", new HealthSettings(false, 60_000, 1_000, null));

        assertThat(checks.all()).isEmpty();
        assertThatThrownBy(() -> checks.change("sample", new HealthSettings(true, 1, 0, " ")))
                .isInstanceOf(InvalidInputException.class)
                .satisfies(e -> assertThat(((InvalidInputException) e).errors())
                        .extracting(error -> error.field())
                        .containsExactly("intervalMillis", "timeoutMillis", "query"));
        assertThatThrownBy(() -> checks.settings("nobody")).hasMessageContaining("nobody");
    }

    @Test
    void historyIsJoinedToHoursAfterADayAndForgottenAfterAWeek() {
        Instant start = Instant.parse("2026-11-01T00:00:00Z");
        for (int minute = 0; minute < 60; minute++) {
            history.count(id, start.plus(Duration.ofMinutes(minute)), minute != 7, minute, minute == 7 ? "gone" : null);
        }
        assertThat(history.since(id, start)).hasSize(12);
        history.compact(start.plus(Duration.ofHours(26)));

        assertThat(history.since(id, start))
                .containsExactly(new Stretch(start, Duration.ofHours(1), 59, 1, 59, "gone"));

        history.compact(start.plus(Duration.ofDays(8)));
        assertThat(history.since(id, Instant.EPOCH)).isEmpty();
    }

    @Test
    void whatIsKnownGoesWithTheConnectionAndALateAnswerIsNoTrouble() {
        HealthChecks checks = checks(Duration.ofSeconds(3));
        checks.all();
        checks.change("sample", new HealthSettings(true, 60_000, 1_000, null));

        test.connections.remove("sample");
        history.count(id, clock.instant(), true, 1, null);
        store.keep(id, new HealthStore.Known(true, null, clock.instant()));

        assertThat(store.settings()).isEmpty();
        assertThat(store.state(id)).isEmpty();
        assertThat(history.since(id, Instant.EPOCH)).isEmpty();
    }

    @Test
    void whatCannotBeKeptIsSaidAndWhatWasKnownStays() {
        HealthStore.Known known = new HealthStore.Known(false, "gone", Instant.parse("2026-11-01T00:00:00Z"));
        HealthSettings settings = new HealthSettings(true, 60_000, 1_000, "select 1");
        store.keep(id, known);
        store.keep(id, settings);
        String tooLong = "x".repeat(2_000);

        assertThatThrownBy(() -> store.keep(id, new HealthStore.Known(false, tooLong, clock.instant())))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> store.keep(id, new HealthSettings(false, 1_000, 1_000, tooLong)))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> history.count(id, clock.instant(), false, 1, tooLong))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(store.state(id)).contains(known);
        assertThat(store.settings()).containsEntry(id, settings);
        store.keep(id, new HealthStore.Known(true, null, clock.instant()));
        assertThat(store.state(id))
                .hasValueSatisfying(now -> assertThat(now.healthy()).isTrue());
    }

    @Test
    void nothingIsKnownOfOneThatIsNotCheckedAnyMore() {
        lateAnswerAfter(checks -> checks.change("sample", new HealthSettings(false, 5_000, 3_000, null)));
    }

    @Test
    void nothingIsKnownOfOneThatWasRemovedAndMadeAnewMeanwhile() {
        lateAnswerAfter(checks -> {
            test.connections.remove("sample");
            test.connections.create(TestConnections.file("sample", "sample/sample.db", true));
        });
    }

    private void lateAnswerAfter(Consumer<HealthChecks> end) {
        CountDownLatch asks = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        HealthChecks checks = checks(Duration.ofSeconds(30), (connection, settings) -> {
            asks.countDown();
            await(answers);
            return Optional.of("late");
        });
        store.keep(id, new HealthStore.Known(true, null, clock.instant()));
        CompletableFuture<?> recorded = CompletableFuture.supplyAsync(checks::all, Thread::startVirtualThread);
        await(asks);

        end.accept(checks);
        answers.countDown();
        recorded.join();

        assertThat(checks.known("sample")).isEmpty();
        assertThat(store.state(id)).isEmpty();
        assertThat(activity).isEmpty();
    }

    @Test
    void anotherOneOfTheSameNameBeginsAnewAndARenamedOneStaysKnown() {
        HealthChecks checks = checks(Duration.ofSeconds(3));
        ill.put("sample", "the file is gone");
        assertThat(sample(checks).healthy()).isFalse();

        test.connections.update("sample", TestConnections.file("renamed", "sample/sample.db", true));
        assertThat(checks.known("sample")).isEmpty();
        assertThat(checks.known("renamed"))
                .hasValueSatisfying(known -> assertThat(known.error()).isEqualTo("the file is gone"));

        test.connections.create(TestConnections.file("sample", "sample/sample.db", true));
        assertThat(checks.known("sample")).isEmpty();
    }

    @Test
    void twoOfOneNameHaveAHealthAndAHistoryEachAndOneThatIsMovedKeepsItsOwn() {
        HealthChecks checks = checks(
                Duration.ofSeconds(3),
                (connection, settings) ->
                        connection.isProduction() ? Optional.of("the file is gone") : Optional.empty());
        test.connections.create(TestConnections.draft(
                "{'name': 'sample', 'client': 'sqlite', 'filename': 'sample/sample.db', 'environment': 'production'}"));
        checks.change("sample@production", new HealthSettings(true, 60_000, 1_000, null));

        assertThat(checks.all().keySet()).containsExactly("sample@development", "sample@production");
        assertThat(sample(checks).healthy()).isTrue();
        assertThat(checks.known("sample@production"))
                .hasValueSatisfying(known -> assertThat(known.healthy()).isFalse());
        assertThat(checks.settings("sample").intervalMillis()).isEqualTo(5_000);
        assertThat(failed(checks, "sample@production")).isEqualTo(1);
        assertThat(failed(checks, "sample@development")).isZero();
        assertThat(activity).containsExactly("connection.unhealthy sample");

        test.connections.update(
                "sample@production",
                TestConnections.draft("{'name': 'shop', 'filename': 'sample/sample.db', 'environment': 'staging'}"));
        assertThat(failed(checks, "shop@staging")).isEqualTo(1);
        assertThat(checks.settings("shop@staging").intervalMillis()).isEqualTo(60_000);
        assertThat(checks.known("shop@staging")).isPresent();
    }

    private static int failed(HealthChecks checks, String connection) {
        return checks.history(connection, Instant.EPOCH).stream()
                .mapToInt(Stretch::failed)
                .sum();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
