package io.alacran.slow.internal;

import io.alacran.activity.ActivityLog;
import io.alacran.connection.Connections;
import io.alacran.connection.NamedConnection;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import io.alacran.slow.SlowStatement;
import io.alacran.slow.SlowStatements;
import io.alacran.slow.SlowStretch;
import io.alacran.workbench.RanStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;

/** What is kept of slow statements, by the connections' present names. */
@Service
class StoredSlowStatements implements SlowStatements {

    private final Connections connections;
    private final SlowStore store;
    private final SlowPlans plans;
    private final LastRuns lastRuns;
    private final SlowRecorder recorder;
    private final ActivityLog activity;

    StoredSlowStatements(
            Connections connections,
            SlowStore store,
            SlowPlans plans,
            LastRuns lastRuns,
            SlowRecorder recorder,
            ActivityLog activity) {
        this.connections = connections;
        this.store = store;
        this.plans = plans;
        this.lastRuns = lastRuns;
        this.recorder = recorder;
        this.activity = activity;
    }

    @Override
    public List<SlowStatement> list(String connection, Instant since) {
        return store.list(connections.get(connection).id(), within(since));
    }

    @Override
    public SlowStatement get(String connection, String id, Instant since) {
        return list(connection, since).stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(connection, id));
    }

    @Override
    public List<SlowStretch> history(String connection, String id, Instant since, Duration length) {
        return store.history(connections.get(connection).id(), id, within(since), length);
    }

    @Override
    public SlowStatement.Plan takePlan(String connection, String id) {
        NamedConnection present = connections.get(connection);
        get(connection, id, Instant.EPOCH);
        RanStatement run = lastRuns.find(present.id(), id)
                .orElseThrow(() -> new ProblemException(
                        Kind.CONFLICT,
                        "Its values are not known any more: they are never stored, and are held for "
                                + LastRuns.KEPT.toMinutes() + " minutes after a slow run at most.",
                        "Run it again, and ask for the plan then."));
        SlowStatement.Plan plan = plans.take(
                id, new RanStatement(present, run.by(), run.sql(), run.parameters(), run.endedAt(), run.tookMillis()));
        recorder.news().publish(present.reference());
        return plan;
    }

    @Override
    public void forget(String connection, String id) {
        NamedConnection present = connections.get(connection);
        lastRuns.forget(present.id(), id);
        if (store.forget(present.id(), id) == 0) {
            throw unknown(connection, id);
        }
        forgotten(present, "statement", id);
    }

    @Override
    public int forgetAll(String connection) {
        NamedConnection present = connections.get(connection);
        lastRuns.forgetAll(present.id());
        int forgotten = store.forgetAll(present.id());
        forgotten(present, "statements", Integer.toString(forgotten));
        return forgotten;
    }

    private void forgotten(NamedConnection of, String what, String which) {
        activity.record(
                "connection.slow-statements-forget", of.name(), Map.of("environment", of.environment(), what, which));
        recorder.news().publish(of.reference());
    }

    @Override
    public AutoCloseable follow(Consumer<String> listener) {
        return recorder.news().follow(listener);
    }

    private static Instant within(Instant since) {
        Instant oldest = Instant.now().minus(KEPT);
        return since.isBefore(oldest) ? oldest : since;
    }

    private static ProblemException unknown(String connection, String id) {
        return new ProblemException(
                Kind.NOT_FOUND,
                "There is no slow statement '" + id + "' of the connection " + connection + ".",
                "List its slow statements to see their ids.");
    }
}
