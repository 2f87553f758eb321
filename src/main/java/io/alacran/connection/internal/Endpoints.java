package io.alacran.connection.internal;

import io.alacran.connection.Connections;
import io.alacran.connection.Destinations;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.SshTunnelSettings;
import io.alacran.database.Databases;
import io.alacran.database.Reachability;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialects;
import io.alacran.engine.Endpoint;
import io.alacran.engine.Login;
import io.alacran.engine.TlsKeys;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import io.alacran.ssh.JumpHost;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
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
    private final ConnectionVault vault;
    private final Placeholders placeholders;
    private final DatabaseFiles files;
    private final OwnStore ownStore;
    private final Tunnels tunnels;

    Endpoints(
            Dialects dialects,
            Databases databases,
            Reachability reachability,
            ConnectionStore store,
            ConnectionVault vault,
            Placeholders placeholders,
            DatabaseFiles files,
            OwnStore ownStore,
            Tunnels tunnels) {
        this.dialects = dialects;
        this.databases = databases;
        this.reachability = reachability;
        this.store = store;
        this.vault = vault;
        this.placeholders = placeholders;
        this.files = files;
        this.ownStore = ownStore;
        this.tunnels = tunnels;
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
            throw unusable(connection, e);
        }
    }

    private static ProblemException unusable(NamedConnection connection, IllegalArgumentException why) {
        return new ProblemException(
                Kind.CONFLICT,
                "The connection " + connection.name() + " cannot be used: " + why.getMessage() + ".",
                "Correct the connection.",
                why);
    }

    @Override
    public Optional<JumpHost> jumpHost(NamedConnection connection) {
        return jumpHost(connection, () -> vault.ssh(connection.id(), store.credentials(connection.id())));
    }

    @Override
    public Optional<JumpHost> jumpHost(Connections.Unsaved unsaved) {
        return jumpHost(unsaved.connection(), unsaved::ssh);
    }

    private Optional<JumpHost> jumpHost(NamedConnection connection, Supplier<Connections.SshSecrets> secrets) {
        SshTunnelSettings ssh = connection.sshTunnel();
        if (ssh == null) {
            return Optional.empty();
        }
        String host = resolved("SSH server", ssh.host());
        Endpoint.hostRefusal(host).ifPresent(why -> {
            throw unusable(connection, new IllegalArgumentException(why));
        });
        Connections.SshSecrets clear = secrets.get();
        return Optional.of(new JumpHost(
                host,
                Objects.requireNonNullElse(ssh.port(), JumpHost.PORT),
                resolved("SSH user", ssh.username()),
                secret("SSH password", ssh.passwordPlaceholder(), clear.password()),
                secret("SSH key", ssh.privateKeyPlaceholder(), clear.privateKey()),
                secret("SSH passphrase", ssh.passphrasePlaceholder(), clear.passphrase()),
                ssh.hostKey()));
    }

    private @Nullable String secret(String what, @Nullable String placeholder, @Nullable String clear) {
        String found = placeholder == null ? clear : placeholders.resolve(what, placeholder);
        return found == null || found.isEmpty() ? null : found;
    }

    @Override
    public Reach reach(NamedConnection connection, Duration patience) {
        Endpoint endpoint = resolve(connection).with(patience);
        return tunnels.reach(connection, endpoint, jumpHost(connection).orElse(null));
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
        return new Clear(own ? vault.password(c.id(), stored) : null, vault.key(c.id(), stored));
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
        int port = Objects.requireNonNullElse(c.port(), dialect(c).defaultPort(c.tls()));
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
}
