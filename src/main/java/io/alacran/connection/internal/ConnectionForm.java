package io.alacran.connection.internal;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolSettings;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialects;
import io.alacran.engine.Endpoint;
import io.alacran.engine.TlsMode;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Reads what a person asked of a connection, and names everything that is wrong with it at once. */
@Component
class ConnectionForm {

    private static final String NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final List<String> ENVIRONMENTS = List.of("development", "testing", "staging", "production");

    private final Dialects dialects;
    private final Endpoints endpoints;
    private final List<Path> sqliteDirectories;

    ConnectionForm(
            Dialects dialects,
            Endpoints endpoints,
            @Value("${alacran.connection.sqlite-directories:sample,sqlite}") List<String> sqliteDirectories) {
        this.dialects = dialects;
        this.endpoints = endpoints;
        this.sqliteDirectories = sqliteDirectories.stream().map(endpoints::file).toList();
    }

    /** @param present what is changed; null for a new one */
    NamedConnection read(ConnectionDraft draft, @Nullable NamedConnection present) {
        List<FieldError> errors = new ArrayList<>();
        String name = present != null ? present.name() : Objects.requireNonNullElse(draft.name(), "");
        if (!name.matches(NAME)) {
            errors.add(new FieldError(
                    "name", "'" + name + "' is not 1 to 63 of a-z, 0-9 and -, with a letter or digit at both ends"));
        }
        String client = present != null ? present.client() : Objects.requireNonNullElse(draft.client(), "");
        Optional<Dialect> dialect = dialects.of(client);
        if (present != null) {
            checkFixed("name", draft.name(), name, errors);
            checkFixed("client", draft.client(), client, errors);
        }
        if (dialect.isEmpty()) {
            errors.add(new FieldError("client", "'" + client + "' is not one of " + clients()));
        }
        boolean managed = present != null && present.managedDatabase() != null;
        boolean file = dialect.isPresent() && dialect.get().fileBased();
        if (file) {
            checkFile(Objects.requireNonNullElse(draft.filename(), ""), errors);
        } else if (dialect.isPresent() && !managed) {
            checkServer(draft, errors);
        }
        checkLength("description", draft.description(), 1_000, errors);
        checkLength("username", draft.username(), 255, errors);
        TlsMode tls = tls(draft.tls(), errors);
        String environment = Objects.requireNonNullElse(draft.environment(), ENVIRONMENTS.getFirst());
        if (!ENVIRONMENTS.contains(environment)) {
            errors.add(new FieldError(
                    "environment", "'" + environment + "' is not one of " + String.join(", ", ENVIRONMENTS)));
        }
        PoolSettings pool = pool(draft, errors);
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        boolean server = !file && !managed;
        return new NamedConnection(
                name,
                draft.description(),
                client,
                server ? draft.host() : null,
                server ? draft.port() : null,
                server ? draft.databaseName() : null,
                file ? draft.filename() : null,
                server ? draft.username() : null,
                tls,
                Boolean.TRUE.equals(draft.readOnly()),
                environment,
                present == null ? null : present.managedDatabase(),
                pool,
                Boolean.TRUE.equals(draft.isDefault()),
                present == null ? Instant.now() : present.createdAt());
    }

    private static void checkLength(String field, @Nullable String text, int most, List<FieldError> errors) {
        if (text != null && text.length() > most) {
            errors.add(new FieldError(field, "has " + text.length() + " characters, " + most + " are possible"));
        }
    }

    private static void checkFixed(String field, @Nullable String asked, String fixed, List<FieldError> errors) {
        if (asked != null && !asked.equals(fixed)) {
            errors.add(new FieldError(field, "'" + asked + "' is not '" + fixed + "', which cannot be changed"));
        }
    }

    private void checkServer(ConnectionDraft draft, List<FieldError> errors) {
        String host = Objects.requireNonNullElse(draft.host(), "");
        Endpoint.hostRefusal(host).ifPresent(why -> errors.add(new FieldError("host", why)));
        Integer port = draft.port();
        if (port != null && (port < 1 || port > 65535)) {
            errors.add(new FieldError("port", port + " is not between 1 and 65535"));
        }
        Endpoint.databaseNameRefusal(Objects.requireNonNullElse(draft.databaseName(), ""))
                .ifPresent(why -> errors.add(new FieldError("databaseName", why)));
    }

    private void checkFile(String filename, List<FieldError> errors) {
        Path path = endpoints.file(filename);
        Optional<String> refusal =
                filename.isBlank() ? Optional.of("'' is not a path") : Endpoint.filenameRefusal(path.toString());
        if (refusal.isEmpty() && sqliteDirectories.stream().noneMatch(path::startsWith)) {
            refusal = Optional.of("'" + filename + "' is not in one of the directories for database files: "
                    + sqliteDirectories.stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
        refusal.ifPresentOrElse(
                why -> errors.add(new FieldError("filename", why)),
                () -> checkLength("filename", filename, 1_000, errors));
    }

    private static TlsMode tls(@Nullable String word, List<FieldError> errors) {
        for (TlsMode mode : TlsMode.values()) {
            if (word == null || mode.word().equals(word)) {
                return mode;
            }
        }
        errors.add(new FieldError(
                "tls",
                "'" + word + "' is not one of "
                        + Arrays.stream(TlsMode.values()).map(TlsMode::word).collect(Collectors.joining(", "))));
        return TlsMode.DISABLE;
    }

    private static PoolSettings pool(ConnectionDraft draft, List<FieldError> errors) {
        PoolSettings usual = PoolSettings.DEFAULT;
        int max = Objects.requireNonNullElse(draft.poolMax(), usual.max());
        int min = Objects.requireNonNullElse(draft.poolMin(), usual.min());
        long acquire = Objects.requireNonNullElse(draft.acquireTimeoutMillis(), usual.acquireTimeoutMillis());
        if (max < 1 || max > PoolSettings.MAX) {
            errors.add(new FieldError("pool.max", max + " is not between 1 and " + PoolSettings.MAX));
        }
        if (min < 0 || min > max) {
            errors.add(new FieldError("pool.min", min + " is not between 0 and the maximum, " + max));
        }
        if (acquire < 250 || acquire > 600_000) {
            errors.add(new FieldError("pool.acquireTimeoutMillis", acquire + " is not between 250 and 600000"));
        }
        return new PoolSettings(min, max, acquire);
    }

    private String clients() {
        return dialects.all().stream().map(Dialect::client).collect(Collectors.joining(", "));
    }
}
