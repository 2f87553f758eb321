package io.alacran.connection.internal;

import io.alacran.connection.NamedConnection;
import io.alacran.database.Databases;
import io.alacran.database.Reachability;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialects;
import io.alacran.engine.Endpoint;
import io.alacran.engine.Login;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import io.alacran.secret.Secrets;
import java.nio.file.Path;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where a named connection leads at this moment. */
@Component
class Endpoints {

    private final Dialects dialects;
    private final Databases databases;
    private final Reachability reachability;
    private final ConnectionStore store;
    private final Secrets secrets;
    private final Path home;

    Endpoints(
            Dialects dialects,
            Databases databases,
            Reachability reachability,
            ConnectionStore store,
            Secrets secrets,
            @Value("${alacran.home}") Path home) {
        this.dialects = dialects;
        this.databases = databases;
        this.reachability = reachability;
        this.store = store;
        this.secrets = secrets;
        this.home = home.toAbsolutePath().normalize();
    }

    Dialect dialect(NamedConnection connection) {
        return dialects.of(connection.client())
                .orElseThrow(() -> new ProblemException(
                        Kind.CONFLICT,
                        "The connection " + connection.name() + " is for '" + connection.client()
                                + "', which this console does not speak."));
    }

    /** Looks up address and sign-in anew; do not keep the answer. */
    Endpoint resolve(NamedConnection connection) {
        try {
            if (connection.filename() != null) {
                return Endpoint.file(file(connection.filename()).toString(), connection.readOnly());
            }
            String managed = connection.managedDatabase();
            if (managed != null) {
                Reachability.Address address = reachability.address(managed);
                return Endpoint.server(address.host(), address.port(), databases.login(managed))
                        .with(connection.tls(), connection.readOnly());
            }
            Login login = new Login(
                    Objects.requireNonNullElse(connection.username(), ""),
                    password(connection.name()),
                    Objects.requireNonNullElse(connection.databaseName(), ""));
            int port = Objects.requireNonNullElse(
                    connection.port(), dialect(connection).defaultPort());
            return Endpoint.server(Objects.requireNonNullElse(connection.host(), ""), port, login)
                    .with(connection.tls(), connection.readOnly());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Kind.CONFLICT,
                    "The connection " + connection.name() + " cannot be used: " + e.getMessage() + ".",
                    "Correct the connection.",
                    e);
        }
    }

    /** Relative names are meant within the console's data directory. */
    Path file(String filename) {
        return home.resolve(filename).normalize();
    }

    static String passwordOwner(String connectionName) {
        return "connection/" + connectionName + "/password";
    }

    private String password(String name) {
        return store.encryptedPassword(name)
                .map(encrypted -> secrets.decrypt(passwordOwner(name), encrypted))
                .orElse("");
    }
}
