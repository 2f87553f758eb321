package io.alacran.connection.internal;

import io.alacran.activity.ActivityLog;
import io.alacran.connection.NamedConnection;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What the audit log says of connections: each entry is under the connection's name, with its environment. */
@Component
class ConnectionAudit {

    private final ActivityLog activity;

    ConnectionAudit(ActivityLog activity) {
        this.activity = activity;
    }

    void record(String action, NamedConnection of, Map<String, String> details) {
        Map<String, String> all = new TreeMap<>(details);
        all.put("environment", of.environment());
        activity.record(action, of.name(), all);
    }

    /** A change may be several things at once. */
    void changed(NamedConnection before, NamedConnection after) {
        if (!after.name().equals(before.name())) {
            // Under both names, so that whoever looks for either finds the other.
            record("connection.rename", before, Map.of("to", after.name()));
            record("connection.rename", after, Map.of("from", before.name()));
        }
        if (!after.environment().equals(before.environment())) {
            record("connection.move", after, Map.of("from", before.environment()));
        }
        if (after.reference().equals(before.reference())) {
            record("connection.update", after, Map.of("client", after.client()));
        }
    }
}
