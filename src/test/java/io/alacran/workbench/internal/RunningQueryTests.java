package io.alacran.workbench.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.alacran.connection.Lease;
import io.alacran.engine.Dialect;
import io.alacran.workbench.QueryRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunningQueryTests {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final Statement statement = mock(Statement.class);
    private final Connection session = mock(Connection.class);
    private final Dialect dialect = mock(Dialect.class);
    private final Lease lease = mock(Lease.class);

    @BeforeEach
    void lend() {
        when(lease.connection()).thenReturn(session);
        when(lease.dialect()).thenReturn(dialect);
    }

    @Test
    void cancelAndCloseReturnAtOnceWhileTheServerIsBeingAsked() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        doAnswer(call -> {
                    asked.countDown();
                    answers.await();
                    return null;
                })
                .when(dialect)
                .cancel(statement);
        RunningQuery query = query(LONG);
        query.cancellation().executes(statement, lease);
        query.cancel();
        asked.await();

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            query.cancel();
            query.close();
        });
        assertThat(query.cancelRequested()).isTrue();
        answers.countDown();
        query.cancellation().executed();
        query.release();
    }

    @Test
    void aCancelThatFailsIsTriedAgain() throws Exception {
        CountDownLatch tries = new CountDownLatch(3);
        doAnswer(call -> {
                    tries.countDown();
                    throw new SQLException("too many connections");
                })
                .when(dialect)
                .cancel(statement);
        RunningQuery query = query(LONG);
        query.cancellation().executes(statement, lease);
        query.cancel();

        tries.await();
        assertThat(tries.getCount()).isZero();
        query.release();
    }

    @Test
    void aSessionThatDoesNotTakeTheCancelIsCutOff() throws Exception {
        RunningQuery query = query(Duration.ofMillis(50));
        query.cancellation().executes(statement, lease);
        query.cancel();

        verify(session, timeout(10_000)).abort(any());
        verify(lease).discard();
        query.release();
    }

    private static RunningQuery query(Duration patience) {
        return new RunningQuery("q", QueryRequest.of("shop", List.of()), "ada", () -> {}, patience);
    }
}
