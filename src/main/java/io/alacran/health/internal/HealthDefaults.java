package io.alacran.health.internal;

import io.alacran.connection.HealthSettings;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How connections are checked unless they have settings of their own, and what those may be. */
@Component
class HealthDefaults {

    private static final int LONGEST_QUERY = 1_000;

    private final HealthSettings usual;

    HealthDefaults(
            @Value("${alacran.health.interval:5s}") Duration interval,
            @Value("${alacran.health.timeout:3s}") Duration timeout) {
        usual = new HealthSettings(true, interval.toMillis(), timeout.toMillis(), null);
        check(usual);
    }

    HealthSettings usual() {
        return usual;
    }

    /** @throws InvalidInputException naming every bad field */
    static void check(HealthSettings settings) {
        List<FieldError> errors = new ArrayList<>();
        if (settings.intervalMillis() < 1_000 || settings.intervalMillis() > 86_400_000) {
            errors.add(
                    new FieldError("intervalMillis", settings.intervalMillis() + " is not between 1000 and 86400000"));
        }
        if (settings.timeoutMillis() < 100 || settings.timeoutMillis() > 60_000) {
            errors.add(new FieldError("timeoutMillis", settings.timeoutMillis() + " is not between 100 and 60000"));
        }
        String query = settings.query();
        if (query != null && (query.isBlank() || query.length() > LONGEST_QUERY)) {
            errors.add(new FieldError(
                    "query", "has " + query.length() + " characters; 1 to " + LONGEST_QUERY + " are possible"));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
    }
}
