package io.alacran.health.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alacran.connection.ConnectionHealth;
import io.alacran.connection.ConnectionHealth.Health;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** For monitoring: whether every database answers. Open to all; what is wrong is told to those who signed in only. */
@RestController
class HealthController {

    private final ConnectionHealth health;

    HealthController(ConnectionHealth health) {
        this.health = health;
    }

    /** @param status {@code healthy} or {@code unhealthy} */
    record Entry(
            String status,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String error) {

        static Entry of(Health health, boolean withDetails) {
            return new Entry(health.healthy() ? "healthy" : "unhealthy", withDetails ? health.error() : null);
        }
    }

    @GetMapping("/health/database")
    ResponseEntity<Map<String, Entry>> databases(@Nullable Principal asking) {
        Map<String, Entry> body = new LinkedHashMap<>();
        Map<String, Health> all = health.all();
        all.forEach((name, found) -> body.put(name, Entry.of(found, asking != null)));
        boolean healthy = all.values().stream().allMatch(Health::healthy);
        return ResponseEntity.status(healthy ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(body);
    }
}
