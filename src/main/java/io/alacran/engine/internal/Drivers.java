package io.alacran.engine.internal;

import io.alacran.engine.Dialect;
import io.alacran.engine.DriverProperty;
import io.alacran.engine.Endpoint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What the dialects share in calling their driver: it is named, never looked up by URL. */
final class Drivers {

    /** What the server shows as the name of the program that is connected. */
    static final String APPLICATION = "Alacran";

    private Drivers() {}

    static Connection connect(Driver driver, String url, Properties options) throws SQLException {
        Connection connection = driver.connect(url, options);
        if (connection == null) {
            throw new SQLException("the driver " + driver.getClass().getName() + " does not take its own URL");
        }
        return connection;
    }

    /** What the person chose, of what the dialect allows, then who signs in; pins come after these. */
    static Properties options(Dialect dialect, Endpoint endpoint) {
        Properties options = new Properties();
        for (DriverProperty allowed : dialect.properties()) {
            setIfGiven(options, allowed.name(), endpoint.properties().get(allowed.name()));
        }
        options.setProperty("user", endpoint.username());
        options.setProperty("password", endpoint.password());
        return options;
    }

    static void setIfGiven(Properties options, String name, @Nullable String value) {
        if (value != null) {
            options.setProperty(name, value);
        }
    }

    /** {@code //host:port/database}, each part fit for a URL. */
    static String authority(Endpoint endpoint) {
        return authority(endpoint.host(), endpoint.port(), endpoint);
    }

    /** The same by way of another host and port. */
    static String authority(String host, int port, Endpoint endpoint) {
        String plain = host.contains(":") ? "[" + host + "]" : host;
        return "//" + plain + ":" + port + "/" + encode(endpoint.databaseName());
    }

    static String millis(Endpoint endpoint) {
        return Long.toString(endpoint.connectTimeout().toMillis());
    }

    /** Rounded up, so that it is never 0, which means for ever. */
    static String seconds(Endpoint endpoint) {
        return Long.toString(Math.max(1, (endpoint.connectTimeout().toMillis() + 999) / 1_000));
    }

    /** The first of a kind among an exception and its causes. */
    static <T extends Throwable> Optional<T> cause(Class<T> kind, Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (kind.isInstance(t)) {
                return Optional.of(kind.cast(t));
            }
        }
        return Optional.empty();
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
