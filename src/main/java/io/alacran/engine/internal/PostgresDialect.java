package io.alacran.engine.internal;

import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import io.alacran.engine.Streaming;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
class PostgresDialect implements Dialect {

    /** pgjdbc uses a cursor, and so streams, only inside a transaction; what may not run in one is not listed. */
    private static final Set<String> STREAMED =
            Set.of("SELECT", "WITH", "VALUES", "TABLE", "INSERT", "UPDATE", "DELETE", "MERGE");

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
    public String editorDialect() {
        return "postgresql";
    }

    @Override
    public int defaultPort() {
        return 5432;
    }

    @Override
    public Set<Feature> features() {
        return Set.of(Feature.TLS);
    }

    @Override
    public Connection open(Endpoint endpoint) throws SQLException {
        Properties options = Drivers.signIn(endpoint);
        options.setProperty("ApplicationName", Drivers.APPLICATION);
        options.setProperty("connectTimeout", Drivers.seconds(endpoint));
        options.setProperty("loginTimeout", Drivers.seconds(endpoint));
        options.setProperty("tcpKeepAlive", "true");
        options.setProperty("readOnly", Boolean.toString(endpoint.readOnly()));
        options.setProperty("readOnlyMode", "always");
        options.setProperty("assumeMinServerVersion", "9.4");
        options.setProperty("preferQueryMode", "extended");
        options.setProperty("logServerErrorDetail", "false");
        options.setProperty(
                "sslmode",
                switch (endpoint.tls()) {
                    case DISABLE -> "disable";
                    case REQUIRE -> "require";
                    case VERIFY -> "verify-full";
                });
        options.setProperty(
                "sslfactory",
                switch (endpoint.tls()) {
                    case DISABLE, REQUIRE -> "org.postgresql.ssl.NonValidatingFactory";
                    case VERIFY -> "org.postgresql.ssl.DefaultJavaSSLFactory";
                });
        return Drivers.connect(new Driver(), "jdbc:postgresql:" + Drivers.authority(endpoint), options);
    }

    @Override
    public Streaming streaming(String firstWord) {
        return STREAMED.contains(firstWord) ? Streaming.IN_TRANSACTION : Streaming.PLAIN;
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
        return Dialect.super.message(error);
    }

    private static String line(String label, @Nullable String text) {
        return text == null ? "" : "\n" + label + ": " + text;
    }
}
