package io.alacran.engine.internal;

import com.clickhouse.jdbc.Driver;
import io.alacran.engine.DriverProperty;
import io.alacran.engine.Endpoint;
import io.alacran.engine.Streaming;
import io.alacran.engine.TlsMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** ClickHouse over HTTP through its own driver, which streams by itself. */
@Component
class ClickHouseDialect extends SessionOpening {

    private static final Logger log = LoggerFactory.getLogger(ClickHouseDialect.class);
    private static final Set<String> READING = Set.of("SELECT", "WITH");
    private static final Pattern POSITION = Pattern.compile("failed at position (\\d+)");
    private static final Pattern NUMBER = Pattern.compile("Code: (\\d+)\\.");
    private static final Pattern STATUS = Pattern.compile("transport error: (\\d+)");
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
    public OptionalInt tlsPort() {
        return OptionalInt.of(8443);
    }

    @Override
    public Set<Feature> features() {
        return Set.of(Feature.TLS, Feature.AUTHORITY, Feature.CLIENT_CERTIFICATE, Feature.TIMEZONE);
    }

    @Override
    public List<DriverProperty> properties() {
        return List.of(
                DriverProperty.text("client_name"),
                DriverProperty.flag("compress"),
                DriverProperty.number("socket_timeout"));
    }

    @Override
    public Streaming streaming(String firstWord) {
        return READING.contains(firstWord) ? Streaming.CAPPED : Streaming.PLAIN;
    }

    @Override
    public boolean drainsOnClose() {
        return true;
    }

    /** Each statement is a request of its own, so nothing is left of one that was killed. */
    @Override
    public boolean stop(Statement statement, ResultSet rows) throws SQLException {
        cancel(statement);
        rows.close();
        return true;
    }

    /** Does not wait: the server may answer only when the rows that it has ready are read, so by who is cancelling. */
    @Override
    public void cancel(Statement statement) {
        Thread.ofVirtual().name("kill-query").start(() -> {
            try {
                statement.cancel();
            } catch (SQLException | RuntimeException e) {
                log.debug("a query could not be killed", e);
            }
        });
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
        } catch (SQLException e) {
            session.close();
            throw ClickHouseTls.failure(e, endpoint).orElseGet(() -> told(e, endpoint));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
        return session;
    }

    /** The driver has one SQLState for all errors and no number, which is in the words alone. */
    private static SQLException told(SQLException e, Endpoint endpoint) {
        Matcher number = NUMBER.matcher(String.valueOf(e.getMessage()));
        if (!number.find()) {
            return Drivers.cause(IOException.class, e)
                    .map(why -> noAnswer(e, endpoint, why))
                    .orElse(e);
        }
        int code = Integer.parseInt(number.group(1));
        if (code == 0) {
            return foreign(e, endpoint);
        }
        String state = switch (code) {
            case 192, 193, 194, 516 -> "28000";
            case 81 -> "3D000";
            case 497 -> "42501";
            case 202 -> "53300";
            default -> e.getSQLState();
        };
        SQLException told = new SQLException(e.getMessage(), state, code);
        // Not as the cause, where the driver's own SQLState would be found first
        told.addSuppressed(e);
        return told;
    }

    /** The driver says that a query failed, what happened in a cause only, and not always that no session was made. */
    private static SQLException noAnswer(SQLException e, Endpoint endpoint, IOException why) {
        String state = String.valueOf(e.getSQLState());
        SQLException told = new SQLException(
                "no answer from " + endpoint.host() + ":" + endpoint.port() + ": " + why.getMessage(),
                state.startsWith("08") ? state : "08006");
        told.initCause(why);
        return told;
    }

    /** What the driver cannot read somebody else has said, such as a proxy, whose 5xx may pass. */
    private static SQLException foreign(SQLException e, Endpoint endpoint) {
        Matcher status = STATUS.matcher(e.getMessage());
        String http = status.find() ? status.group(1) : "";
        SQLException told = new SQLException(
                endpoint.host() + ":" + endpoint.port() + " answered HTTP " + http
                        + " in no words of ClickHouse's: a proxy, or another server",
                http.startsWith("5") ? "08006" : "08004");
        told.addSuppressed(e);
        return told;
    }

    Properties options(Endpoint endpoint) {
        Properties options = Drivers.options(this, endpoint);
        options.putIfAbsent("client_name", Drivers.APPLICATION);
        options.setProperty("connection_timeout", Drivers.millis(endpoint));
        // It would send again whatever a server refuses for the moment, also what writes
        options.setProperty("retry", "0");
        options.setProperty("jdbc_use_max_result_rows", "true");
        ClickHouseTls.set(options, endpoint);
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
