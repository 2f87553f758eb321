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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The console at one moment.
 *
 * @param networkKind null when there is no shared network yet, or the engine does not answer
 * @param operations the newest first
 * @param concerns what needs attention: an engine that does not answer, databases that are not well, operations that
 *     failed lately
 */
public record Overview(
        EngineStatus engine,
        String networkName,
        SharedNetwork.@Nullable Kind networkKind,
        List<ManagedDatabase> databases,
        List<Operation> operations,
        List<Concern> concerns) {

    private static final Duration RECENT = Duration.ofHours(24);

    /**
     * Something that wants a person.
     *
     * @param id stays while the trouble is of the same kind, in whatever words it is told
     * @param database the database it is about; null when it is about the engine
     * @param dismissible whether the console is of use all the same
     * @param dismissed whether somebody has said that it may go
     */
    public record Concern(
            String id, String what, String why, @Nullable String database, boolean dismissible, boolean dismissed) {

        /** Begins the id of a concern about a database's state; no operation's id begins with it. */
        static final String DATABASE = "database ";

        Concern(String id, String what, String why, @Nullable String database, boolean dismissible) {
            this(id, what, why, database, dismissible, false);
        }

        /** A database's: its state, and not its words, which change with every look at an engine that is away. */
        static String id(String database, DatabaseState state) {
            return DATABASE + database + " " + state.word();
        }

        Concern markedBy(Set<String> dismissals) {
            return new Concern(id, what, why, database, dismissible, dismissals.contains(id));
        }
    }

    static Overview of(
            EngineStatus engine,
            String networkName,
            SharedNetwork.@Nullable Kind networkKind,
            List<ManagedDatabase> databases,
            List<Operation> operations) {
        Overview bare = new Overview(engine, networkName, networkKind, databases, operations, List.of());
        return bare.with(bare.found(Instant.now()));
    }

    Overview with(List<Concern> others) {
        return new Overview(engine, networkName, networkKind, databases, operations, others);
    }

    private List<Concern> found(Instant now) {
        List<Concern> concerns = new ArrayList<>();
        if (!engine.reachable()) {
            concerns.add(new Concern(
                    "engine",
                    "The Docker engine does not answer",
                    engine.found() + " " + engine.remedy(),
                    null,
                    false));
        }
        for (ManagedDatabase database : databases) {
            if (database.state() == DatabaseState.UNHEALTHY || database.state() == DatabaseState.FAILED) {
                String detail = database.stateDetail();
                concerns.add(new Concern(
                        Concern.id(database.name(), database.state()),
                        database.name() + " is " + database.state().word(),
                        detail == null ? "Its page has the logs." : detail,
                        database.name(),
                        true));
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
                operation.id(),
                operation.title()
                        + (operation.state() == Operation.State.FAILED ? ": it failed" : ": it was rolled back"),
                why,
                exists ? operation.target() : null,
                true);
    }

    private boolean isTheLatestOfItsTarget(Operation operation) {
        return operations.stream()
                .filter(o -> o.target().equals(operation.target()))
                .findFirst()
                .filter(operation::equals)
                .isPresent();
    }
}
