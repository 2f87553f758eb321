package io.alacran.connection.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alacran.connection.Connections;
import io.alacran.connection.DiagnosisBody;
import io.alacran.connection.Doctor;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolSetting;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Named connections and their doctor. */
@RestController
@RequestMapping("/api/v1/connections")
class ConnectionController {

    private final Connections connections;
    private final Doctor doctor;
    private final JsonMapper json;

    ConnectionController(Connections connections, Doctor doctor, JsonMapper json) {
        this.connections = connections;
        this.doctor = doctor;
        this.json = json;
    }

    /** @param next always null: all come at once */
    record Page(
            List<ConnectionBody> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String next) {}

    /** @param environment only those of this one; all unless given */
    @GetMapping
    Page list(@RequestParam @Nullable String environment) {
        return new Page(
                connections.list().stream()
                        .filter(c -> environment == null || c.environment().equals(environment))
                        .map(ConnectionBody::of)
                        .toList(),
                null);
    }

    @GetMapping("/{name}")
    ConnectionBody one(@PathVariable String name) {
        return ConnectionBody.of(connections.get(name));
    }

    @PostMapping
    ResponseEntity<ConnectionBody> create(@RequestBody ConnectionRequest body) {
        NamedConnection made = connections.create(body.draft());
        return ResponseEntity.created(URI.create("/api/v1/connections/" + made.reference()))
                .body(ConnectionBody.of(made));
    }

    /** Replaces all but the name, the client, the managed database and the secrets, where they are left out. */
    @PutMapping("/{name}")
    ConnectionBody update(@PathVariable String name, @RequestBody ConnectionRequest body) {
        return ConnectionBody.of(connections.update(name, body.draft()));
    }

    /** Changes what is given and removes what is null (RFC 7396). */
    @PatchMapping(
            path = "/{name}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    ConnectionBody patch(@PathVariable String name, @RequestBody ObjectNode patch, HttpServletRequest request) {
        removeSecret(patch, "password");
        if (patch.get("tls") instanceof ObjectNode tls) {
            removeSecret(tls, "keyPem");
        }
        if (patch.get("sshTunnel") instanceof ObjectNode ssh) {
            List.of("password", "privateKey", "passphrase").forEach(secret -> removeSecret(ssh, secret));
        }
        try {
            return ConnectionBody.of(
                    connections.update(name, present -> patched(present, patch).draft()));
        } catch (JacksonException e) {
            throw new HttpMessageNotReadableException(
                    "the patch does not fit a connection", e, new ServletServerHttpRequest(request));
        }
    }

    private ConnectionRequest patched(NamedConnection present, ObjectNode patch) {
        ObjectNode wanted = json.valueToTree(ConnectionBody.of(present));
        // Two words for one setting: the one that is given counts.
        if (patch.path("tls").has("rejectUnauthorized") && wanted.get("tls") instanceof ObjectNode tls) {
            tls.remove("mode");
        }
        if (wanted.get("pool") instanceof ObjectNode pool && patch.get("pool") instanceof ObjectNode given) {
            given.propertyNames()
                    .forEach(word -> PoolSetting.of(word).ifPresent(setting -> {
                        pool.remove(setting.word());
                        setting.hikariWord().ifPresent(pool::remove);
                    }));
        }
        MergePatch.apply(wanted, patch);
        return json.treeToValue(wanted, ConnectionRequest.class);
    }

    /** A secret that is left out stays, so that it is not null but empty that removes it. */
    private static void removeSecret(ObjectNode patch, String field) {
        if (patch.path(field).isNull()) {
            patch.put(field, "");
        }
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String name) {
        connections.remove(name);
    }

    /** Always 200: whether the connection is healthy is in the body. */
    @PostMapping("/{name}/test")
    DiagnosisBody test(@PathVariable String name) {
        return DiagnosisBody.of(doctor.examine(name, check -> {}));
    }

    /** The same for a connection as it would be, stored or not; nothing is stored. */
    @PostMapping("/test")
    DiagnosisBody testDraft(@RequestBody ConnectionRequest body) {
        return DiagnosisBody.of(doctor.examine(body.draft(), check -> {}));
    }
}
