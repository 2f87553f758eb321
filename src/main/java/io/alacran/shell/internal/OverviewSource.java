package io.alacran.shell.internal;

import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.docker.DockerEngine;
import io.alacran.docker.EngineStatus;
import io.alacran.docker.SharedNetwork;
import io.alacran.operation.Operations;
import io.alacran.problem.ProblemException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers the {@link Overview}; may take a few seconds when the engine does not answer. */
@Component
public class OverviewSource {

    private static final int OPERATIONS = 20;

    private final DockerEngine engine;
    private final SharedNetwork network;
    private final Databases databases;
    private final Operations operations;
    private final ConcernDismissals dismissals;

    OverviewSource(
            DockerEngine engine,
            SharedNetwork network,
            Databases databases,
            Operations operations,
            ConcernDismissals dismissals) {
        this.dismissals = dismissals;
        this.engine = engine;
        this.network = network;
        this.databases = databases;
        this.operations = operations;
    }

    public Overview now() {
        EngineStatus status = engine.status();
        Overview found = Overview.of(status, network.name(), kind(status), known(), operations.recent(OPERATIONS));
        Set<String> dismissed = dismissals.among(found.concerns());
        return found.with(found.concerns().stream()
                .map(concern -> concern.markedBy(dismissed))
                .toList());
    }

    public EngineStatus engine() {
        return engine.status();
    }

    public String networkName() {
        return network.name();
    }

    /** The shared network's kind; null when there is none, or nobody to ask. */
    public SharedNetwork.@Nullable Kind kind(EngineStatus status) {
        try {
            return status.reachable() ? network.kind() : null;
        } catch (ProblemException goneMeanwhile) {
            return null;
        }
    }

    private List<ManagedDatabase> known() {
        try {
            return databases.list();
        } catch (ProblemException engineGone) {
            return List.of();
        }
    }
}
