package io.alacran.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.connection.internal.TestCertificates;
import io.alacran.engine.Greeting.Contact;
import io.alacran.engine.Greeting.Speaker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GreetingTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** How long a server looks whether who asked has gone, before it says more. */
    private static final int LOOK_MILLIS = 200;

    /** As ClickHouse 26.7 writes it, line by line. */
    @Test
    void whoIsThereIsToldByAllOfAnAnswerThatComesInPieces() throws IOException {
        Greeting greeting = from(
                PATIENCE,
                true,
                "HTTP/1.0 200 OK\r\n",
                "Date: Sat, 21 Nov 2026 18:10:42 GMT\r\nConnection: Close\r\n",
                "X-ClickHouse-Exception-Tag: uvmykuqgsoymrzgy\r\n\r\n",
                "Ok.\n");

        assertThat(greeting.speaker()).isEqualTo(Speaker.CLICKHOUSE);
        assertThat(greeting.suits("clickhouse")).isTrue();
        assertThat(greeting.tls()).contains(false);
    }

    @Test
    void whoStopsInTheMiddleOfAnAnswerIsToldByWhatWasSaid() throws IOException {
        Greeting greeting = from(Duration.ofMillis(500), false, "HTTP/1.1 200 OK\r\nServer: nginx\r\n");

        assertThat(greeting.contact()).isEqualTo(Contact.ANSWERED);
        assertThat(greeting.speaker()).isEqualTo(Speaker.HTTP);
        assertThat(greeting.said()).isEqualTo("HTTP/1.1 200 OK, from nginx");
    }

    private static Greeting from(Duration patience, boolean closes, String... pieces) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket asker = server.accept()) {
                    asker.setSoTimeout(LOOK_MILLIS);
                    for (String piece : List.of(pieces)) {
                        asker.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
                        awaitLeave(asker);
                    }
                    if (!closes) {
                        asker.setSoTimeout(0);
                        awaitLeave(asker);
                    }
                } catch (IOException e) {
                    // Who asked has gone, and sees what came of that
                }
            });
            return Greeting.ask(at(server.getLocalPort()), "clickhouse", patience);
        }
    }

    private static Endpoint at(int port) {
        return Endpoint.server("127.0.0.1", port, new Login("app", "p", "shop"));
    }

    /** Servers close without a word, as ClickHouse does, send an alert of TLS, or answer in HTTP, as nginx does. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "\u0015\u0003\u0003\0\u0002\u0002\n", "HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n"})
    void aServerAtAPortForTlsIsKnownWhateverItSaysToWhoSpeaksWithout(String refusal) throws Exception {
        try (TlsPort port = new TlsPort(refusal, false)) {
            for (TlsMode mode : TlsMode.values()) {
                Greeting greeting = Greeting.ask(at(port.number()).with(mode, false), "clickhouse", PATIENCE);

                assertThat(greeting.speaker()).as(mode.word()).isEqualTo(Speaker.CLICKHOUSE);
                assertThat(greeting.said()).isEqualTo("answers over HTTP inside TLS");
                assertThat(greeting.tls()).contains(true);
            }
        }
    }

    @Test
    void aServerWithoutTlsIsKnownToWhoAsksForIt() throws Exception {
        try (TlsPort port = new TlsPort(TlsPort.CLICKHOUSE, false)) {
            port.encrypted = false;
            Greeting greeting = Greeting.ask(at(port.number()).with(TlsMode.VERIFY, false), "clickhouse", PATIENCE);

            assertThat(greeting.speaker()).isEqualTo(Speaker.CLICKHOUSE);
            assertThat(greeting.tls()).contains(false);
        }
    }

    @Test
    void aServerThatWantsACertificateIsKnownToWhoHasOne() throws Exception {
        try (TlsPort port = new TlsPort("", true)) {
            Endpoint without = at(port.number()).with(TlsMode.REQUIRE, false);
            TestCertificates.Identity ada = TlsPort.AUTHORITY.identity("ada");
            Endpoint with = without.with(new TlsKeys(null, ada.certificatePem(), ada.keyPem()));

            Greeting refused = Greeting.ask(without, "clickhouse", PATIENCE);
            assertThat(refused.speaker()).isEqualTo(Speaker.TLS);
            assertThat(refused.said()).startsWith("agreed on TLS, then ");
            assertThat(Greeting.ask(with, "clickhouse", PATIENCE).speaker()).isEqualTo(Speaker.CLICKHOUSE);
        }
    }

    @Test
    void anotherServerIsCalledByItsNameThoughTlsIsAskedOfIt() throws Exception {
        try (TlsPort port = new TlsPort("SSH-2.0-OpenSSH_9.2\r\n", false)) {
            port.encrypted = false;
            assertThat(Greeting.ask(at(port.number()).with(TlsMode.REQUIRE, false), "clickhouse", PATIENCE)
                            .speaker())
                    .isEqualTo(Speaker.SSH);
        }
    }

    /** A port that gives ClickHouse's answer inside TLS, and to all others a refusal of theirs. */
    private static final class TlsPort implements AutoCloseable {

        static final TestCertificates AUTHORITY = new TestCertificates("authority");
        static final String CLICKHOUSE = "HTTP/1.0 200 OK\r\nX-ClickHouse-Summary: {}\r\n\r\nOk.\n";

        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final SSLContext context = SSLContext.getInstance("TLS");
        private final String refusal;
        private final boolean wants;
        private volatile boolean encrypted = true;

        TlsPort(String refusal, boolean wants) throws Exception {
            this.refusal = refusal;
            this.wants = wants;
            TestCertificates.Identity own = AUTHORITY.server();
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(TlsPem.identity(own.certificatePem(), own.keyPem()), new char[0]);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(TlsPem.trusted(AUTHORITY.caPem()));
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (Socket asker = server.accept()) {
                        talk(asker);
                    } catch (IOException e) {
                        // One that turned away, or the end of the test
                    }
                }
            });
        }

        private void talk(Socket asker) throws IOException {
            byte[] first = asker.getInputStream().readNBytes(1);
            if (!encrypted || first.length == 0 || first[0] != 0x16) {
                asker.getInputStream().read(new byte[8_192]);
                asker.getOutputStream().write(refusal.getBytes(StandardCharsets.ISO_8859_1));
                return;
            }
            SSLSocket inside =
                    (SSLSocket) context.getSocketFactory().createSocket(asker, new ByteArrayInputStream(first), true);
            inside.setUseClientMode(false);
            inside.setNeedClientAuth(wants);
            inside.getInputStream().read(new byte[8_192]);
            inside.getOutputStream().write(CLICKHOUSE.getBytes(StandardCharsets.US_ASCII));
            inside.close();
        }

        int number() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private static void awaitLeave(Socket asker) throws IOException {
        try {
            asker.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (SocketTimeoutException e) {
            // Still there
        }
    }
}
