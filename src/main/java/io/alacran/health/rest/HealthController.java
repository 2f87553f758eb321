package io.alacran.health.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alacran.connection.ConnectionHealth;
import io.alacran.connection.ConnectionHealth.Health;
import io.alacran.connection.ConnectionReference;
import io.alacran.connection.Connections;
import io.alacran.connection.NamedConnection;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** For monitoring: whether every database answers. Open to all; what is wrong is told to those who signed in only. */
@RestController
class HealthController {

    private final ConnectionHealth health;
    private final Connections connections;

    HealthController(ConnectionHealth health, Connections connections) {
        this.health = health;
        this.connections = connections;
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
        Map<String, Long> namesakes = connections.list().stream()
                .collect(Collectors.groupingBy(NamedConnection::name, Collectors.counting()));
        all.forEach((reference, found) -> body.put(shortest(reference, namesakes), Entry.of(found, asking != null)));
        boolean healthy = all.values().stream().allMatch(Health::healthy);
        return ResponseEntity.status(healthy ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(body);
    }

    /** The bare name, unless it is the name of several. */
    private static String shortest(String reference, Map<String, Long> namesakes) {
        String name = ConnectionReference.nameOf(reference);
        return namesakes.getOrDefault(name, 1L) > 1 ? reference : name;
    }
}
