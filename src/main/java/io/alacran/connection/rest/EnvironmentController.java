package io.alacran.connection.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.alacran.connection.Environments;
import io.alacran.connection.Environments.Environment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The environments, each with a set of connections of its own. */
@RestController
@RequestMapping("/api/v1/environments")
class EnvironmentController {

    private final Environments environments;

    EnvironmentController(Environments environments) {
        this.environments = environments;
    }

    /** @param next always null: all come at once */
    record Page(
            List<Body> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String next) {}

    /**
     * One environment.
     *
     * @param active whether it is the console's own, where bare names are looked for
     * @param production whether the console warns before harm there
     * @param connections how many it has
     * @param usual the connection that is used where none is named
     */
    record Body(
            String name,
            boolean active,
            boolean production,
            int connections,

            @JsonProperty("default") @Nullable String usual) {}

    @GetMapping
    Page list() {
        return new Page(environments.list().stream().map(this::body).toList(), null);
    }

    private Body body(Environment e) {
        return new Body(e.name(), e.name().equals(environments.own()), e.isProduction(), e.connections(), e.usual());
    }
}
