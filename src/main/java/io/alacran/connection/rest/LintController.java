package io.alacran.connection.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alacran.connection.ConnectionLint;
import io.alacran.connection.Connections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What is unclear or dangerous about a connection. */
@RestController
@RequestMapping("/api/v1/connections/{name}/lint")
class LintController {

    private final ConnectionLint lint;
    private final Connections connections;

    LintController(ConnectionLint lint, Connections connections) {
        this.lint = lint;
        this.connections = connections;
    }

    /** @param next always null: all come at once */
    record Page(
            List<ConnectionLint.Finding> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String next) {}

    @GetMapping
    Page findings(@PathVariable String name) {
        String reference = connections.get(name).reference();
        return new Page(lint.findings().getOrDefault(reference, List.of()), null);
    }

    @PutMapping("/{finding}/dismissal")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void dismiss(@PathVariable String name, @PathVariable String finding) {
        lint.dismiss(name, finding);
    }

    @DeleteMapping("/{finding}/dismissal")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void restore(@PathVariable String name, @PathVariable String finding) {
        lint.restore(name, finding);
    }
}
