package io.alacran.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.alacran.TestClock;
import io.alacran.connection.ConnectionHealth.Health;
import io.alacran.connection.Connections;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HealthChecksTests {

    @TempDir
    Path home;

    private final TestClock clock = new TestClock();
    private TestConnections test;
    private Connections connections;

    @BeforeEach
    void open() {
        test = TestConnections.withSample(home);
        connections = mock(Connections.class, delegatesTo(test.connections));
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void looksAgainOnlyAfterAWhileOrWhenThereAreOtherConnections() {
        HealthChecks checks = new HealthChecks(connections, clock, Duration.ofSeconds(30));

        assertThat(checks.all()).isEqualTo(Map.of("sample", new Health(true, null)));
        checks.all();
        verify(connections, times(1)).test("sample");
        clock.pass(HealthChecks.FRESH);
        checks.all();
        verify(connections, times(2)).test("sample");
        test.connections.create(TestConnections.file("gone", "sqlite/gone.db", false));

        assertThat(checks.all().get("gone"))
                .satisfies(gone -> assertThat(gone.healthy()).isFalse())
                .satisfies(gone -> assertThat(gone.error()).contains("gone.db does not exist"));
    }

    @Test
    void aDatabaseThatHangsHoldsNobodyUpAndIsNotAskedTwice() {
        test.connections.create(TestConnections.server("slow", "postgres", "db", 5432, "shop", "app", "p"));
        CountDownLatch answers = new CountDownLatch(1);
        doAnswer(call -> {
                    answers.await();
                    throw new IllegalStateException("too late");
                })
                .when(connections)
                .test("slow");
        HealthChecks checks = new HealthChecks(connections, clock, Duration.ofMillis(300));

        assertThat(checks.all().get("slow")).isEqualTo(new Health(false, "did not answer within 300 ms"));
        clock.pass(HealthChecks.FRESH);
        assertThat(checks.all().get("slow")).isEqualTo(new Health(false, "did not answer within 300 ms"));
        verify(connections, times(1)).test("slow");
        answers.countDown();
    }
}
