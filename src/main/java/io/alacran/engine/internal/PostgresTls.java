package io.alacran.engine.internal;

import io.alacran.engine.Endpoint;
import io.alacran.engine.TlsKeys;
import io.alacran.engine.TlsMode;
import java.security.GeneralSecurityException;
import java.util.Properties;
import org.postgresql.ssl.WrappedFactory;

/** What pgjdbc makes by its name to encrypt a session, with certificates from the endpoint instead of files. */
public class PostgresTls extends WrappedFactory {

    private static final String MODE = "alacran.tls";
    private static final String CA = "alacran.ca";
    private static final String CERTIFICATE = "alacran.certificate";
    private static final String KEY = "alacran.key";

    /** Called by the driver with the session's properties. */
    public PostgresTls(Properties options) throws GeneralSecurityException {
        factory = TlsContexts.of(
                        TlsMode.valueOf(options.getProperty(MODE)),
                        new TlsKeys(
                                options.getProperty(CA), options.getProperty(CERTIFICATE), options.getProperty(KEY)))
                .getSocketFactory();
    }

    static void set(Properties options, Endpoint endpoint) {
        TlsKeys keys = endpoint.tlsKeys();
        options.setProperty("sslfactory", PostgresTls.class.getName());
        options.setProperty(MODE, endpoint.tls().name());
        Drivers.setIfGiven(options, CA, keys.caPem());
        Drivers.setIfGiven(options, CERTIFICATE, keys.certificatePem());
        Drivers.setIfGiven(options, KEY, keys.keyPem());
    }
}
