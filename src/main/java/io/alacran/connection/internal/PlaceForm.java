package io.alacran.connection.internal;

import io.alacran.connection.ConnectionDraft;
import io.alacran.engine.AddressRules;
import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import io.alacran.problem.FieldError;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What may be asked for as the place of a database: a server or a file. */
@Component
class PlaceForm {

    private final Placeholders placeholders;
    private final DatabaseFiles files;
    private final OwnStore ownStore;

    PlaceForm(Placeholders placeholders, DatabaseFiles files, OwnStore ownStore) {
        this.placeholders = placeholders;
        this.files = files;
        this.ownStore = ownStore;
    }

    /** A value with placeholders is looked at again when they are resolved. */
    void checkServer(ConnectionDraft draft, Dialect dialect, List<FieldError> errors) {
        refuse("filename", draft.filename(), "goes with a database that is a file", errors);
        String host = Objects.requireNonNullElse(draft.host(), "");
        check("host", host, errors)
                .flatMap(plain -> mongoDbRefusal(plain)
                        .or(() -> Endpoint.hostRefusal(plain))
                        .or(() -> AddressRules.refusal(plain, draft.port()))
                        .or(() -> ownStore.refusal(
                                plain,
                                Objects.requireNonNullElse(draft.port(), 0),
                                Objects.requireNonNullElse(draft.databaseName(), ""))))
                .ifPresent(why -> errors.add(new FieldError("host", why)));
        Integer port = draft.port();
        if (port != null && (port < 1 || port > 65535)) {
            errors.add(new FieldError("port", port + " is not between 1 and 65535"));
        }
        check("databaseName", draft.databaseName(), errors)
                .flatMap(dialect::databaseNameRefusal)
                .ifPresent(why -> errors.add(new FieldError("databaseName", why)));
        check("username", draft.username(), errors);
        ConnectionForm.checkLength("host", host, 255, errors);
        ConnectionForm.checkLength("databaseName", draft.databaseName(), 128, errors);
        ConnectionForm.checkLength("username", draft.username(), 255, errors);
        if (draft.password() != null && Placeholders.isOne(draft.password())) {
            check("password", draft.password(), errors);
        }
    }

    private static Optional<String> mongoDbRefusal(String host) {
        return host.strip().matches("(?is)mongodb(\\+srv)?://.*")
                ? Optional.of("is the address of a MongoDB, which speaks no SQL: that of one that was deployed here is"
                        + " tested on its page")
                : Optional.empty();
    }

    void checkFile(ConnectionDraft draft, List<FieldError> errors) {
        checkNoServer(draft, "goes with a server, this database is a file", errors);
        String filename = Objects.requireNonNullElse(draft.filename(), "");
        files.refusal(filename)
                .ifPresentOrElse(
                        why -> errors.add(new FieldError("filename", why)),
                        () -> ConnectionForm.checkLength("filename", filename, 1_000, errors));
    }

    static void checkManaged(ConnectionDraft draft, List<FieldError> errors) {
        refuse("filename", draft.filename(), "goes with a database that is a file", errors);
        checkNoServer(draft, "is looked up: the connection leads to a managed database", errors);
    }

    private static void checkNoServer(ConnectionDraft draft, String why, List<FieldError> errors) {
        refuse("host", draft.host(), why, errors);
        refuse("port", draft.port(), why, errors);
        refuse("databaseName", draft.databaseName(), why, errors);
        refuse("username", draft.username(), why, errors);
        refuse("password", draft.password(), why, errors);
    }

    private static void refuse(String field, @Nullable Object given, String why, List<FieldError> errors) {
        if (given != null && !given.equals("")) {
            errors.add(new FieldError(field, why));
        }
    }

    /** The value if it has no placeholders; those it has are checked. */
    private Optional<String> check(String field, @Nullable String value, List<FieldError> errors) {
        if (value == null || !Placeholders.isIn(value)) {
            return Optional.ofNullable(value);
        }
        placeholders.refusal(value).ifPresent(why -> errors.add(new FieldError(field, why)));
        return Optional.empty();
    }
}
