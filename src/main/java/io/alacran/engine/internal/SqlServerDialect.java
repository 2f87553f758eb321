package io.alacran.engine.internal;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import com.microsoft.sqlserver.jdbc.SQLServerException;
import io.alacran.engine.DriverProperty;
import io.alacran.engine.Endpoint;
import io.alacran.engine.TlsMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Microsoft SQL Server through its own driver, which streams by itself with adaptive buffering. */
@Component
class SqlServerDialect extends SessionOpening {

    private static final Pattern NAMED =
            Pattern.compile("(?:near|object name|column name|function or procedure name) '([^']+)'");

    @Override
    public String client() {
        return "mssql";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("sqlserver");
    }

    @Override
    public String title() {
        return "SQL Server";
    }

    @Override
    public String editorDialect() {
        return "mssql";
    }

    @Override
    public int defaultPort() {
        return 1433;
    }

    @Override
    public Set<Feature> features() {
        return Set.of(Feature.TLS, Feature.VERIFY_THROUGH_TUNNEL);
    }

    @Override
    public List<DriverProperty> properties() {
        return List.of(
                DriverProperty.text("applicationName"),
                DriverProperty.number("cancelQueryTimeout"),
                DriverProperty.text("hostNameInCertificate"),
                DriverProperty.text("instanceName"),
                DriverProperty.number("lockTimeout"),
                DriverProperty.flag("multiSubnetFailover"),
                DriverProperty.number("packetSize"),
                DriverProperty.flag("sendStringParametersAsUnicode"),
                DriverProperty.flag("sendTimeAsDatetime"),
                DriverProperty.number("socketTimeout"),
                DriverProperty.text("workstationID"),
                DriverProperty.flag("xopenStates"));
    }

    @Override
    Connection connect(Endpoint endpoint) throws SQLException {
        return Drivers.connect(new SQLServerDriver(), "jdbc:sqlserver://", options(endpoint));
    }

    Properties options(Endpoint endpoint) {
        Properties options = Drivers.options(this, endpoint);
        options.setProperty("serverName", endpoint.dialHost());
        options.setProperty("portNumber", Integer.toString(endpoint.dialPort()));
        if (endpoint.tunnelPort() != null) {
            options.putIfAbsent("hostNameInCertificate", endpoint.host());
        }
        if (!endpoint.databaseName().isEmpty()) {
            options.setProperty("databaseName", endpoint.databaseName());
        }
        options.putIfAbsent("applicationName", Drivers.APPLICATION);
        options.setProperty("loginTimeout", Drivers.seconds(endpoint));
        options.setProperty("encrypt", Boolean.toString(endpoint.tls() != TlsMode.DISABLE));
        options.setProperty("trustServerCertificate", Boolean.toString(endpoint.tls() != TlsMode.VERIFY));
        options.setProperty("applicationIntent", endpoint.readOnly() ? "ReadOnly" : "ReadWrite");
        options.setProperty("responseBuffering", "adaptive");
        options.setProperty("selectMethod", "direct");
        options.setProperty("integratedSecurity", "false");
        options.setProperty("authentication", "SqlPassword");
        return options;
    }

    @Override
    public OptionalInt errorOffset(SQLException error, String sql) {
        int line = 0;
        if (error instanceof SQLServerException e && e.getSQLServerError() != null) {
            line = ErrorPlaces.line(sql, (int) e.getSQLServerError().getLineNumber());
        }
        Matcher named = NAMED.matcher(message(error));
        if (named.find()) {
            OptionalInt at = ErrorPlaces.piece(sql, named.group(1), line);
            return at.isPresent() ? at : ErrorPlaces.word(sql, named.group(1));
        }
        return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
    }

    @Override
    public String quote(String identifier) {
        return '[' + identifier.replace("]", "]]") + ']';
    }
}
