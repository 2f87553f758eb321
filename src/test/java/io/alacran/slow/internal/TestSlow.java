package io.alacran.slow.internal;

import io.alacran.connection.internal.TestConnections;
import io.alacran.slow.SlowStatement;
import io.alacran.slow.SlowStatements;
import io.alacran.workbench.StatementWatch;
import io.alacran.workbench.internal.TestWorkbench;
import java.time.Instant;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;

/** Slow statements of the connections of a test, without a Spring context. */
public class TestSlow implements AutoCloseable {

    public final SlowStatements slow;
    public final StatementWatch watch;
    final SlowStore store;
    final LastRuns lastRuns = new LastRuns();
    private final SlowRecorder recorder;
    private final SlowPlans plans;

    public TestSlow(TestConnections connections) {
        store = new SlowStore(connections.store, new TransactionTemplate(connections.transactions));
        plans = new SlowPlans(store, TestWorkbench.plans(connections));
        recorder = new SlowRecorder(store, plans, lastRuns);
        watch = recorder;
        slow = new StoredSlowStatements(
                connections.connections,
                store,
                plans,
                lastRuns,
                recorder,
                (action, target, details) -> connections.activity.add(action + " " + target));
    }

    /** The one whose text has that in it, once it is there. */
    public Optional<SlowStatement> find(String connection, String words) {
        return slow.list(connection, Instant.EPOCH).stream()
                .filter(s -> s.sql().contains(words))
                .findFirst();
    }

    @Override
    public void close() throws InterruptedException {
        recorder.stop();
        plans.stop();
    }
}
