package io.alacran.activity.internal;

import io.alacran.activity.ActivityLog;
import io.alacran.secret.SecretKeyRotated;
import io.alacran.secret.SecretsForgotten;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Records that the key of stored secrets was changed, which the feature of the key cannot do itself: this one needs it. */
@Component
class KeyEvents {

    /** In characters: the log keeps short facts. */
    private static final int LONGEST = 2000;

    private final ActivityLog activity;

    KeyEvents(ActivityLog activity) {
        this.activity = activity;
    }

    @EventListener
    void rotated(SecretKeyRotated event) {
        activity.record("secret-key.rotate", event.keyId(), Map.of("secrets", Integer.toString(event.secrets())));
    }

    @EventListener
    void forgotten(SecretsForgotten event) {
        String all = String.join(", ", event.secrets());
        activity.record(
                "secret-key.reset",
                event.keyId(),
                Map.of("forgotten", all.length() > LONGEST ? all.substring(0, LONGEST) + "…" : all));
    }
}
