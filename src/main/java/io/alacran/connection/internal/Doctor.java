package io.alacran.connection.internal;

import io.alacran.connection.Diagnosis;
import io.alacran.connection.Diagnosis.Check;
import io.alacran.connection.Diagnosis.Result;
import io.alacran.connection.NamedConnection;
import io.alacran.database.DatabaseState;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import io.alacran.engine.TlsMode;
import io.alacran.problem.ProblemException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says why a connection does not work: checks each thing it needs, in order, past the pool. */
@Component
class Doctor {

    private final Databases databases;
    private final Endpoints endpoints;

    Doctor(Databases databases, Endpoints endpoints) {
        this.databases = databases;
        this.endpoints = endpoints;
    }

    Diagnosis examine(NamedConnection connection) {
        Visit visit = new Visit();
        String managed = connection.managedDatabase();
        if (managed != null) {
            visit.check("database", "The database runs", "Start the database, or look at its log.", () -> {
                ManagedDatabase database = databases.get(managed);
                if (database.state() != DatabaseState.READY) {
                    throw new IllegalStateException(
                            managed + " is " + database.state().word()
                                    + (database.stateDetail() == null ? "" : ": " + database.stateDetail()));
                }
                return managed + " is ready";
            });
        }
        Holder<Endpoint> where = new Holder<>();
        visit.check("address", "The address is known", "Correct the connection.", () -> {
            where.value = endpoints.resolve(connection);
            return where.get().place();
        });
        Dialect dialect = endpoints.dialect(connection);
        if (dialect.fileBased()) {
            visit.check("file", "The file is there", "Put the file back, or correct its path.", () -> {
                Path file = Path.of(where.get().place());
                if (!Files.isReadable(file)) {
                    throw new IllegalStateException(file + " does not exist or may not be read");
                }
                return Files.size(file) + " bytes";
            });
        } else {
            checkNetwork(visit, where, connection);
        }
        checkSession(visit, where, dialect);
        return visit.diagnosis();
    }

    private static void checkNetwork(Visit visit, Holder<Endpoint> where, NamedConnection connection) {
        visit.check("resolve", "The host name resolves", "Correct the host, or the machine's name service.", () -> {
            InetAddress[] found = InetAddress.getAllByName(where.get().host());
            return where.get().host() + " is " + found[0].getHostAddress();
        });
        visit.check(
                "connect",
                "The port answers",
                "See that the server runs, listens there, and no firewall is between.",
                () -> {
                    Endpoint to = where.get();
                    try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress(to.host(), to.port()), (int)
                                to.connectTimeout().toMillis());
                        return "connected to " + socket.getRemoteSocketAddress();
                    }
                });
        if (connection.tls() == TlsMode.DISABLE) {
            visit.skip("tls", "TLS is agreed on", "the connection does not ask for TLS");
        }
    }

    private static void checkSession(Visit visit, Holder<Endpoint> where, Dialect dialect) {
        Holder<Connection> session = new Holder<>();
        try {
            visit.check("sign-in", "The sign-in is accepted", "Check user, password and database name.", () -> {
                try {
                    session.value = dialect.open(where.get());
                } catch (SQLException e) {
                    throw new IllegalStateException(
                            Masks.mask(dialect.message(e), where.get().password()), e);
                }
                return session.get().getMetaData().getDatabaseProductName() + " "
                        + session.get().getMetaData().getDatabaseProductVersion();
            });
            visit.check("query", "A query is answered", "Look at the server's log.", () -> {
                try (Statement statement = session.get().createStatement();
                        ResultSet row = statement.executeQuery("select 1")) {
                    row.next();
                    return "select 1 gave " + row.getInt(1);
                }
            });
        } finally {
            if (session.value != null) {
                new SessionLease(session.value, dialect, () -> {}).close();
            }
        }
    }

    /** The checks so far; the first failure skips the rest. */
    private static class Visit {

        private final List<Check> checks = new ArrayList<>();
        private boolean healthy = true;

        void check(String id, String title, String remedy, Probe probe) {
            if (!healthy) {
                skip(id, title, "an earlier check failed");
                return;
            }
            long start = System.nanoTime();
            try {
                String found = probe.look();
                checks.add(new Check(id, title, Result.PASS, since(start), found, null));
            } catch (Exception e) {
                healthy = false;
                String next = e instanceof ProblemException p && p.remedy() != null ? p.remedy() : remedy;
                String found = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                checks.add(new Check(id, title, Result.FAIL, since(start), found, next));
            }
        }

        void skip(String id, String title, String why) {
            checks.add(new Check(id, title, Result.SKIPPED, 0, why, null));
        }

        Diagnosis diagnosis() {
            return new Diagnosis(healthy, List.copyOf(checks));
        }

        private static long since(long start) {
            return (System.nanoTime() - start) / 1_000_000;
        }
    }

    /** Looks at one thing; whatever it throws is what was found. */
    @FunctionalInterface
    private interface Probe {
        String look() throws Exception;
    }

    /** What an earlier check found, for a later one. */
    private static class Holder<T> {
        @Nullable
        T value;

        T get() {
            return Objects.requireNonNull(value);
        }
    }
}
