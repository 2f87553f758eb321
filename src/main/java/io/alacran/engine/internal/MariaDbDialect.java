package io.alacran.engine.internal;

import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import io.alacran.engine.Streaming;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mariadb.jdbc.Driver;
import org.springframework.stereotype.Component;

/** MariaDB through its own driver, which streams by itself when a fetch size is set. */
@Component
class MariaDbDialect implements Dialect {

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
    public String editorDialect() {
        return "mariadb";
    }

    @Override
    public int defaultPort() {
        return 3306;
    }

    @Override
    public Set<Feature> features() {
        return Set.of(Feature.TLS);
    }

    @Override
    public Connection open(Endpoint endpoint) throws SQLException {
        return Drivers.connect(new Driver(), "jdbc:mariadb:" + Drivers.authority(endpoint), options(endpoint));
    }

    Properties options(Endpoint endpoint) {
        Properties options = Drivers.signIn(endpoint);
        options.setProperty("connectTimeout", Drivers.millis(endpoint));
        options.setProperty("connectionAttributes", "program_name:" + Drivers.APPLICATION);
        options.setProperty("tcpKeepAlive", "true");
        options.setProperty("tinyInt1isBit", "false");
        options.setProperty("yearIsDateType", "false");
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
        options.setProperty("allowLocalInfile", "false");
        options.setProperty("allowMultiQueries", "false");
        options.setProperty("permitRedirect", "false");
        options.setProperty("dumpQueriesOnException", "false");
        return options;
    }

    @Override
    public Streaming streaming(String firstWord) {
        return firstWord.equals("SELECT") || firstWord.equals("WITH") ? Streaming.CAPPED : Streaming.PLAIN;
    }

    @Override
    public boolean drainsOnClose() {
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
        return PREFIX.matcher(Dialect.super.message(error)).replaceFirst("");
    }

    @Override
    public String quote(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }
}
