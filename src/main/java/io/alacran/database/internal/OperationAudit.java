package io.alacran.database.internal;

import io.alacran.activity.ActivityEntry;
import io.alacran.activity.ActivityLog;
import io.alacran.operation.Operation;
import io.alacran.operation.Operations;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Records how operations on databases ended: that they were begun is recorded where somebody asks for them. */
@Component
class OperationAudit {

    private final ActivityLog activity;

    OperationAudit(ActivityLog activity, Operations operations) {
        this.activity = activity;
        operations.follow(this::ended);
    }

    private void ended(Operation o) {
        if (!o.ended()) {
            return;
        }
        boolean succeeded = o.state() == Operation.State.SUCCEEDED;
        String outcome =
                o.outcome() == null ? "" : o.outcome().lines().findFirst().orElse("");
        activity.recordFor(
                o.startedBy(),
                "",
                "database." + o.kind(),
                o.target(),
                succeeded ? ActivityEntry.DONE : ActivityEntry.FAILED,
                Map.of("state", o.state().word(), "outcome", outcome));
    }
}
