package io.alacran.doctor.internal;

import io.alacran.engine.AddressRules;
import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import io.alacran.engine.TlsPem;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Agrees on TLS as a client of the database would, and no more: PostgreSQL's "SSLRequest" (53.7), MySQL's
 * "Protocol::SSLRequest"; where TLS has a port of its own nothing comes before it.
 */
class TlsHandshake {

    private static final byte[] POSTGRES = {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f};
    private static final byte[] MYSQL = mysqlRequest();

    private final Endpoint endpoint;
    private final String client;
    private final boolean first;

    TlsHandshake(Endpoint endpoint, Dialect dialect) {
        this.endpoint = endpoint;
        this.client = dialect.client();
        this.first = dialect.tlsPort().isPresent();
    }

    /** Whether it is known how the client begins. */
    boolean known() {
        return first || postgres() || client.startsWith("mysql") || client.equals("mariadb");
    }

    /** What the server shows, its own certificate first; whether to trust it is not looked at. */
    List<X509Certificate> certificates() throws IOException {
        try (SSLSocket socket = begin(context(new TrustManager[] {new AnyCertificate()}), false)) {
            Certificate[] shown = socket.getSession().getPeerCertificates();
            return Arrays.stream(shown).map(X509Certificate.class::cast).toList();
        }
    }

    /** @throws javax.net.ssl.SSLException saying why the certificate is not trusted or is for another host */
    void verify() throws IOException {
        begin(context(authorities()), true).close();
    }

    /** Those of the connection; null for Java's own. */
    private TrustManager @Nullable [] authorities() throws IOException {
        String own = endpoint.tlsKeys().caPem();
        if (own == null) {
            return null;
        }
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(TlsPem.trusted(own));
            return factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private boolean postgres() {
        return client.equals("postgres") || client.equals("pg");
    }

    private SSLSocket begin(SSLContext context, boolean named) throws IOException {
        int millis = Math.toIntExact(endpoint.connectTimeout().toMillis());
        Socket plain = new Socket();
        try {
            plain.connect(AddressRules.place(endpoint.dialHost(), endpoint.dialPort()), millis);
            plain.setSoTimeout(millis);
            if (!first) {
                ask(plain);
            }
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, endpoint.host(), endpoint.port(), true);
            if (named) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private void ask(Socket plain) throws IOException {
        OutputStream out = plain.getOutputStream();
        DataInputStream in = new DataInputStream(plain.getInputStream());
        if (postgres()) {
            out.write(POSTGRES);
            out.flush();
            if (in.read() != 'S') {
                throw new IOException("the server has no TLS");
            }
        } else {
            // Three bytes of length, the last byte first, and a number; then the greeting, which is not needed.
            int length = in.read() | in.read() << 8 | in.read() << 16;
            in.skipNBytes(1L + Math.max(0, length));
            out.write(MYSQL);
            out.flush();
        }
    }

    private static byte[] mysqlRequest() {
        byte[] packet = new byte[36];
        packet[0] = 32;
        packet[3] = 1;
        // CLIENT_PROTOCOL_41 0x0200, CLIENT_SSL 0x0800, CLIENT_SECURE_CONNECTION 0x8000
        packet[5] = (byte) 0x8a;
        // At most 16 MiB in a packet, utf8mb4
        packet[11] = 1;
        packet[12] = 45;
        return packet;
    }

    private SSLContext context(TrustManager @Nullable [] trust) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            // Without the certificate of the client some servers agree on nothing
            context.init(TlsPem.keyManagers(endpoint.tlsKeys()), trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Only looks: nothing is ever sent over a connection that was made with it. */
    private static class AnyCertificate extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
