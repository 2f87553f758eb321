package io.alacran.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The SQL side of an engine: how its driver is called, how it streams and cancels, what its errors say. */
public interface Dialect {

    /** The id used for {@code client} in connections, the same as the engine's id, such as {@code postgres}. */
    String client();

    /** Other words for it, such as {@code pg}, that other tools use. */
    default Set<String> aliases() {
        return Set.of();
    }

    /** Its name for people, such as {@code PostgreSQL}. */
    String title();

    /** What the SQL editor calls it. */
    String editorDialect();

    /** The server's usual TCP port; 0 for files. */
    int defaultPort();

    /**
     * The server's usual port for TLS alone, where encryption begins with the first byte; empty where client and server
     * agree on it at the one port.
     */
    default OptionalInt tlsPort() {
        return OptionalInt.empty();
    }

    /** The usual port of a connection that is encrypted like that. */
    default int defaultPort(TlsMode tls) {
        return tls == TlsMode.DISABLE ? defaultPort() : tlsPort().orElse(defaultPort());
    }

    /** Whether a database is a file, without host and sign-in. */
    default boolean fileBased() {
        return false;
    }

    /** Why no session can be made on this console as it is, and what to do; empty when its driver is here. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /** What is wrong with a database's name, quoting it, or empty when it may be used. */
    default Optional<String> databaseNameRefusal(String name) {
        return Endpoint.databaseNameRefusal(name);
    }

    /** What a connection may ask for, apart from address and sign-in. */
    enum Feature {
        /** A schema for names without one. */
        SCHEMA,
        /** A time zone of the session. */
        TIMEZONE,
        /** TLS. */
        TLS,
        /** An authority of one's own to check the server's certificate by. */
        AUTHORITY,
        /** A certificate of the client. */
        CLIENT_CERTIFICATE,
        /** A server's certificate that is checked for the server's name, though a tunnel leads there. */
        VERIFY_THROUGH_TUNNEL
    }

    /** Which of these its driver and its server can do. */
    default Set<Feature> features() {
        return Set.of();
    }

    /** The driver's options that a person may set; all others are refused. */
    default List<DriverProperty> properties() {
        return List.of();
    }

    /**
     * Makes a new session, with the driver options that must not be changed set last.
     *
     * @throws SQLException as the driver says it, within about the endpoint's connect timeout
     */
    Connection open(Endpoint endpoint) throws SQLException;

    /**
     * How to read the rows of a statement bit by bit instead of all at once.
     *
     * @param firstWord the statement's first keyword in upper case, such as {@code SELECT}
     */
    default Streaming streaming(String firstWord) {
        return Streaming.PLAIN;
    }

    /**
     * Whether closing a result that was not read to its end reads the rest from the server; such a statement is better
     * cancelled first.
     */
    default boolean drainsOnClose() {
        return false;
    }

    /**
     * Whether the driver's row limit makes the server send no more rows of this statement. Where it does not, the driver
     * drops the rest, but not before it has read it.
     */
    default boolean limitsOnServer(String sql) {
        return true;
    }

    /**
     * Ends a result in the middle of its rows without reading the rest of it.
     *
     * @return whether the session can be used again; if not, it may be in the middle of an answer
     * @throws SQLException if the server could not be told, after which the session cannot be used again either
     */
    default boolean stop(Statement statement, ResultSet rows) throws SQLException {
        return false;
    }

    /**
     * Whether statements of people may only be prepared, never handed to {@link Statement#execute(String)}, since the
     * driver has commands of its own there that the database never sees.
     */
    default boolean onlyPrepares() {
        return false;
    }

    /**
     * Why a statement of a person is not run, quoting what is wrong; empty for most, whose refusal is the database's
     * affair. Where the database is a library in the console, some statements would change the console itself.
     */
    default Optional<String> refusal(String sql) {
        return Optional.empty();
    }

    /** A query that needs no table and gives a 1. */
    default String trivialQuery() {
        return "select 1";
    }

    /** Cancels what the statement's session is doing, on the server; callable from any thread. */
    default void cancel(Statement statement) throws SQLException {
        statement.cancel();
    }

    /**
     * What asks the database for its plan of a statement without running it; empty where that takes more than a
     * statement.
     *
     * @param sql one that reads
     */
    default Optional<String> explain(String sql) {
        return Optional.empty();
    }

    /** How its replicas are read; empty where it has no transactions that only read. */
    default Optional<Replication> replication() {
        return Optional.empty();
    }

    /**
     * Where in the statement the error is, if the database tells.
     *
     * @param sql the statement as it was sent
     * @return an offset into {@code sql}, counted from 0 in UTF-16 units
     */
    default OptionalInt errorOffset(SQLException error, String sql) {
        return OptionalInt.empty();
    }

    /** The error in the database's own words, without what the driver puts around them. */
    default String message(SQLException error) {
        String message = error.getMessage();
        return message == null || message.isBlank() ? error.getClass().getSimpleName() : message.strip();
    }

    /** Quotes an identifier, whatever is in it. */
    default String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /**
     * The text of {@code sql/CLIENT/NAME.sql}: {@code schemas} without parameters, {@code tables} with the schema,
     * {@code columns} with the schema and the table.
     */
    default String sql(String name) {
        String path = "/sql/" + client() + "/" + name + ".sql";
        try (InputStream in = Dialect.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
