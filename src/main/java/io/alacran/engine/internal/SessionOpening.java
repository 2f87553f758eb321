package io.alacran.engine.internal;

import io.alacran.engine.AddressRules;
import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import io.alacran.engine.SessionSettings;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** How every dialect makes a session: look at the address, let the driver connect, set what the endpoint asks for. */
abstract class SessionOpening implements Dialect {

    /** Drivers that keep to their limit say more of what was wrong, so they come first. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    /**
     * Not every driver keeps to its own limit: SQL Server's waits for ever for a server that takes the connection and says
     * nothing. An interrupt closes the socket that a virtual thread reads from.
     */
    @Override
    public final Connection open(Endpoint endpoint) throws SQLException {
        if (fileBased()) {
            return prepared(endpoint);
        }
        CompletableFuture<Connection> made = new CompletableFuture<>();
        Thread connecting = Thread.ofVirtual()
                .name("connect-" + endpoint.host())
                .start(() -> {
                    try {
                        checkAddress(endpoint);
                        made.complete(prepared(endpoint));
                    } catch (Throwable e) {
                        made.completeExceptionally(e);
                    }
                });
        try {
            return made.get(endpoint.connectTimeout().plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(endpoint, Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            throw givenUp(
                    made,
                    connecting,
                    "no session with " + endpoint.place() + " within "
                            + endpoint.connectTimeout().toMillis() + " ms",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw givenUp(made, connecting, "connecting to " + endpoint.place() + " was interrupted", e);
        }
    }

    /** Makes the session with the driver, with what it must not be told otherwise set last. */
    abstract Connection connect(Endpoint endpoint) throws SQLException;

    /** The statements that set schema and time zone, as far as the driver does not. */
    List<String> settings(SessionSettings session) {
        return List.of();
    }

    /** A text as SQL has it. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Whether a time zone is an offset such as {@code +02:00}, not a name. */
    static boolean isOffset(String timezone) {
        return timezone.startsWith("+") || timezone.startsWith("-");
    }

    private Connection prepared(Endpoint endpoint) throws SQLException {
        Connection session = connect(endpoint);
        try {
            for (String setting : settings(endpoint.session())) {
                try (Statement statement = session.createStatement()) {
                    statement.execute(setting);
                }
            }
            runInitSql(session, endpoint.session().initSql());
            return session;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(session);
            throw e;
        }
    }

    /** Ends an attempt that nobody waits for any more. */
    private static SQLException givenUp(
            CompletableFuture<Connection> made, Thread connecting, String why, Exception cause) {
        connecting.interrupt();
        made.thenAccept(SessionOpening::closeQuietly);
        return new SQLException(why, "08001", cause);
    }

    private static SQLException failure(Endpoint endpoint, Throwable cause) {
        return switch (cause) {
            case SQLException e -> e;
            // A server that answers with a request again and again makes MariaDB's driver call itself until then.
            case StackOverflowError e ->
                new SQLException("the answers of " + endpoint.place() + " never come to an end", "08S01", e);
            case Error e -> throw e;
            default -> new SQLException(String.valueOf(cause.getMessage()), "08001", cause);
        };
    }

    private static void checkAddress(Endpoint endpoint) throws SQLException {
        Optional<String> refusal;
        try {
            // Behind a tunnel names are looked up by the SSH server
            refusal = endpoint.tunnelPort() == null
                    ? AddressRules.refusalOfAddresses(endpoint.host(), endpoint.port())
                    : AddressRules.refusal(endpoint.host(), endpoint.port());
        } catch (UnknownHostException e) {
            throw new SQLException("The host name " + endpoint.host() + " is unknown", "08001", e);
        }
        if (refusal.isPresent()) {
            throw new SQLException("Not connected: " + refusal.get(), "08004");
        }
    }

    private void runInitSql(Connection session, @Nullable String script) throws SQLException {
        if (script == null) {
            return;
        }
        for (String sql : script.split(";[ \\t]*\\R")) {
            String one = sql.strip().replaceFirst(";$", "");
            if (!one.isBlank()) {
                try {
                    execute(session, one);
                } catch (SQLException e) {
                    SQLException told = new SQLException(
                            "The connection's init SQL failed: " + message(e), e.getSQLState(), e.getErrorCode());
                    told.addSuppressed(e);
                    throw told;
                }
            }
        }
    }

    private void execute(Connection session, String sql) throws SQLException {
        Optional<String> refusal = refusal(sql);
        if (refusal.isPresent()) {
            throw new SQLException(refusal.get());
        }
        if (onlyPrepares()) {
            try (PreparedStatement statement = session.prepareStatement(sql)) {
                statement.execute();
            }
            return;
        }
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void closeQuietly(Connection session) {
        try {
            session.close();
        } catch (SQLException e) {
            // What made the session useless counts, not that it could not be closed either.
        }
    }
}
