package io.alacran.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.engine.Greeting.Contact;
import io.alacran.engine.Greeting.Speaker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
            return Greeting.ask("127.0.0.1", server.getLocalPort(), "clickhouse", patience);
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
