package io.alacran.shell.internal;

import io.alacran.database.DatabaseState;
import io.alacran.database.ManagedDatabase;
import io.alacran.docker.EngineStatus;
import io.alacran.docker.SharedNetwork;
import io.alacran.operation.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The console at one moment.
 *
 * @param networkKind null when there is no shared network yet, or the engine does not answer
 * @param operations the newest first
 */
public record Overview(
        EngineStatus engine,
        String networkName,
        SharedNetwork.@Nullable Kind networkKind,
        List<ManagedDatabase> databases,
        List<Operation> operations) {

    private static final Duration RECENT = Duration.ofHours(24);

    /**
     * Something that wants a person.
     *
     * @param database the database it is about; null when it is about the engine
     */
    public record Concern(String what, String why, @Nullable String database) {}

    /** What needs attention: an engine that does not answer, databases that are not well, operations that failed lately. */
    public List<Concern> concerns(Instant now) {
        List<Concern> concerns = new ArrayList<>();
        if (!engine.reachable()) {
            concerns.add(
                    new Concern("The Docker engine does not answer", engine.found() + " " + engine.remedy(), null));
        }
        for (ManagedDatabase database : databases) {
            if (database.state() == DatabaseState.UNHEALTHY || database.state() == DatabaseState.FAILED) {
                String detail = database.stateDetail();
                concerns.add(new Concern(
                        database.name() + " is " + database.state().word(),
                        detail == null ? "Its page has the logs." : detail,
                        database.name()));
            }
        }
        operations.stream()
                .filter(o -> o.state() == Operation.State.FAILED || o.state() == Operation.State.ROLLED_BACK)
                .filter(o -> o.endedAt() != null && o.endedAt().isAfter(now.minus(RECENT)))
                .filter(this::isTheLatestOfItsTarget)
                .forEach(o -> concerns.add(failed(o)));
        return concerns;
    }

    private Concern failed(Operation operation) {
        String outcome = operation.outcome() == null ? "" : operation.outcome();
        String why = operation.remedy() == null ? outcome : outcome + " " + operation.remedy();
        boolean exists = databases.stream().anyMatch(d -> d.name().equals(operation.target()));
        return new Concern(
                operation.title()
                        + (operation.state() == Operation.State.FAILED ? ": it failed" : ": it was rolled back"),
                why,
                exists ? operation.target() : null);
    }

    private boolean isTheLatestOfItsTarget(Operation operation) {
        return operations.stream()
                .filter(o -> o.target().equals(operation.target()))
                .findFirst()
                .filter(operation::equals)
                .isPresent();
    }
}
