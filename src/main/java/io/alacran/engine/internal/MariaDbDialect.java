package io.alacran.engine.internal;

import io.alacran.engine.DriverProperty;
import io.alacran.engine.Endpoint;
import io.alacran.engine.Replication;
import io.alacran.engine.SessionSettings;
import io.alacran.engine.Streaming;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mariadb.jdbc.Driver;
import org.springframework.stereotype.Component;

/** MariaDB through its own driver, which streams by itself when a fetch size is set. */
@Component
class MariaDbDialect extends SessionOpening {

    /** The driver writes it into a statement as it is. */
    private static final DriverProperty COLLATION = new DriverProperty(
            "connectionCollation", Pattern.compile("utf8mb4_[a-z0-9_]{1,50}"), "a collation such as utf8mb4_bin");

    private static final Pattern OWN_LIMIT = Pattern.compile("(?i)\\b(limit|fetch)\\b");
    /** The server's error code for a statement that KILL QUERY ended. */
    private static final int QUERY_INTERRUPTED = 1317;

    private static final Pattern NEAR = Pattern.compile("near '(.*)' at line (\\d+)", Pattern.DOTALL);
    private static final Pattern NAMED =
            Pattern.compile("(?:Unknown (?:column|table|database)|Table|FUNCTION|PROCEDURE|Column) '?([^' ]+)'?");
    /** The driver puts {@code (conn=12) } before each message. */
    private static final Pattern PREFIX = Pattern.compile("^\\(conn[:=]\\d+\\)\\s*");

    @Override
    public String client() {
        return "mariadb";
    }

    @Override
    public String title() {
        return "MariaDB";
    }

    @Override
    public Optional<String> explain(String sql) {
        return Optional.of("explain " + sql);
    }

    @Override
    public String editorDialect() {
        return "mariadb";
    }

    @Override
    public int defaultPort() {
        return 3306;
    }

    /** A schema is a database here. */
    @Override
    public Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(Feature.SCHEMA));
    }

    /** Without {@code sessionVariables}, which sets anything; init SQL does that in plain sight. */
    @Override
    public List<DriverProperty> properties() {
        return List.of(
                DriverProperty.flag("cachePrepStmts"),
                COLLATION,
                DriverProperty.word("enabledSslProtocolSuites", "TLSv1.2", "TLSv1.3"),
                DriverProperty.number("maxAllowedPacket"),
                DriverProperty.number("prepStmtCacheSize"),
                DriverProperty.flag("rewriteBatchedStatements"),
                DriverProperty.number("socketTimeout"),
                DriverProperty.flag("tcpKeepAlive"),
                DriverProperty.flag("tinyInt1isBit"),
                DriverProperty.flag("transformedBitIsBoolean"),
                DriverProperty.flag("useAffectedRows"),
                DriverProperty.flag("useCompression"),
                DriverProperty.flag("useServerPrepStmts"),
                DriverProperty.flag("yearIsDateType"));
    }

    @Override
    Connection connect(Endpoint endpoint) throws SQLException {
        return Drivers.connect(new Driver(), "jdbc:mariadb:" + Drivers.authority(endpoint), options(endpoint));
    }

    Properties options(Endpoint endpoint) {
        Properties options = Drivers.options(this, endpoint);
        options.putIfAbsent("tcpKeepAlive", "true");
        options.putIfAbsent("tinyInt1isBit", "false");
        options.putIfAbsent("yearIsDateType", "false");
        options.setProperty("connectTimeout", Drivers.millis(endpoint));
        options.setProperty("connectionAttributes", "program_name:" + Drivers.APPLICATION);
        options.setProperty(
                "sslMode",
                switch (endpoint.tls()) {
                    case DISABLE -> "disable";
                    case REQUIRE -> "trust";
                    case VERIFY -> "verify-full";
                });
        if (endpoint.readOnly()) {
            // The variable of that name is tx_read_only in MariaDB and transaction_read_only in MySQL; the statement is
            // one.
            options.setProperty("initSql", "set session transaction read only");
        }
        MariaDbTls.set(options, endpoint);
        TunnelSockets.set(options, endpoint);
        options.setProperty("allowLocalInfile", "false");
        options.setProperty("allowMultiQueries", "false");
        options.setProperty("permitRedirect", "false");
        options.setProperty("dumpQueriesOnException", "false");
        return options;
    }

    /** A name is known only where the server's tables of time zones were filled; UTC is known everywhere as an offset. */
    @Override
    List<String> settings(SessionSettings session) {
        String zone = session.timezone();
        return zone == null
                ? List.of()
                : List.of("set session time_zone = " + literal(zone.equals("UTC") ? "+00:00" : zone));
    }

    @Override
    public Streaming streaming(String firstWord) {
        return firstWord.equals("SELECT") || firstWord.equals("WITH") ? Streaming.CAPPED : Streaming.PLAIN;
    }

    @Override
    public Optional<Replication> replication() {
        return Optional.of(new MariaDbReplication("show slave status", "Seconds_Behind_Master"));
    }

    @Override
    public boolean drainsOnClose() {
        return true;
    }

    /** The driver sets SQL_SELECT_LIMIT for the statement, and a limit of the statement's own comes before that. */
    @Override
    public boolean limitsOnServer(String sql) {
        return !OWN_LIMIT.matcher(sql).find();
    }

    @Override
    public boolean stop(Statement statement, ResultSet rows) throws SQLException {
        cancel(statement);
        try {
            rows.close();
        } catch (SQLException e) {
            return e.getErrorCode() == QUERY_INTERRUPTED;
        }
        // All was under way already: what comes next, and not before, may meet the interruption
        try (Statement next = statement.getConnection().createStatement()) {
            next.execute("do 0");
        } catch (SQLException e) {
            return e.getErrorCode() == QUERY_INTERRUPTED;
        }
        return true;
    }

    @Override
    public OptionalInt errorOffset(SQLException error, String sql) {
        String message = message(error);
        Matcher near = NEAR.matcher(message);
        if (near.find()) {
            int line = ErrorPlaces.line(sql, Integer.parseInt(near.group(2)));
            if (near.group(1).isEmpty()) {
                return OptionalInt.of(sql.stripTrailing().length());
            }
            return OptionalInt.of(ErrorPlaces.piece(sql, near.group(1), line).orElse(line));
        }
        Matcher named = NAMED.matcher(message);
        return named.find() ? ErrorPlaces.word(sql, named.group(1)) : OptionalInt.empty();
    }

    @Override
    public String message(SQLException error) {
        return PREFIX.matcher(super.message(error)).replaceFirst("");
    }

    @Override
    public String quote(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }
}
