package io.alacran.activity.internal;

import io.alacran.activity.ActivityLog;
import io.alacran.secret.SecretKeyRotated;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Records that the key of stored secrets was changed, which the feature of the key cannot do itself: this one needs it. */
@Component
class KeyEvents {

    private final ActivityLog activity;

    KeyEvents(ActivityLog activity) {
        this.activity = activity;
    }

    @EventListener
    void rotated(SecretKeyRotated event) {
        activity.record("secret-key.rotate", event.keyId(), Map.of("secrets", Integer.toString(event.secrets())));
    }
}
