package io.alacran.engine.internal;

import io.alacran.engine.DriverProperty;
import io.alacran.engine.Endpoint;
import io.alacran.engine.Replication;
import io.alacran.engine.SessionSettings;
import io.alacran.engine.Streaming;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.stereotype.Component;

/** PostgreSQL through pgjdbc. */
@Component
class PostgresDialect extends SessionOpening {

    /** pgjdbc uses a cursor, and so streams, only inside a transaction; what may not run in one is not listed. */
    private static final Set<String> STREAMED =
            Set.of("SELECT", "WITH", "VALUES", "TABLE", "INSERT", "UPDATE", "DELETE", "MERGE");

    /** PostgreSQL uses 4096; a server that asks for far more wants to keep the console busy. */
    private static final String MOST_SCRAM_ITERATIONS = "1000000";

    @Override
    public String client() {
        return "postgres";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("pg", "postgresql");
    }

    @Override
    public String title() {
        return "PostgreSQL";
    }

    @Override
    public Optional<String> explain(String sql) {
        return Optional.of("explain " + sql);
    }

    @Override
    public String editorDialect() {
        return "postgresql";
    }

    @Override
    public int defaultPort() {
        return 5432;
    }

    @Override
    public Set<Feature> features() {
        return EnumSet.allOf(Feature.class);
    }

    /** Without {@code options}, which sets anything; init SQL does that in plain sight. */
    @Override
    public List<DriverProperty> properties() {
        return List.of(
                DriverProperty.text("ApplicationName"),
                DriverProperty.word("channelBinding", "disable", "prefer", "require"),
                DriverProperty.flag("hideUnprivilegedObjects"),
                DriverProperty.number("prepareThreshold"),
                DriverProperty.flag("reWriteBatchedInserts"),
                DriverProperty.number("socketTimeout"),
                DriverProperty.word("sslNegotiation", "postgres", "direct"),
                DriverProperty.word("stringtype", "varchar", "unspecified"),
                DriverProperty.flag("tcpNoDelay"));
    }

    @Override
    Connection connect(Endpoint endpoint) throws SQLException {
        return Drivers.connect(new Driver(), "jdbc:postgresql:" + Drivers.authority(endpoint), options(endpoint));
    }

    Properties options(Endpoint endpoint) {
        Properties options = Drivers.options(this, endpoint);
        options.putIfAbsent("ApplicationName", Drivers.APPLICATION);
        options.setProperty("connectTimeout", Drivers.seconds(endpoint));
        options.setProperty("loginTimeout", Drivers.seconds(endpoint));
        options.setProperty("tcpKeepAlive", "true");
        options.setProperty("readOnly", Boolean.toString(endpoint.readOnly()));
        options.setProperty("readOnlyMode", "always");
        options.setProperty("assumeMinServerVersion", "9.4");
        options.setProperty("preferQueryMode", "extended");
        options.setProperty("logServerErrorDetail", "false");
        options.setProperty("gssEncMode", "disable");
        options.setProperty("scramMaxIterations", MOST_SCRAM_ITERATIONS);
        Drivers.setIfGiven(options, "currentSchema", schema(endpoint.session()));
        options.setProperty(
                "sslmode",
                switch (endpoint.tls()) {
                    case DISABLE -> "disable";
                    case REQUIRE -> "require";
                    case VERIFY -> "verify-full";
                });
        PostgresTls.set(options, endpoint);
        TunnelSockets.set(options, endpoint);
        return options;
    }

    /** The driver hands it to the server as the {@code search_path}, which is a list. */
    private @Nullable String schema(SessionSettings session) {
        return session.schema() == null ? null : quote(session.schema());
    }

    /** PostgreSQL reads a bare offset the other way round, as POSIX does; an interval it reads as people do. */
    @Override
    List<String> settings(SessionSettings session) {
        String zone = session.timezone();
        if (zone == null) {
            return List.of();
        }
        return List.of("set session time zone "
                + (isOffset(zone) ? "interval " + literal(zone) + " hour to minute" : literal(zone)));
    }

    @Override
    public Streaming streaming(String firstWord) {
        return STREAMED.contains(firstWord) ? Streaming.IN_TRANSACTION : Streaming.PLAIN;
    }

    @Override
    public Optional<Replication> replication() {
        return Optional.of(new PostgresReplication());
    }

    /** {@link Statement#cancel()} of pgjdbc does nothing while rows are being fetched; the connection's cancel does. */
    @Override
    public void cancel(Statement statement) throws SQLException {
        statement.getConnection().unwrap(PGConnection.class).cancelQuery();
    }

    @Override
    public OptionalInt errorOffset(SQLException error, String sql) {
        if (error instanceof PSQLException e) {
            ServerErrorMessage said = e.getServerErrorMessage();
            if (said != null && said.getPosition() > 0) {
                int codePoints = Math.min(said.getPosition() - 1, sql.codePointCount(0, sql.length()));
                return OptionalInt.of(sql.offsetByCodePoints(0, codePoints));
            }
        }
        return OptionalInt.empty();
    }

    @Override
    public String message(SQLException error) {
        if (error instanceof PSQLException e && e.getServerErrorMessage() != null) {
            ServerErrorMessage said = e.getServerErrorMessage();
            return said.getSeverity() + ": " + said.getMessage() + line("Detail", said.getDetail())
                    + line("Hint", said.getHint()) + line("Where", said.getWhere());
        }
        return super.message(error);
    }

    private static String line(String label, @Nullable String text) {
        return text == null ? "" : "\n" + label + ": " + text;
    }
}
