package io.alacran.engine.internal;

import io.alacran.engine.AddressRules;
import io.alacran.engine.DriverProperty;
import io.alacran.engine.Endpoint;
import io.alacran.engine.TlsMode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Oracle through its thin driver, which streams by itself. The name of the database is that of the service.
 *
 * @see <a href="../../../../../../../docs/decisions/013-drivers-that-are-added.md">decision 013</a>
 */
@Component
class OracleDialect extends SessionOpening {

    /** What a name may have in it that stands in a descriptor, whose own characters are ( ) = , and quotes. */
    private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9_.$-]{1,128}");

    private static final Pattern CODE =
            Pattern.compile("^(ORA-\\d{5}: .*?)(\\s*\\Rhttps://docs\\.oracle\\.com\\S*\\s*)?$", Pattern.DOTALL);
    private static final Pattern NAMED = Pattern.compile("ORA-\\d{5}: [^:\\n]*?\"([^\"]+)\"[^\"\\n]*(?=$|\\n)");

    private final AddedDriver driver;
    private final Path nowhere;

    OracleDialect(@Value("${alacran.home}") Path home) {
        this.driver = new AddedDriver(home, "oracle", "ojdbc");
        this.nowhere = home.toAbsolutePath().resolve("drivers").resolve("no-tns-admin");
    }

    @Override
    public String client() {
        return "oracle";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("oracledb");
    }

    @Override
    public String title() {
        return "Oracle";
    }

    @Override
    public String editorDialect() {
        return "plsql";
    }

    @Override
    public int defaultPort() {
        return 1521;
    }

    @Override
    public Optional<String> missing() {
        return driver.missing();
    }

    @Override
    public Set<Feature> features() {
        return Set.of(Feature.TLS, Feature.AUTHORITY, Feature.CLIENT_CERTIFICATE);
    }

    @Override
    public Optional<String> databaseNameRefusal(String name) {
        return SERVICE.matcher(name).matches()
                ? Optional.empty()
                : Optional.of("'" + name.replaceAll("\\p{Cntrl}", "?") + "' is not the name of a service: 1 to 128 of"
                        + " A-Z, a-z, 0-9 and _ . $ -");
    }

    @Override
    public List<DriverProperty> properties() {
        return List.of(
                DriverProperty.text("v$session.program"),
                DriverProperty.number("oracle.jdbc.ReadTimeout"),
                DriverProperty.number("oracle.jdbc.implicitStatementCacheSize"),
                DriverProperty.flag("oracle.jdbc.mapDateToTimestamp"),
                DriverProperty.flag("oracle.net.disableOob"),
                DriverProperty.flag("oracle.net.keepAlive"),
                DriverProperty.word("oracle.net.networkCompression", "on", "off", "auto"),
                DriverProperty.word("oracle.net.encryption_client", "REJECTED", "ACCEPTED", "REQUESTED", "REQUIRED"),
                DriverProperty.word(
                        "oracle.net.crypto_checksum_client", "REJECTED", "ACCEPTED", "REQUESTED", "REQUIRED"),
                DriverProperty.flag("useFetchSizeWithLongColumn"));
    }

    @Override
    Connection connect(Endpoint endpoint) throws SQLException {
        if (endpoint.readOnly()) {
            throw new SQLException(
                    "sessions with Oracle cannot be made read-only; sign in as a user who may only read", "08004");
        }
        if (endpoint.tunnelPort() != null && endpoint.tls() == TlsMode.VERIFY) {
            throw new SQLException("through a tunnel its driver cannot check for whom the certificate is", "08004");
        }
        DataSource source = driver.make("oracle.jdbc.pool.OracleDataSource", DataSource.class);
        set(source, "setURL", String.class, url(endpoint));
        set(source, "setConnectionProperties", Properties.class, options(endpoint));
        if (endpoint.tls() != TlsMode.DISABLE) {
            set(source, "setSSLContext", SSLContext.class, tls(endpoint));
        }
        resolveBy(source, endpoint);
        try {
            return source.getConnection(endpoint.username(), endpoint.password());
        } catch (SQLException e) {
            throw told(e);
        }
    }

    /** Oracle has one SQLState for most refusals; by a standard one the console knows which of them may pass. */
    private static SQLException told(SQLException e) {
        String state = switch (e.getErrorCode()) {
            // Sign-in: wrong, without a password, locked, expired
            case 1017, 1005, 28000, 28001 -> "28000";
            // Refused for good: unknown service or SID, no right to a session, no such client
            case 12514, 12505, 1045, 12529 -> "08004";
            // No session left, by the server's limit, the user's, or the listener's count
            case 18, 20, 2391, 12516, 12519, 12520 -> "53300";
            // Starting, stopping, not open, or closed to new sessions
            case 1033, 1034, 1089, 1090, 1109, 12526, 12527, 12528 -> "57P03";
            default -> e.getSQLState();
        };
        return Objects.equals(state, e.getSQLState())
                ? e
                : new SQLException(e.getMessage(), state, e.getErrorCode(), e);
    }

    /** A descriptor, in which each value has its place; nothing is looked up for it in files or directories. */
    String url(Endpoint endpoint) throws SQLException {
        Optional<String> refusal = databaseNameRefusal(endpoint.databaseName());
        if (refusal.isPresent()) {
            throw new SQLException(refusal.get(), "08004");
        }
        return "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL="
                + (endpoint.tls() == TlsMode.DISABLE ? "tcp" : "tcps")
                + ")(HOST=" + endpoint.dialHost() + ")(PORT=" + endpoint.dialPort() + "))(CONNECT_DATA=(SERVICE_NAME="
                + endpoint.databaseName() + ")))";
    }

    Properties options(Endpoint endpoint) {
        Properties options = Drivers.options(this, endpoint);
        options.putIfAbsent("v$session.program", Drivers.APPLICATION);
        options.setProperty("oracle.net.CONNECT_TIMEOUT", Drivers.millis(endpoint));
        options.setProperty("oracle.net.OUTBOUND_CONNECT_TIMEOUT", Drivers.millis(endpoint));
        options.setProperty("oracle.jdbc.loginTimeout", Drivers.seconds(endpoint));
        options.setProperty("oracle.net.ssl_server_dn_match", Boolean.toString(endpoint.tls() == TlsMode.VERIFY));
        // No file of the machine's is read: neither tnsnames.ora nor ojdbc.properties, which can name wallets and
        // classes.
        options.setProperty("oracle.net.tns_admin", nowhere.toString());
        options.setProperty("oracle.jdbc.fanEnabled", "false");
        options.setProperty("oracle.jdbc.enableErrorUrl", "false");
        return options;
    }

    private static SSLContext tls(Endpoint endpoint) throws SQLException {
        try {
            return TlsContexts.of(endpoint.tls(), endpoint.tlsKeys());
        } catch (GeneralSecurityException e) {
            throw new SQLException("the certificates cannot be used: " + e.getMessage(), "08004", e);
        }
    }

    /** A listener may send its clients on to any other host; the same rules hold for that one. */
    private void resolveBy(DataSource source, Endpoint endpoint) throws SQLException {
        Class<?> type = driver.type("oracle.jdbc.OracleHostnameResolver");
        Object resolver =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getAllByName")) {
                        return addresses(endpoint, (String) arguments[0]);
                    }
                    return switch (method.getName()) {
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == arguments[0];
                        default -> "addresses by rule";
                    };
                });
        set(source, "setHostnameResolver", type, resolver);
    }

    private static InetAddress[] addresses(Endpoint endpoint, String host) throws UnknownHostException {
        if (endpoint.tunnelPort() != null && !host.equals(endpoint.dialHost())) {
            throw new UnknownHostException(
                    "the listener sends on to " + host + ", which is not where the tunnel leads");
        }
        Optional<String> refusal = AddressRules.refusalOfAddresses(host, endpoint.port());
        if (refusal.isPresent()) {
            throw new UnknownHostException("not connected: " + refusal.get());
        }
        return InetAddress.getAllByName(host);
    }

    private static void set(DataSource source, String method, Class<?> type, Object value) throws SQLException {
        try {
            source.getClass().getMethod(method, type).invoke(source, value);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw sql;
            }
            throw new SQLException("Oracle's driver refused " + method + ": " + e.getCause(), "0A000", e);
        } catch (ReflectiveOperationException e) {
            throw new SQLException(
                    "Oracle's driver has no " + method + "; get the one that ./alacran driver oracle gets", "0A000", e);
        }
    }

    /** Before version 23 a query without a table is an error. */
    @Override
    public String trivialQuery() {
        return "select 1 from dual";
    }

    @Override
    public OptionalInt errorOffset(SQLException error, String sql) {
        Matcher named = NAMED.matcher(message(error));
        return named.find() ? ErrorPlaces.word(sql, named.group(1).replace("\".\"", ".")) : OptionalInt.empty();
    }

    @Override
    public String message(SQLException error) {
        Matcher code = CODE.matcher(super.message(error));
        return code.matches() ? code.group(1).strip() : super.message(error);
    }
}
