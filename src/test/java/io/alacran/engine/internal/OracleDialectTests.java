package io.alacran.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.connection.internal.TestCertificates;
import io.alacran.engine.DriverProperty;
import io.alacran.engine.Endpoint;
import io.alacran.engine.Login;
import io.alacran.engine.TlsKeys;
import io.alacran.engine.TlsMode;
import io.alacran.engine.TlsPem;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle's own driver up to where a server would answer; there is none to be had here. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OracleDialectTests {

    private static final Login LOGIN = new Login("app", "pw-of-app", "shop.example.org");
    private static final byte REDIRECT = 5;

    @TempDir
    Path home;

    @Test
    void theAddressIsADescriptorOfTypedFields() throws Exception {
        OracleDialect dialect = new OracleDialect(home);
        Endpoint db = Endpoint.server("db", 1521, LOGIN);

        assertThat(dialect.url(db))
                .isEqualTo("jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=db)(PORT=1521))"
                        + "(CONNECT_DATA=(SERVICE_NAME=shop.example.org)))");
        assertThat(dialect.url(db.with(TlsMode.VERIFY, false))).contains("(PROTOCOL=tcps)(HOST=db)");
        assertThat(dialect.url(db.through(4711))).contains("(HOST=127.0.0.1)(PORT=4711)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x)(SECURITY=(MY_WALLET_DIRECTORY=/tmp",
                "x:dedicated",
                "x?TNS_ADMIN=/tmp",
                "ldap://x/a",
                "x,cn=OracleContext",
                "x y",
                "${env}"
            })
    void aServiceCannotBecomeAnythingElse(String name) {
        OracleDialect dialect = new OracleDialect(home);

        assertThat(dialect.databaseNameRefusal(name)).isPresent();
        assertThatThrownBy(() -> dialect.url(Endpoint.server("db", 1521, new Login("app", "p", name))))
                .isInstanceOfAny(SQLException.class, IllegalArgumentException.class);
    }

    /** A misspelt one would do nothing, silently. */
    @Test
    void everyOptionIsOneThatItsDriverKnows() throws Exception {
        Set<String> known = new HashSet<>();
        for (Field field : Class.forName("oracle.jdbc.OracleConnection").getFields()) {
            if (field.getType() == String.class) {
                known.add(String.valueOf(field.get(null)));
            }
        }
        OracleDialect dialect = new OracleDialect(home);

        assertThat(dialect.properties()).extracting(DriverProperty::name).isSubsetOf(known);
        assertThat(dialect.options(Endpoint.server("db", 1521, LOGIN)).stringPropertyNames())
                .isSubsetOf(known);
    }

    @Test
    void pinsWhatReadsFilesOrLeadsElsewhere() {
        Properties options = new OracleDialect(home)
                .options(Endpoint.server("db", 1521, LOGIN).with(Duration.ofSeconds(3)));

        assertThat(options)
                .containsEntry("oracle.net.CONNECT_TIMEOUT", "3000")
                .containsEntry("oracle.net.ssl_server_dn_match", "false")
                .containsEntry("oracle.jdbc.fanEnabled", "false")
                .containsKey("oracle.net.tns_admin")
                .doesNotContainKeys("oracle.net.wallet_location", "oracle.jdbc.configurationProviders");
    }

    @Test
    void askingToOnlyReadIsRefusedRatherThanForgotten() {
        assertThatThrownBy(() ->
                        oracle().open(Endpoint.server("127.0.0.1", 1, LOGIN).with(TlsMode.DISABLE, true)))
                .hasMessageContaining("cannot be made read-only");
    }

    @Test
    void theServiceIsAskedForAndTheRefusalIsTold() throws Exception {
        try (Listener listener = new Listener(ServerSocketFactory.getDefault(), Listener::unknownService)) {
            assertThatThrownBy(() -> oracle().open(at(listener))).isInstanceOfSatisfying(SQLException.class, e -> {
                assertThat(e.getErrorCode()).isEqualTo(12514);
                assertThat(oracle().message(e)).startsWith("ORA-12514").doesNotContain("docs.oracle.com");
            });
            assertThat(listener.asked()).contains("(SERVICE_NAME=shop.example.org)");
        }
    }

    @ParameterizedTest
    @CsvSource({"12514, 08004", "12505, 08004", "12516, 53300", "12520, 53300", "12528, 57P03", "12526, 57P03"})
    void theStateTellsWhetherAnotherAttemptMayHelp(int code, String state) throws Exception {
        try (Listener listener = new Listener(ServerSocketFactory.getDefault(), Listener.refusing(code))) {
            assertThatThrownBy(() -> oracle().open(at(listener))).isInstanceOfSatisfying(SQLException.class, e -> {
                assertThat(e.getErrorCode()).isEqualTo(code);
                assertThat(e.getSQLState()).isEqualTo(state);
            });
        }
    }

    /** Without the pin all of Oracle's connections would go through the proxy that is named there. */
    @Test
    void aFileOfTheMachinesOracleClientIsNotRead() throws Exception {
        Path directory = Files.createDirectories(home.resolve("tns"));
        Files.writeString(directory.resolve("ojdbc.properties"), "oracle.net.socksProxyHost=127.0.0.9\n");
        System.setProperty("oracle.net.tns_admin", directory.toString());
        try (Listener listener = new Listener(ServerSocketFactory.getDefault(), Listener::unknownService)) {
            assertThatThrownBy(() -> oracle().open(at(listener)))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(12514));
        } finally {
            System.clearProperty("oracle.net.tns_admin");
        }
    }

    /** A listener may send its clients on; a rogue one, to where no database is. */
    @Test
    void aListenerCannotSendOnToWhereNoConnectionMayLead() throws Exception {
        try (Listener listener = new Listener(
                ServerSocketFactory.getDefault(),
                _ -> packet(REDIRECT, "(ADDRESS=(PROTOCOL=tcp)(HOST=0.0.0.0)(PORT=1))"))) {
            assertThatThrownBy(() -> oracle().open(at(listener)))
                    .isInstanceOf(SQLException.class)
                    .satisfies(e -> assertThat(causes(e)).contains("not the address of one machine"));
        }
    }

    @Test
    void aListenerCannotLeadOutOfATunnel() throws Exception {
        try (Listener listener = new Listener(
                ServerSocketFactory.getDefault(),
                _ -> packet(REDIRECT, "(ADDRESS=(PROTOCOL=tcp)(HOST=localhost)(PORT=1))"))) {
            Endpoint tunnelled = Endpoint.server("db.internal", 1521, LOGIN).through(listener.port());

            assertThatThrownBy(() -> oracle().open(tunnelled))
                    .isInstanceOf(SQLException.class)
                    .satisfies(e -> assertThat(causes(e)).contains("not where the tunnel leads"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUIRE", "VERIFY"})
    void tlsIsSpokenBeforeTheServiceIsAskedFor(TlsMode mode) throws Exception {
        TestCertificates authority = new TestCertificates("authority");
        try (Listener listener =
                new Listener(tls(authority.server()).getServerSocketFactory(), Listener::unknownService)) {
            TlsKeys keys = new TlsKeys(mode == TlsMode.VERIFY ? authority.caPem() : null, null, null);

            assertThatThrownBy(
                            () -> oracle().open(at(listener).with(mode, false).with(keys)))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(12514));
            assertThat(listener.asked()).contains("SERVICE_NAME");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCertificateOfAnotherAuthorityOrForAnotherNameIsRefused(boolean otherAuthority) throws Exception {
        TestCertificates authority = new TestCertificates("authority");
        TestCertificates trusted = otherAuthority ? new TestCertificates("another") : authority;
        var identity = otherAuthority ? authority.server() : authority.named("db.example.org");
        try (Listener listener = new Listener(tls(identity).getServerSocketFactory(), Listener::unknownService)) {
            Endpoint checked = at(listener).with(TlsMode.VERIFY, false).with(new TlsKeys(trusted.caPem(), null, null));

            assertThatThrownBy(() -> oracle().open(checked))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isNotEqualTo(12514));
            assertThat(listener.heardNothing()).isTrue();
        }
    }

    private OracleDialect oracle() {
        TestDrivers.oracle(home);
        return new OracleDialect(home);
    }

    private static Endpoint at(Listener listener) {
        return Endpoint.server("127.0.0.1", listener.port(), LOGIN);
    }

    private static String causes(Throwable e) {
        StringBuilder all = new StringBuilder();
        for (Throwable t = e; t != null; t = t.getCause()) {
            all.append(t).append('\n');
        }
        return all.toString();
    }

    private static SSLContext tls(TestCertificates.Identity identity) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(TlsPem.identity(identity.certificatePem(), identity.keyPem()), new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** A packet of Oracle Net that says a text: its length, the type, and the length of the text. */
    private static byte[] packet(byte type, String text) {
        byte[] said = text.getBytes(StandardCharsets.US_ASCII);
        int head = type == REDIRECT ? 10 : 12;
        ByteBuffer packet = ByteBuffer.allocate(head + said.length)
                .putShort((short) (head + said.length))
                .putShort((short) 0)
                .put(type)
                .put((byte) 0)
                .putShort((short) 0);
        if (type != REDIRECT) {
            // For whom and by whom it is refused
            packet.putShort((short) 0x2200);
        }
        return packet.putShort((short) said.length).put(said).array();
    }

    /** Answers each client once, as a listener does. */
    private static final class Listener implements AutoCloseable {

        private static final byte REFUSE = 4;

        private final ServerSocket server;
        private final CompletableFuture<String> asked = new CompletableFuture<>();
        private final Thread thread;

        Listener(ServerSocketFactory sockets, Function<String, byte[]> answer) throws IOException {
            server = sockets.createServerSocket(0, 10, InetAddress.getLoopbackAddress());
            thread = Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (Socket client = server.accept()) {
                        talk(client, answer);
                    } catch (IOException e) {
                        // A client that turns away, or the end of the test.
                    }
                }
            });
        }

        private void talk(Socket client, Function<String, byte[]> answer) throws IOException {
            DataInputStream in = new DataInputStream(client.getInputStream());
            int length = in.readUnsignedShort();
            String packet = new String(in.readNBytes(length - 2), StandardCharsets.ISO_8859_1);
            asked.complete(packet);
            byte[] said = answer.apply(packet);
            if (said != null) {
                client.getOutputStream().write(said);
                client.getOutputStream().flush();
            }
            in.readAllBytes();
        }

        static Function<String, byte[]> refusing(int code) {
            return _ -> packet(
                    REFUSE,
                    "(DESCRIPTION=(TMP=)(VSNNUM=0)(ERR=%1$d)(ERROR_STACK=(ERROR=(CODE=%1$d)(EMFI=4))))"
                            .formatted(code));
        }

        static byte[] unknownService(String asked) {
            return refusing(12514).apply(asked);
        }

        int port() {
            return server.getLocalPort();
        }

        String asked() throws Exception {
            return asked.get(10, TimeUnit.SECONDS);
        }

        boolean heardNothing() {
            return !asked.isDone();
        }

        @Override
        public void close() {
            try {
                server.close();
                thread.join();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
