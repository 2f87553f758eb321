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
import java.util.List;
import java.util.Optional;

/** How every dialect makes a session: look at the address, let the driver connect, set what the endpoint asks for. */
abstract class SessionOpening implements Dialect {

    @Override
    public final Connection open(Endpoint endpoint) throws SQLException {
        if (!fileBased()) {
            checkAddress(endpoint);
        }
        Connection session = connect(endpoint);
        try {
            for (String setting : settings(endpoint.session())) {
                try (Statement statement = session.createStatement()) {
                    statement.execute(setting);
                }
            }
            runInitSql(session, endpoint);
            return session;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(session);
            throw e;
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

    private static void checkAddress(Endpoint endpoint) throws SQLException {
        Optional<String> refusal;
        try {
            refusal = AddressRules.refusalOfAddresses(endpoint.host(), endpoint.port());
        } catch (UnknownHostException e) {
            throw new SQLException("The host name " + endpoint.host() + " is unknown", "08001", e);
        }
        if (refusal.isPresent()) {
            throw new SQLException("Not connected: " + refusal.get(), "08004");
        }
    }

    private void runInitSql(Connection session, Endpoint endpoint) throws SQLException {
        String script = endpoint.session().initSql();
        if (script == null) {
            return;
        }
        for (String sql : script.split(";[ \\t]*\\R")) {
            String one = sql.strip().replaceFirst(";$", "");
            if (!one.isBlank()) {
                try {
                    execute(session, one, endpoint);
                } catch (SQLException e) {
                    SQLException told = new SQLException(
                            "The connection's init SQL failed: " + message(e), e.getSQLState(), e.getErrorCode());
                    told.addSuppressed(e);
                    throw told;
                }
            }
        }
    }

    private void execute(Connection session, String sql, Endpoint endpoint) throws SQLException {
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
            statement.setQueryTimeout(
                    Math.toIntExact(Math.max(1, endpoint.connectTimeout().toSeconds())));
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
