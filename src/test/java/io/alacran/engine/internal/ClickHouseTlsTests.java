package io.alacran.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.alacran.connection.internal.TestCertificates;
import io.alacran.engine.Endpoint;
import io.alacran.engine.Login;
import io.alacran.engine.TlsKeys;
import io.alacran.engine.TlsMode;
import io.alacran.engine.TlsPem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the driver trusts, told by whether a server that refuses every password gets to do so. */
@Timeout(60)
class ClickHouseTlsTests {

    private static final TestCertificates AUTHORITY = new TestCertificates("authority");
    private static final TlsKeys TRUSTED = new TlsKeys(AUTHORITY.caPem(), null, null);
    private static final String REFUSAL = "Code: 516. DB::Exception: app: Authentication failed.";

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<HttpServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void aServerOfTheAuthorityIsAskedAndOthersHearNothing() throws Exception {
        Endpoint at = serve(AUTHORITY.server(), false).with(TlsMode.VERIFY, false);

        assertThat(refusal(at.with(TRUSTED)).getErrorCode()).isEqualTo(516);
        assertThat(seen).hasSize(1);
        for (TlsKeys other : List.of(TlsKeys.NONE, new TlsKeys(new TestCertificates("another").caPem(), null, null))) {
            assertThat(refusal(at.with(other)).getMessage())
                    .startsWith("no TLS with 127.0.0.1:" + at.port() + ": ")
                    .contains("certification path");
            assertThat(refusal(at.with(other)).getSQLState()).isEqualTo("08004");
        }
        assertThat(seen).hasSize(1);
    }

    @Test
    void aCertificateForAnotherNameIsRefusedWhereItIsLookedAt() throws Exception {
        Endpoint at = serve(AUTHORITY.named("db.example.org"), false).with(TRUSTED);

        assertThat(refusal(at.with(TlsMode.VERIFY, false)).getMessage())
                .startsWith("no TLS with 127.0.0.1:" + at.port())
                .contains("Certificate for <127.0.0.1>");
        assertThat(seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void whoOnlyEncryptsTakesWhateverCertificate(String host) throws Exception {
        int port = serve(AUTHORITY.named("db.example.org"), false).port();
        Endpoint at = Endpoint.server(host, port, new Login("app", "p", "shop"));

        assertThat(refusal(at.with(TlsMode.REQUIRE, false)).getErrorCode()).isEqualTo(516);
        assertThat(seen).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"REQUIRE", "VERIFY"})
    void theClientShowsItsCertificate(TlsMode mode) throws Exception {
        TestCertificates.Identity ada = AUTHORITY.identity("ada");
        Endpoint at = serve(AUTHORITY.server(), true).with(mode, false);
        String ca = mode == TlsMode.VERIFY ? AUTHORITY.caPem() : null;

        assertThat(refusal(at.with(new TlsKeys(ca, ada.certificatePem(), ada.keyPem())))
                        .getErrorCode())
                .isEqualTo(516);
        assertThat(seen).containsExactly("CN=ada");
        assertThat(refusal(at.with(new TlsKeys(ca, null, null))).getErrorCode()).isZero();
        assertThat(seen).hasSize(1);
    }

    /** As ClickHouse does to who speaks without TLS to its port for it. */
    @Test
    void whoClosesWithoutAWordIsNamed() throws Exception {
        try (ServerSocket closing = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!closing.isClosed()) {
                    try (Socket asker = closing.accept()) {
                        asker.getInputStream().read(new byte[8_192]);
                    } catch (IOException e) {
                        // The end of the test
                    }
                }
            });
            int port = closing.getLocalPort();
            Endpoint at = Endpoint.server("127.0.0.1", port, new Login("app", "p", "shop"));

            SQLException plain = refusal(at);
            assertThat(plain.getMessage()).startsWith("no answer from 127.0.0.1:" + port + ": ");
            assertThat(plain.getSQLState()).startsWith("08");
            SQLException encrypted = refusal(at.with(TlsMode.REQUIRE, false));
            assertThat(encrypted.getMessage()).startsWith("no TLS with 127.0.0.1:" + port + ": ");
            // Somebody may have ended it in the middle, so another attempt may help
            assertThat(encrypted.getSQLState()).isEqualTo("08006");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "db.example.org, db.example.org",
        "10.0.0.7, server.invalid",
        "2001:db8::7, server.invalid",
        "my_db, server.invalid"
    })
    void noAddressIsAskedForAsAName(String host, String name) {
        Endpoint at = Endpoint.server(host, 8443, new Login("app", "p", "shop"));
        Properties options = new ClickHouseDialect().options(at.with(TlsMode.REQUIRE, false));

        assertThat(options).containsEntry("ssl_socket_sni", name).containsEntry("ssl", "true");
        // With one the driver would take certificates for any name
        assertThat(new ClickHouseDialect().options(at.with(TlsMode.VERIFY, false)))
                .doesNotContainKey("ssl_socket_sni");
        assertThat(new ClickHouseDialect().options(at)).containsEntry("ssl", "false");
    }

    private static SQLException refusal(Endpoint at) {
        return catchThrowableOfType(
                SQLException.class, () -> new ClickHouseDialect().open(at).close());
    }

    private Endpoint serve(TestCertificates.Identity identity, boolean wantsCertificate) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(TlsPem.identity(identity.certificatePem(), identity.keyPem()), new char[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(TlsPem.trusted(AUTHORITY.caPem()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters own = context.getDefaultSSLParameters();
                own.setNeedClientAuth(wantsCertificate);
                parameters.setSSLParameters(own);
            }
        });
        return start(https);
    }

    private Endpoint start(HttpServer server) {
        servers.add(server);
        server.createContext("/", call -> {
            call.getRequestBody().readAllBytes();
            seen.add(who((HttpsExchange) call));
            call.getResponseHeaders().set("X-ClickHouse-Exception-Code", "516");
            byte[] said = REFUSAL.getBytes(StandardCharsets.US_ASCII);
            call.sendResponseHeaders(403, said.length);
            call.getResponseBody().write(said);
            call.close();
        });
        server.start();
        return Endpoint.server("127.0.0.1", server.getAddress().getPort(), new Login("app", "p", "shop"));
    }

    private static String who(HttpsExchange call) {
        try {
            return call.getSSLSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            return "nobody";
        }
    }
}
