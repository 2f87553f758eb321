package io.alacran.doctor.internal;

import io.alacran.connection.NamedConnection;
import io.alacran.database.ManagedDatabase;
import io.alacran.docker.ContainerDetails;
import io.alacran.docker.ContainerInfo;
import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import io.alacran.engine.Greeting;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import io.alacran.ssh.JumpHost;
import io.alacran.ssh.SshFailure;
import io.alacran.ssh.SshTunnel;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection under examination, with what was found out so far: everything that takes time or has an effect elsewhere is
 * done once, when a check first asks for it. Closing it ends its session.
 */
class Patient implements AutoCloseable {

    private final NamedConnection connection;
    private final Dialect dialect;
    private final Surroundings surroundings;
    private final Once<Endpoint> endpoint;
    private final Once<SshTunnel> tunnel;
    private final Once<Optional<SshFailure>> tunnelFailure;
    private final Once<Optional<Target>> target;
    private final Once<Greeting> greeting;
    private final Once<Attempt> attempt;

    Patient(
            NamedConnection connection,
            Dialect dialect,
            Supplier<Endpoint> endpoint,
            Supplier<Optional<JumpHost>> jump,
            Surroundings surroundings) {
        this.connection = connection;
        this.dialect = dialect;
        this.surroundings = surroundings;
        this.endpoint = new Once<>(() -> endpoint.get().with(surroundings.patience()));
        this.tunnel = new Once<>(() -> surroundings
                .tunnels()
                .to(jump.get().orElseThrow(), endpoint().host(), endpoint().port()));
        this.tunnelFailure = new Once<>(this::openTunnel);
        this.target = new Once<>(() -> Target.of(this));
        this.greeting = new Once<>(this::greet);
        this.attempt = new Once<>(this::signIn);
    }

    /** What came of signing in: a session, or why there is none. */
    record Attempt(@Nullable Connection session, @Nullable SQLException refusal) {}

    NamedConnection connection() {
        return connection;
    }

    Dialect dialect() {
        return dialect;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** @throws io.alacran.problem.ProblemException when it cannot be told */
    Endpoint endpoint() {
        return endpoint.get();
    }

    /** Whether the connection goes through an SSH server. */
    boolean tunnelled() {
        return connection.sshTunnel() != null;
    }

    /** On which such a server listens, as the connection is encrypted. */
    int usualPort() {
        return dialect.defaultPort(endpoint().tls());
    }

    /** The tunnel of this examination alone, open or not; only where it goes through one. */
    SshTunnel tunnel() {
        return tunnel.get();
    }

    /** Why it does not open, tried once; empty when it does. */
    Optional<SshFailure> tunnelFailure() {
        return tunnelFailure.get();
    }

    private Optional<SshFailure> openTunnel() {
        try {
            tunnel().port(TunnelCheck.PATIENCE);
            return Optional.empty();
        } catch (SshFailure e) {
            return Optional.of(e);
        }
    }

    /** Where to connect to: the server itself, or the near end of the tunnel, which the checks of it have opened. */
    Endpoint dialled() {
        if (!tunnelled()) {
            return endpoint();
        }
        try {
            return endpoint().through(tunnel().port(TunnelCheck.PATIENCE));
        } catch (SshFailure e) {
            throw new ProblemException(Kind.UNAVAILABLE, e.found(), e.remedy(), e);
        }
    }

    /** The managed database that the connection was made for; empty for one to any other server. */
    Optional<ManagedDatabase> managed() {
        return Optional.ofNullable(connection.managedDatabase())
                .map(name -> surroundings.databases().get(name));
    }

    /** The container behind the address, as far as this machine's engine knows it. */
    Optional<Target> target() {
        return target.get();
    }

    Optional<ContainerInfo> container() {
        return target().map(Target::container);
    }

    Optional<ContainerDetails> details() {
        return container().flatMap(c -> surroundings.containers().details(c.name()));
    }

    Greeting greeting() {
        return greeting.get();
    }

    /** Whether the server that is meant answers: then whatever looks wrong on the way there is not the cause. */
    boolean answers() {
        return greeting().suits(dialect.client());
    }

    Attempt attempt() {
        return attempt.get();
    }

    /** The session that the checks after the sign-in use. */
    Connection session() {
        Connection session = attempt().session();
        if (session == null) {
            throw new IllegalStateException("there is no session to ask on");
        }
        return session;
    }

    /** Why the server did not let anybody in; empty when it did. */
    Optional<Refusal> refusal() {
        return Optional.ofNullable(attempt().refusal())
                .map(e -> Refusal.of(e, dialect))
                .map(r -> new Refusal(r.kind(), masked(r.said()), r.cause()));
    }

    /** Whether the address is one of this machine's own; in a container, of the console's. */
    boolean local() {
        return Addresses.local(endpoint().host());
    }

    boolean resolves() {
        try {
            InetAddress.getByName(endpoint().host());
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private Greeting greet() {
        return Greeting.ask(dialled(), dialect.client(), surroundings.patience());
    }

    private Attempt signIn() {
        try {
            return new Attempt(dialect.open(dialled()), null);
        } catch (SQLException e) {
            return new Attempt(null, e);
        }
    }

    /** What somebody else said, who may repeat a password; a very short one is not looked for, which would betray it. */
    String masked(String said) {
        String password = endpoint.known().map(Endpoint::password).orElse("");
        return password.length() < 4 ? said : said.replace(password, "•••");
    }

    @Override
    public void close() {
        endSession();
        tunnel.known().ifPresent(SshTunnel::close);
    }

    private void endSession() {
        attempt.known().map(Attempt::session).ifPresent(session -> {
            try {
                // Does not wait for a server that hangs, as closing may.
                session.setNetworkTimeout(Thread::startVirtualThread, 1_000);
                session.close();
            } catch (SQLException | UnsupportedOperationException | AbstractMethodError e) {
                Thread.startVirtualThread(() -> abort(session));
            }
        });
    }

    private static void abort(Connection session) {
        try {
            session.abort(Runnable::run);
        } catch (SQLException ignored) {
            // It is gone already
        }
    }
}
