package io.alacran.engine.internal;

import io.alacran.engine.Endpoint;
import io.alacran.engine.TlsKeys;
import io.alacran.engine.TlsMode;
import io.alacran.engine.TlsPem;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS by PEM text, so that no key lies in a file. Whether the certificate carries the host's name is the driver's to check. */
public final class TlsContexts {

    private TlsContexts() {}

    public static SSLContext of(TlsMode mode, TlsKeys keys) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(TlsPem.keyManagers(keys), trustManagers(mode, keys.caPem()), null);
        return context;
    }

    /**
     * Agrees on TLS over a socket, to see who is there: with whatever certificate the server shows, and with the client's
     * where the endpoint has one.
     *
     * @throws java.net.SocketTimeoutException after the socket's own timeout
     */
    public static SSLSocket look(Socket socket, Endpoint endpoint) throws IOException {
        try {
            SSLSocket encrypted = (SSLSocket) of(TlsMode.REQUIRE, endpoint.tlsKeys())
                    .getSocketFactory()
                    .createSocket(socket, endpoint.host(), endpoint.port(), true);
            encrypted.startHandshake();
            return encrypted;
        } catch (GeneralSecurityException e) {
            throw new SSLException("the connection's certificates cannot be used: " + e.getMessage(), e);
        }
    }

    /** Null for Java's own authorities. */
    private static TrustManager @Nullable [] trustManagers(TlsMode mode, @Nullable String caPem)
            throws GeneralSecurityException {
        if (mode != TlsMode.VERIFY) {
            return new TrustManager[] {new Everybody()};
        }
        if (caPem == null) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(TlsPem.trusted(caPem));
        return factory.getTrustManagers();
    }

    /** For the mode {@code require}, whose promise is encryption only. */
    private static class Everybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
