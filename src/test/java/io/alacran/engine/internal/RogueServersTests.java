package io.alacran.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.engine.Dialect;
import io.alacran.engine.Dialects;
import io.alacran.engine.Endpoint;
import io.alacran.engine.Login;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that are not what they say: whoever is led to one must lose neither files nor time. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RogueServersTests {

    private static final Login LOGIN = new Login("app", "pw-of-app", "shop");
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Of those who get no answer at all. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    /** Far more than that and a driver's own rounding, and far less than a driver's defaults. */
    private static final Duration BOUND = Duration.ofSeconds(6);

    private static final Dialects DIALECTS = TestDialects.all();

    /** Both at once, since each takes all of the patience. */
    @Test
    void aServerThatAsksForAFileGetsNone() throws Exception {
        String secret =
                Files.readString(Path.of("/etc/passwd")).lines().findFirst().orElseThrow();
        List<CompletableFuture<Void>> asked = Stream.of("mysql", "mariadb")
                .map(client -> CompletableFuture.runAsync(() -> getsNoFile(client, secret), Thread::startVirtualThread))
                .toList();
        asked.forEach(CompletableFuture::join);
    }

    private static void getsNoFile(String client, String secret) {
        try (Server server = new Server(RogueServersTests::askForAFile)) {
            assertThatThrownBy(() -> open(client, server)).as(client).isInstanceOf(SQLException.class);

            server.awaitEnd();
            assertThat(server.askedForTheFile).as(client).isTrue();
            assertThat(server.received())
                    .as(client)
                    .contains("app")
                    .doesNotContain(secret)
                    .doesNotContain("root:");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aServerThatAsksForEndlessHashingIsLeft() throws Exception {
        try (Server server = new Server(RogueServersTests::askForEndlessHashing)) {
            long start = System.nanoTime();

            assertThatThrownBy(() -> open("postgres", server))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("iteration");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
        }
    }

    /** All at once, since each takes all of the patience. */
    @Test
    void aServerThatNeverAnswersIsLeft() throws Exception {
        try (Server server = new Server(talk -> talk.in.readAllBytes())) {
            Map<String, CompletableFuture<Duration>> left = new LinkedHashMap<>();
            for (String client : List.of("postgres", "mariadb", "mysql", "mssql", "clickhouse", "oracle")) {
                left.put(
                        client,
                        CompletableFuture.supplyAsync(() -> untilItLeaves(client, server), Thread::startVirtualThread));
            }
            left.forEach((client, took) -> assertThat(took.join()).as(client).isLessThan(BOUND));
        }
    }

    private static Duration untilItLeaves(String client, Server server) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> open(client, server, SHORT)).as(client).isInstanceOf(SQLException.class);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void open(String client, Server server) throws SQLException {
        open(client, server, PATIENCE);
    }

    private static void open(String client, Server server, Duration patience) throws SQLException {
        Dialect dialect = DIALECTS.of(client).orElseThrow();
        dialect.open(Endpoint.server("127.0.0.1", server.port(), LOGIN).with(patience))
                .close();
    }

    /** MySQL's protocol: a greeting, any password is right, and each statement is answered by LOCAL INFILE. */
    private static void askForAFile(Talk talk) throws IOException {
        ByteArrayOutputStream greeting = new ByteArrayOutputStream();
        greeting.write(10);
        greeting.writeBytes("8.0.36\0".getBytes(StandardCharsets.US_ASCII));
        greeting.writeBytes(new byte[] {1, 0, 0, 0});
        greeting.writeBytes("abcdefgh".getBytes(StandardCharsets.US_ASCII));
        greeting.write(0);
        // LOCAL_FILES, PROTOCOL_41, SECURE_CONNECTION, CONNECT_WITH_DB, LONG_PASSWORD and PLUGIN_AUTH
        int able = 0x1 | 0x8 | 0x80 | 0x200 | 0x8000 | 0x80000;
        greeting.writeBytes(new byte[] {(byte) able, (byte) (able >> 8), 45, 2, 0, (byte) (able >> 16), 0, 21});
        greeting.writeBytes(new byte[10]);
        greeting.writeBytes("ijklmnopqrst\0mysql_native_password\0".getBytes(StandardCharsets.US_ASCII));
        talk.mysql(0, greeting.toByteArray());
        int number = talk.readMysql();
        byte[] ok = {0, 0, 0, 2, 0, 0, 0};
        talk.mysql(number + 1, ok);
        while (true) {
            number = talk.readMysql();
            talk.mysql(number + 1, "\u00fb/etc/passwd".getBytes(StandardCharsets.ISO_8859_1));
            talk.server.askedForTheFile = true;
        }
    }

    /** PostgreSQL's protocol: SCRAM with as many rounds as a number holds. */
    private static void askForEndlessHashing(Talk talk) throws IOException {
        DataInputStream in = new DataInputStream(talk.in);
        in.readNBytes(in.readInt() - 4);
        talk.postgres(10, "SCRAM-SHA-256\0\0");
        in.readByte();
        String first = new String(in.readNBytes(in.readInt() - 4), StandardCharsets.US_ASCII);
        String nonce = first.substring(first.indexOf("r=") + 2);
        talk.postgres(11, "r=" + nonce + "rogue,s=c2FsdHNhbHRzYWx0c2FsdA==,i=2147483647");
        in.readAllBytes();
    }

    @FunctionalInterface
    private interface Part {
        void play(Talk talk) throws IOException;
    }

    /** One connection from the server's side; all that comes is kept. */
    private record Talk(Server server, InputStream in, OutputStream out) {

        void mysql(int number, byte[] body) throws IOException {
            out.write(new byte[] {(byte) body.length, (byte) (body.length >> 8), 0, (byte) number});
            out.write(body);
            out.flush();
        }

        /** Gives the packet's number. */
        int readMysql() throws IOException {
            byte[] head = in.readNBytes(4);
            if (head.length < 4) {
                throw new IOException("the client left");
            }
            byte[] body = in.readNBytes((head[0] & 0xff) | (head[1] & 0xff) << 8 | (head[2] & 0xff) << 16);
            synchronized (server.heard) {
                server.heard.writeBytes(body);
            }
            return head[3];
        }

        void postgres(int kind, String body) throws IOException {
            byte[] text = body.getBytes(StandardCharsets.US_ASCII);
            out.write('R');
            out.write(
                    new byte[] {0, 0, (byte) ((text.length + 8) >> 8), (byte) (text.length + 8), 0, 0, 0, (byte) kind});
            out.write(text);
            out.flush();
        }
    }

    private static class Server implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        private final java.util.concurrent.CountDownLatch ended = new java.util.concurrent.CountDownLatch(1);
        private volatile boolean askedForTheFile;

        Server(Part part) throws IOException {
            Thread.ofVirtual().start(() -> {
                while (true) {
                    try {
                        Socket talk = socket.accept();
                        Thread.ofVirtual().start(() -> serve(part, talk));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
        }

        private void serve(Part part, Socket talk) {
            try (talk) {
                part.play(new Talk(this, talk.getInputStream(), talk.getOutputStream()));
            } catch (IOException left) {
                // The client went away, as it should.
            } finally {
                ended.countDown();
            }
        }

        int port() {
            return socket.getLocalPort();
        }

        void awaitEnd() throws InterruptedException {
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        }

        String received() {
            synchronized (heard) {
                return heard.toString(StandardCharsets.ISO_8859_1);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
