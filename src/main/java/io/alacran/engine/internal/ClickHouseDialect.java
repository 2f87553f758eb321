package io.alacran.engine.internal;

import com.clickhouse.jdbc.Driver;
import io.alacran.engine.DriverProperty;
import io.alacran.engine.Endpoint;
import io.alacran.engine.TlsMode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** ClickHouse over HTTP through its own driver, which streams by itself. */
@Component
class ClickHouseDialect extends SessionOpening {

    private static final Pattern POSITION = Pattern.compile("failed at position (\\d+)");
    private static final Pattern NAMED = Pattern.compile(
            "(?:Unknown (?:table )?expression(?: or function)? identifier|Missing columns:|Table) [`']?([^`' ]+)[`']?");

    @Override
    public String client() {
        return "clickhouse";
    }

    @Override
    public String title() {
        return "ClickHouse";
    }

    @Override
    public Optional<String> explain(String sql) {
        return Optional.of("explain " + sql);
    }

    @Override
    public String editorDialect() {
        return "clickhouse";
    }

    @Override
    public int defaultPort() {
        return 8123;
    }

    @Override
    public Set<Feature> features() {
        return Set.of(Feature.TLS, Feature.TIMEZONE);
    }

    @Override
    public List<DriverProperty> properties() {
        return List.of(
                DriverProperty.text("client_name"),
                DriverProperty.flag("compress"),
                DriverProperty.number("socket_timeout"));
    }

    @Override
    Connection connect(Endpoint endpoint) throws SQLException {
        if (endpoint.tunnelPort() != null && endpoint.tls() == TlsMode.VERIFY) {
            throw new SQLException("through a tunnel its driver cannot check for whom the certificate is", "08004");
        }
        String url = "jdbc:clickhouse:" + Drivers.authority(endpoint.dialHost(), endpoint.dialPort(), endpoint);
        Connection session = Drivers.connect(new Driver(), url, options(endpoint));
        // The driver connects for the first statement only, and so would take any server for one that lets sign in.
        try (Statement first = session.createStatement()) {
            first.execute("select 1");
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
        return session;
    }

    Properties options(Endpoint endpoint) {
        Properties options = Drivers.options(this, endpoint);
        options.putIfAbsent("client_name", Drivers.APPLICATION);
        options.setProperty("connection_timeout", Drivers.millis(endpoint));
        options.setProperty("ssl", Boolean.toString(endpoint.tls() != TlsMode.DISABLE));
        if (endpoint.readOnly()) {
            options.setProperty("clickhouse_setting_readonly", "2");
        }
        Drivers.setIfGiven(
                options,
                "clickhouse_setting_session_timezone",
                endpoint.session().timezone());
        return options;
    }

    @Override
    public OptionalInt errorOffset(SQLException error, String sql) {
        String message = message(error);
        Matcher position = POSITION.matcher(message);
        if (position.find()) {
            byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
            int before = Math.clamp(Long.parseLong(position.group(1)) - 1, 0, bytes.length);
            return OptionalInt.of(new String(bytes, 0, before, StandardCharsets.UTF_8).length());
        }
        Matcher named = NAMED.matcher(message);
        return named.find() ? ErrorPlaces.word(sql, named.group(1)) : OptionalInt.empty();
    }

    @Override
    public String quote(String identifier) {
        return '`' + identifier.replace("\\", "\\\\").replace("`", "\\`") + '`';
    }
}
