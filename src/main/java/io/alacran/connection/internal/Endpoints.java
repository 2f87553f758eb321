package io.alacran.connection.internal;

import io.alacran.connection.Connections;
import io.alacran.connection.Destinations;
import io.alacran.connection.NamedConnection;
import io.alacran.database.Databases;
import io.alacran.database.Reachability;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialects;
import io.alacran.engine.Endpoint;
import io.alacran.engine.Login;
import io.alacran.engine.TlsKeys;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import io.alacran.secret.Secrets;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where a named connection leads at this moment. */
@Component
class Endpoints implements Destinations {

    private final Dialects dialects;
    private final Databases databases;
    private final Reachability reachability;
    private final ConnectionStore store;
    private final Secrets secrets;
    private final Placeholders placeholders;
    private final DatabaseFiles files;
    private final OwnStore ownStore;

    Endpoints(
            Dialects dialects,
            Databases databases,
            Reachability reachability,
            ConnectionStore store,
            Secrets secrets,
            Placeholders placeholders,
            DatabaseFiles files,
            OwnStore ownStore) {
        this.dialects = dialects;
        this.databases = databases;
        this.reachability = reachability;
        this.store = store;
        this.secrets = secrets;
        this.placeholders = placeholders;
        this.files = files;
        this.ownStore = ownStore;
    }

    @Override
    public Dialect dialect(NamedConnection connection) {
        return dialects.of(connection.client())
                .orElseThrow(() -> new ProblemException(
                        Kind.CONFLICT,
                        "The connection " + connection.name() + " is for '" + connection.client()
                                + "', which this console does not speak."));
    }

    /** Looks up address, sign-in and placeholders anew; do not keep the answer. */
    @Override
    public Endpoint resolve(NamedConnection connection) {
        return resolve(connection, () -> stored(connection));
    }

    @Override
    public Endpoint resolve(Connections.Unsaved unsaved) {
        return resolve(unsaved.connection(), () -> new Clear(unsaved.password(), unsaved.keyPem()));
    }

    private Endpoint resolve(NamedConnection connection, Supplier<Clear> secrets) {
        try {
            return place(connection, secrets).with(connection.session(), connection.properties());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Kind.CONFLICT,
                    "The connection " + connection.name() + " cannot be used: " + e.getMessage() + ".",
                    "Correct the connection.",
                    e);
        }
    }

    /** Secrets in clear text, only as long as they are needed. */
    private record Clear(
            @Nullable String password, @Nullable String key) {

        @Override
        public String toString() {
            return "Clear";
        }
    }

    private Clear stored(NamedConnection c) {
        Credentials stored = store.credentials(c.id());
        boolean own = c.managedDatabase() == null && c.passwordPlaceholder() == null;
        return new Clear(
                own ? secret(Credentials.passwordOwner(c.id()), stored.password()) : null,
                secret(Credentials.keyOwner(c.id()), stored.key()));
    }

    private Endpoint place(NamedConnection c, Supplier<Clear> secrets) {
        if (c.filename() != null) {
            return Endpoint.file(files.resolve(c.filename()).toString(), c.readOnly());
        }
        Clear clear = secrets.get();
        TlsKeys keys = new TlsKeys(c.caPem(), c.certificatePem(), clear.key());
        String managed = c.managedDatabase();
        if (managed != null) {
            Reachability.Address address = reachability.address(managed);
            return Endpoint.server(address.host(), address.port(), databases.login(managed))
                    .with(c.tls(), c.readOnly())
                    .with(keys);
        }
        String database = resolved("database", c.databaseName());
        String user = resolved("user", c.username());
        String password = c.passwordPlaceholder() == null
                ? Objects.requireNonNullElse(clear.password(), "")
                : resolved("password", c.passwordPlaceholder());
        String host = resolved("host", c.host());
        int port = Objects.requireNonNullElse(c.port(), dialect(c).defaultPort());
        // Without a name PostgreSQL takes the user's.
        ownStore.refusal(host, port, database.isEmpty() ? user : database).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        return Endpoint.server(host, port, new Login(user, password, database))
                .with(c.tls(), c.readOnly())
                .with(keys);
    }

    private String resolved(String what, @Nullable String text) {
        return text == null ? "" : placeholders.resolve(what, text);
    }

    private @Nullable String secret(String owner, @Nullable String encrypted) {
        return encrypted == null ? null : secrets.decrypt(owner, encrypted);
    }
}
