package io.alacran.database.rest;

import io.alacran.database.Databases;
import io.alacran.operation.Operation;
import io.alacran.operation.OperationBody;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ItemList;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Managed databases. Whatever takes time answers 202 with the operation, and its address in {@code Location}. */
@RestController
@RequestMapping("/api/v1/databases")
class DatabaseController {

    private final Databases databases;

    DatabaseController(Databases databases) {
        this.databases = databases;
    }

    @GetMapping
    ItemList<DatabaseBody> list() {
        return ItemList.all(databases.list().stream().map(DatabaseBody::of).toList());
    }

    @GetMapping("/{name}")
    DatabaseBody one(@PathVariable String name) {
        return DatabaseBody.of(databases.get(name));
    }

    @PostMapping
    ResponseEntity<OperationBody> deploy(@RequestBody DeployBody body) {
        return accepted(databases.deploy(body.request()));
    }

    @PutMapping("/{name}/ports")
    ResponseEntity<OperationBody> ports(@PathVariable String name, @RequestBody List<DeployBody.PortBody> ports) {
        return accepted(databases.changePorts(name, DeployBody.mappings(ports)));
    }

    @PostMapping("/{name}/start")
    ResponseEntity<OperationBody> start(@PathVariable String name) {
        return accepted(databases.start(name));
    }

    @PostMapping("/{name}/stop")
    ResponseEntity<OperationBody> stop(@PathVariable String name) {
        return accepted(databases.stop(name));
    }

    @PostMapping("/{name}/restart")
    ResponseEntity<OperationBody> restart(@PathVariable String name) {
        return accepted(databases.restart(name));
    }

    @PostMapping("/{name}/rotate-password")
    ResponseEntity<OperationBody> rotatePassword(@PathVariable String name) {
        return accepted(databases.rotatePassword(name));
    }

    record PasswordBody(@Nullable String password) {}

    @PutMapping("/{name}/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void storePassword(@PathVariable String name, @RequestBody PasswordBody body) {
        if (body.password() == null || body.password().isEmpty()) {
            throw new InvalidInputException("password", "is missing");
        }
        databases.storePassword(name, body.password());
    }

    /** The one call that gives out a secret; it is audited. */
    @PostMapping("/{name}/reveal-password")
    Map<String, String> revealPassword(@PathVariable String name) {
        return Map.of("password", databases.revealPassword(name));
    }

    @DeleteMapping("/{name}")
    ResponseEntity<OperationBody> remove(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String confirm,
            @RequestParam(defaultValue = "keep") String volume) {
        databases.get(name);
        List<FieldError> errors = new ArrayList<>();
        Confirmation.error(name, confirm).ifPresent(errors::add);
        if (!volume.equals("keep") && !volume.equals("delete")) {
            errors.add(new FieldError("volume", "\"" + volume + "\" is neither keep nor delete"));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        return accepted(databases.remove(name, volume.equals("delete")));
    }

    private static ResponseEntity<OperationBody> accepted(Operation operation) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/operations/" + operation.id()))
                .body(OperationBody.of(operation));
    }
}
