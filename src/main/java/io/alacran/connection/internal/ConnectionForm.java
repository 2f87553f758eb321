package io.alacran.connection.internal;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.Environments;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolDraft;
import io.alacran.connection.PoolSettings;
import io.alacran.connection.SlowStatementSettings;
import io.alacran.connection.SshTunnelSettings;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialects;
import io.alacran.engine.TlsMode;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what a person asked of a connection, and names everything that is wrong with it at once. */
@Component
class ConnectionForm {

    private static final int MOST_TAGS = 20;

    private final Dialects dialects;
    private final Databases databases;
    private final PlaceForm places;
    private final SshForm ssh;
    private final OwnEnvironment own;

    ConnectionForm(Dialects dialects, Databases databases, PlaceForm places, SshForm ssh, OwnEnvironment own) {
        this.dialects = dialects;
        this.databases = databases;
        this.places = places;
        this.ssh = ssh;
        this.own = own;
    }

    /** @param present what is changed; null for a new one */
    NamedConnection read(ConnectionDraft draft, @Nullable NamedConnection present) {
        List<FieldError> errors = new ArrayList<>();
        String name = Objects.requireNonNullElse(draft.name(), present == null ? "" : present.name());
        checkName(name, errors);
        String managed = managed(draft, present, errors);
        Optional<Dialect> dialect = dialect(draft, present, managed, errors);
        boolean file = dialect.isPresent() && dialect.get().fileBased();
        boolean server = dialect.isPresent() && !file && managed == null;
        if (file) {
            places.checkFile(draft, errors);
        } else if (server) {
            places.checkServer(draft, dialect.get(), errors);
        } else if (dialect.isPresent()) {
            PlaceForm.checkManaged(draft, errors);
        }
        checkLength("description", draft.description(), 1_000, errors);
        TlsMode tls = tls(draft.tls(), errors);
        String environment = environment(draft, present);
        if (!Environments.isWord(environment)) {
            errors.add(new FieldError("environment", "'" + environment + "' is not " + Environments.RULE));
        }
        if (draft.colour() != null) {
            word("colour", draft.colour(), NamedConnection.COLOURS, errors);
        }
        List<String> tags = tags(draft, errors);
        PoolSettings pool = PoolForm.read(Objects.requireNonNullElse(draft.pool(), PoolDraft.NONE), errors);
        Map<String, String> properties =
                dialect.map(d -> SessionForm.properties(draft, d, errors)).orElse(Map.of());
        var session = SessionForm.session(draft, dialect.orElse(null), errors);
        SlowStatementSettings slow = SessionForm.slow(draft, errors);
        dialect.ifPresent(d -> TlsForm.check(draft, d, tls, errors));
        SshTunnelSettings tunnel = dialect.map(d -> ssh.read(draft, server, d, tls, present, errors))
                .orElse(null);
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        return new NamedConnection(
                present == null ? UUID.randomUUID().toString() : present.id(),
                name,
                draft.description(),
                dialect.orElseThrow().client(),
                server ? draft.host() : null,
                server ? draft.port() : null,
                server ? draft.databaseName() : null,
                file ? draft.filename() : null,
                server ? draft.username() : null,
                server ? passwordPlaceholder(draft, present) : null,
                tls,
                draft.caPem(),
                draft.certificatePem(),
                Boolean.TRUE.equals(draft.readOnly()),
                session,
                draft.statementTimeoutMillis(),
                draft.rowLimit(),
                slow,
                properties,
                environment,
                draft.colour(),
                tags,
                managed,
                tunnel,
                pool,
                Boolean.TRUE.equals(draft.isDefault()),
                present == null ? Instant.now().truncatedTo(ChronoUnit.MICROS) : present.createdAt());
    }

    /** Where it is to be: as asked, else where it is, else in the console's own. */
    String environment(ConnectionDraft draft, @Nullable NamedConnection present) {
        String asked = draft.environment();
        return asked != null ? asked : present == null ? own.word() : present.environment();
    }

    static void checkName(String name, List<FieldError> errors) {
        if (!NamedConnection.isName(name)) {
            errors.add(new FieldError("name", "'" + name + "' is not " + NamedConnection.NAME_RULE));
        }
    }

    /** No longer than that, and without the one character that PostgreSQL keeps in no text. */
    static void checkLength(String field, @Nullable String text, int most, List<FieldError> errors) {
        if (text != null && text.length() > most) {
            errors.add(new FieldError(field, "has " + text.length() + " characters, " + most + " are possible"));
        } else if (text != null && text.indexOf('\0') >= 0) {
            errors.add(new FieldError(field, "has a character with the code 0"));
        }
    }

    static String word(String field, String word, List<String> words, List<FieldError> errors) {
        if (!words.contains(word)) {
            errors.add(new FieldError(field, "'" + word + "' is not one of " + String.join(", ", words)));
        }
        return word;
    }

    private @Nullable String managed(
            ConnectionDraft draft, @Nullable NamedConnection present, List<FieldError> errors) {
        String asked = draft.managedDatabase();
        if (present != null) {
            String fixed = present.managedDatabase();
            if (asked != null && !asked.equals(fixed)) {
                errors.add(new FieldError(
                        "managedDatabase", "cannot be set later; make another connection that leads to " + asked));
            }
            return fixed;
        }
        if (asked != null && databases.find(asked).isEmpty()) {
            errors.add(new FieldError("managedDatabase", "there is no database named '" + asked + "'"));
        }
        return asked;
    }

    private Optional<Dialect> dialect(
            ConnectionDraft draft,
            @Nullable NamedConnection present,
            @Nullable String managed,
            List<FieldError> errors) {
        String fixed = present != null
                ? present.client()
                : managed == null
                        ? null
                        : databases.find(managed).map(ManagedDatabase::engine).orElse(null);
        String asked = Objects.requireNonNullElse(draft.client(), Objects.requireNonNullElse(fixed, ""));
        Optional<Dialect> dialect = dialects.called(asked);
        if (dialect.isEmpty()) {
            errors.add(new FieldError("client", dialects.refusal(asked)));
        } else if (present == null && dialect.get().missing().isPresent()) {
            errors.add(new FieldError(
                    "client", "'" + asked + "' needs " + dialect.get().missing().get()));
        } else if (fixed != null && !dialect.get().client().equals(fixed)) {
            errors.add(new FieldError("client", "'" + asked + "' is not '" + fixed + "', which cannot be changed"));
        }
        return dialect;
    }

    private static @Nullable String passwordPlaceholder(ConnectionDraft draft, @Nullable NamedConnection present) {
        String password = draft.password();
        if (password == null) {
            return present == null ? null : present.passwordPlaceholder();
        }
        return Placeholders.isOne(password) ? password : null;
    }

    private static List<String> tags(ConnectionDraft draft, List<FieldError> errors) {
        List<String> tags = Objects.requireNonNullElse(draft.tags(), List.<String>of()).stream()
                .map(String::strip)
                .distinct()
                .toList();
        if (tags.size() > MOST_TAGS) {
            errors.add(new FieldError("tags", "are " + tags.size() + ", " + MOST_TAGS + " are possible"));
        }
        for (String tag : tags) {
            if (!tag.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:/-]{0,39}")) {
                errors.add(new FieldError(
                        "tags",
                        "'" + tag + "' is not 1 to 40 letters, digits, spaces and . _ : / - after one of these"));
            }
        }
        return tags;
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
}
