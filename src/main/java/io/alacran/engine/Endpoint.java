package io.alacran.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and how to sign in, in typed fields; there is never a free JDBC URL. Values that could smuggle
 * driver options into a URL are refused when the record is made.
 *
 * @param host a host name or IP address; empty for a file
 * @param port 1 to 65535; 0 for a file
 * @param databaseName may be empty where the engine has a default
 * @param filename an absolute path; null for a server
 * @param password in clear text; {@link #toString()} does not show it
 * @param tlsKeys whom to trust and what to show, where TLS is used
 * @param readOnly whether the session should refuse writes
 * @param session what is set in it before anybody gets it
 * @param properties options of the driver, each one of {@link Dialect#properties()}
 * @param connectTimeout the most one attempt to connect may take
 * @param tunnelPort the port at 127.0.0.1 of a tunnel that leads there; null where it is reached straight
 */
public record Endpoint(
        String host,
        int port,
        String databaseName,
        @Nullable String filename,
        String username,
        String password,
        TlsMode tls,
        TlsKeys tlsKeys,
        boolean readOnly,
        SessionSettings session,
        Map<String, String> properties,
        Duration connectTimeout,
        @Nullable Integer tunnelPort) {

    /** How long one attempt to connect takes at most unless said otherwise. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,252})|[0-9A-Fa-f:.]{2,45}");
    private static final Pattern UNSAFE_NAME = Pattern.compile("[/\\\\?#;&=%'\"{}\\p{Cntrl}]");
    private static final Pattern UNSAFE_FILE = Pattern.compile("[?#;&%\\p{Cntrl}]");

    /** Refuses values that a driver could take for options, with an IllegalArgumentException that says which. */
    public Endpoint {
        properties = Map.copyOf(properties);
        if (filename == null) {
            hostRefusal(host).ifPresent(Endpoint::refuse);
            databaseNameRefusal(databaseName).ifPresent(Endpoint::refuse);
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
            }
        } else {
            filenameRefusal(filename).ifPresent(Endpoint::refuse);
        }
    }

    /** A database server. */
    public static Endpoint server(String host, int port, Login login) {
        return new Endpoint(
                host,
                port,
                login.databaseName(),
                null,
                login.username(),
                login.password(),
                TlsMode.DISABLE,
                TlsKeys.NONE,
                false,
                SessionSettings.NONE,
                Map.of(),
                CONNECT_TIMEOUT,
                null);
    }

    /** A database that is one file. */
    public static Endpoint file(String absolutePath, boolean readOnly) {
        return new Endpoint(
                "",
                0,
                "",
                absolutePath,
                "",
                "",
                TlsMode.DISABLE,
                TlsKeys.NONE,
                readOnly,
                SessionSettings.NONE,
                Map.of(),
                CONNECT_TIMEOUT,
                null);
    }

    /** The same place with other rules for the session. */
    public Endpoint with(TlsMode tls, boolean readOnly) {
        return with(tls, tlsKeys, readOnly, connectTimeout);
    }

    /** The same place with certificates. */
    public Endpoint with(TlsKeys tlsKeys) {
        return with(tls, tlsKeys, readOnly, connectTimeout);
    }

    /** The same place with another limit for one attempt to connect. */
    public Endpoint with(Duration connectTimeout) {
        return with(tls, tlsKeys, readOnly, connectTimeout);
    }

    /** The same place with what is set in each session, and with options of the driver. */
    public Endpoint with(SessionSettings session, Map<String, String> properties) {
        return new Endpoint(
                host,
                port,
                databaseName,
                filename,
                username,
                password,
                tls,
                tlsKeys,
                readOnly,
                session,
                properties,
                connectTimeout,
                tunnelPort);
    }

    private Endpoint with(TlsMode tls, TlsKeys tlsKeys, boolean readOnly, Duration connectTimeout) {
        return new Endpoint(
                host,
                port,
                databaseName,
                filename,
                username,
                password,
                tls,
                tlsKeys,
                readOnly,
                session,
                properties,
                connectTimeout,
                tunnelPort);
    }

    /** The same server and sign-in with another database. */
    public Endpoint withDatabaseName(String other) {
        return new Endpoint(
                host,
                port,
                other,
                filename,
                username,
                password,
                tls,
                tlsKeys,
                readOnly,
                session,
                properties,
                connectTimeout,
                tunnelPort);
    }

    /** The same server, reached through a tunnel. The names in certificates are still those of the server itself. */
    public Endpoint through(int port) {
        return new Endpoint(
                host,
                this.port,
                databaseName,
                filename,
                username,
                password,
                tls,
                tlsKeys,
                readOnly,
                session,
                properties,
                connectTimeout,
                port);
    }

    /** The host to connect to: the server's own, or the near end of the tunnel. */
    public String dialHost() {
        return tunnelPort == null ? host : "127.0.0.1";
    }

    /** The port to connect to, at {@link #dialHost()}. */
    public int dialPort() {
        return tunnelPort == null ? port : tunnelPort;
    }

    /** What is wrong with a host, quoting it unless it looks like a URL, or empty when it may be used. */
    public static Optional<String> hostRefusal(String host) {
        if (host.isBlank()) {
            return Optional.of("a host name or an IP address is needed");
        }
        if (host.contains("@") || host.contains("/") || host.matches("[^:]*:[0-9]*")) {
            // There may be a password in it
            return Optional.of("is more than a host name or an IP address: what else it says has fields of its own");
        }
        return refusal(HOST.matcher(host).matches(), host, "is not a host name or an IP address");
    }

    /** What is wrong with a database's name, quoting it, or empty when it may be used. */
    public static Optional<String> databaseNameRefusal(String name) {
        return refusal(
                name.length() <= 128 && !UNSAFE_NAME.matcher(name).find(),
                name,
                "is longer than 128 characters or has one of / \\ ? # ; & = % ' \" { }");
    }

    /** What is wrong with a file's path, quoting it, or empty when it may be used. */
    public static Optional<String> filenameRefusal(String filename) {
        return refusal(
                filename.startsWith("/") && !UNSAFE_FILE.matcher(filename).find(),
                filename,
                "is not an absolute path, or has one of ? # ; & %");
    }

    /** Where it is, for messages; never with the password. */
    public String place() {
        if (filename != null) {
            return filename;
        }
        String at = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        return databaseName.isEmpty() ? at : at + "/" + databaseName;
    }

    @Override
    public String toString() {
        return "Endpoint[" + (username.isEmpty() ? "" : username + " at ") + place() + "]";
    }

    private static Optional<String> refusal(boolean good, String value, String why) {
        if (good) {
            return Optional.empty();
        }
        String quoted = value.replaceAll("\\p{Cntrl}", "?");
        return Optional.of("'" + (quoted.length() > 80 ? quoted.substring(0, 80) + "…" : quoted) + "' " + why);
    }

    private static void refuse(String why) {
        throw new IllegalArgumentException(why);
    }
}
