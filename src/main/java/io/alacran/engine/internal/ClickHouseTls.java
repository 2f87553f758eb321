package io.alacran.engine.internal;

import com.clickhouse.client.ClickHouseConfig;
import com.clickhouse.client.ClickHouseSslContextProvider;
import io.alacran.engine.Endpoint;
import io.alacran.engine.TlsKeys;
import io.alacran.engine.TlsMode;
import java.io.EOFException;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What ClickHouse's driver finds by its type to encrypt a session. By itself it takes certificates from files only, and has
 * no way to encrypt without trusting the server's.
 */
public class ClickHouseTls implements ClickHouseSslContextProvider {

    private static final String CA = "sslrootcert";
    private static final String CERTIFICATE = "sslcert";
    private static final String KEY = "ssl_key";

    /** In place of an authority: whatever certificate. */
    private static final String ANY = "any";

    /** The name for which a certificate is asked; with one, the driver does not compare it with what it gets. */
    private static final String NAME = "ssl_socket_sni";

    /** What may be asked for as a name; addresses may not (RFC 6066, 3). */
    private static final Pattern NAMES =
            Pattern.compile("(?i)(?=.*[a-z])[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    private static final String NO_NAME = "server.invalid";

    @Override
    public SSLContext getSslContextFromCerts(
            @Nullable String certificatePem, @Nullable String keyPem, @Nullable String caPem) throws SSLException {
        boolean any = ANY.equals(caPem);
        try {
            return TlsContexts.of(
                    any ? TlsMode.REQUIRE : TlsMode.VERIFY, new TlsKeys(any ? null : caPem, certificatePem, keyPem));
        } catch (GeneralSecurityException e) {
            throw new SSLException("the certificates cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public SSLContext getSslContextFromKeyStore(String path, String password, String type) throws SSLException {
        throw new SSLException("certificates come from the connection, never from a file such as " + path);
    }

    @Override
    public <T> Optional<T> getSslContext(Class<? extends T> type, ClickHouseConfig config) {
        return Optional.empty();
    }

    static void set(Properties options, Endpoint endpoint) {
        boolean encrypted = endpoint.tls() != TlsMode.DISABLE;
        options.setProperty("ssl", Boolean.toString(encrypted));
        if (!encrypted) {
            return;
        }
        TlsKeys keys = endpoint.tlsKeys();
        if (endpoint.tls() == TlsMode.REQUIRE) {
            options.setProperty(CA, ANY);
            boolean named = NAMES.matcher(endpoint.host()).matches();
            options.setProperty(NAME, named ? endpoint.host() : NO_NAME);
        } else {
            Drivers.setIfGiven(options, CA, keys.caPem());
        }
        Drivers.setIfGiven(options, CERTIFICATE, keys.certificatePem());
        Drivers.setIfGiven(options, KEY, keys.keyPem());
    }

    /** Why there is no encrypted session, where that is why: the driver tells only that a query failed. */
    static Optional<SQLException> failure(SQLException e, Endpoint endpoint) {
        return Drivers.cause(SSLException.class, e).map(tls -> {
            boolean brokenOff = Drivers.cause(EOFException.class, tls).isPresent()
                    || Drivers.cause(SocketException.class, tls).isPresent();
            SQLException told = new SQLException(
                    "no TLS with " + endpoint.host() + ":" + endpoint.port() + ": " + tls.getMessage(),
                    // Another attempt may help only where nobody refused
                    brokenOff ? "08006" : "08004");
            told.addSuppressed(e);
            return told;
        });
    }
}
