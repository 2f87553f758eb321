package io.alacran.engine.internal;

import io.alacran.engine.Endpoint;
import io.alacran.engine.TlsKeys;
import io.alacran.engine.TlsPem;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Properties;
import javax.net.ssl.KeyManager;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.plugin.tls.main.DefaultTlsSocketPlugin;

/**
 * What MariaDB's driver finds by its type to encrypt a session with a certificate of the client, which comes from the
 * endpoint instead of a file. Whom to trust the driver takes as text by itself.
 */
public class MariaDbTls extends DefaultTlsSocketPlugin {

    private static final String TYPE = "alacran";
    private static final String CERTIFICATE = "alacranCertificate";
    private static final String KEY = "alacranKey";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public KeyManager @Nullable [] getKeyManager(Configuration configuration, ExceptionFactory failures)
            throws SQLException {
        Properties given = configuration.nonMappedOptions();
        try {
            return TlsPem.keyManagers(new TlsKeys(null, given.getProperty(CERTIFICATE), given.getProperty(KEY)));
        } catch (GeneralSecurityException e) {
            throw failures.create("The client's certificate and key cannot be used", "08000", e);
        }
    }

    private static @Nullable String plain(@Nullable String pem) {
        try {
            return pem == null ? null : TlsPem.plain(pem);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the certificate of the authority cannot be read", e);
        }
    }

    static void set(Properties options, Endpoint endpoint) {
        TlsKeys keys = endpoint.tlsKeys();
        Drivers.setIfGiven(options, "serverSslCert", plain(keys.caPem()));
        if (keys.certificatePem() != null) {
            options.setProperty("tlsSocketType", TYPE);
            options.setProperty(CERTIFICATE, keys.certificatePem());
            Drivers.setIfGiven(options, KEY, keys.keyPem());
        }
    }
}
