package io.alacran.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.alacran.Await;
import io.alacran.FreePort;
import io.alacran.ssh.SshFailure.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SshTunnelTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SshTunnels tunnels = new SshTunnels();
    private final AtomicInteger asked = new AtomicInteger();
    private SshServer server;
    private String fingerprint;

    @BeforeEach
    void start() throws Exception {
        var key = SecurityUtils.getKeyPairGenerator(SecurityUtils.ED25519).generateKeyPair();
        fingerprint = KeyUtils.getFingerPrint(key.getPublic());
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(session -> List.of(key));
        server.setPasswordAuthenticator((user, password, session) -> {
            asked.incrementAndGet();
            return password.equals("right");
        });
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        tunnels.close();
        server.stop(true);
    }

    private JumpHost jump(String password, @Nullable String hostKey) {
        return new JumpHost("127.0.0.1", server.getPort(), "ada", password, null, null, hostKey);
    }

    private SshFailure failure(JumpHost jump, Duration patience) {
        try (SshTunnel tunnel = tunnels.to(jump, "127.0.0.1", FreePort.next())) {
            return catchThrowableOfType(SshFailure.class, () -> tunnel.port(patience));
        }
    }

    @Test
    void manyWhoComeAtOnceShareOneSignInWhetherItSucceedsOrNot() throws Exception {
        for (String password : List.of("right", "wrong")) {
            asked.set(0);
            CountDownLatch together = new CountDownLatch(12);
            try (SshTunnel tunnel = tunnels.to(jump(password, fingerprint), "127.0.0.1", FreePort.next());
                    ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Integer>> all = IntStream.range(0, 12)
                        .mapToObj(n -> people.submit(() -> {
                            together.countDown();
                            together.await();
                            return tunnel.port(PATIENCE);
                        }))
                        .toList();
                for (Future<Integer> one : all) {
                    boolean opened = password.equals("right");
                    assertThat(catchThrowableOfType(Exception.class, one::get) == null)
                            .isEqualTo(opened);
                }
            }
            assertThat(asked).as(password).hasValue(1);
        }
    }

    /** A server that takes passwords only as answers to its questions, as PAM may have it. */
    @Test
    void givesThePasswordWhereAServerAsksForItAsAQuestion() throws Exception {
        server.setUserAuthFactories(List.of(UserAuthKeyboardInteractiveFactory.INSTANCE));

        try (SshTunnel tunnel = tunnels.to(jump("right", fingerprint), "127.0.0.1", FreePort.next())) {
            assertThat(tunnel.port(PATIENCE)).isPositive();
        }
        assertThat(failure(jump("wrong", fingerprint), PATIENCE).stage()).isEqualTo(Stage.SIGN_IN);
        assertThat(asked).hasValue(2);
    }

    @Test
    void carriesBytesAndOpensAgainAfterTheSessionHasEnded() throws Exception {
        try (ServerSocket database = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                SshTunnel tunnel = tunnels.to(jump("right", fingerprint), "127.0.0.1", database.getLocalPort())) {
            assertThat(exchange(tunnel, database)).isEqualTo(7);
            server.getActiveSessions().forEach(session -> session.close(true));
            Await.until(() -> !tunnel.isOpen());

            assertThat(exchange(tunnel, database)).isEqualTo(7);
            assertThat(asked).hasValue(2);
            tunnel.close();
            Await.until(() -> server.getActiveSessions().isEmpty());
        }
    }

    private static int exchange(SshTunnel tunnel, ServerSocket database) throws IOException {
        try (Socket near = new Socket(InetAddress.getLoopbackAddress(), tunnel.port(PATIENCE));
                Socket far = database.accept()) {
            near.getOutputStream().write(7);
            return far.getInputStream().read();
        }
    }

    @Test
    void aKeyThatNobodyTrustedIsOfferedAndAnotherOneIsNot() {
        SshFailure unknown = failure(jump("right", null), PATIENCE);
        SshFailure changed = failure(jump("right", "SHA256:" + "a".repeat(43)), PATIENCE);

        assertThat(unknown.stage()).isEqualTo(Stage.HOST_KEY);
        assertThat(unknown.offered()).isEqualTo(fingerprint);
        assertThat(changed.stage()).isEqualTo(Stage.HOST_KEY);
        assertThat(changed.offered()).isNull();
        assertThat(changed.found()).contains(fingerprint, "aaaa");
        assertThat(asked).as("no password was sent").hasValue(0);
    }

    @Test
    void saysHowFarItCameAndWhetherItMayPass() throws Exception {
        SshFailure refused = failure(jump("wrong-4711", fingerprint), PATIENCE);
        assertThat(refused.stage()).isEqualTo(Stage.SIGN_IN);
        assertThat(refused.passing()).isFalse();
        assertThat(refused.found()).contains("refused the password of ada").doesNotContain("4711");

        JumpHost nobody = new JumpHost("127.0.0.1", FreePort.next(), "ada", "x", null, null, fingerprint);
        SshFailure absent = failure(nobody, PATIENCE);
        assertThat(absent.stage()).isEqualTo(Stage.CONNECT);
        assertThat(absent.passing()).isTrue();
        assertThat(absent.found()).contains("could not be reached");

        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            JumpHost other = new JumpHost("127.0.0.1", silent.getLocalPort(), "ada", "x", null, null, fingerprint);
            assertThat(failure(other, Duration.ofMillis(300)).found()).contains("does not speak SSH");
        }
    }

    @Test
    void doesNotGoWhereNoServerMayBe() {
        for (String host : List.of("169.254.169.254", "0.0.0.0", "100.100.100.200", "fe80::1")) {
            SshFailure failure = failure(new JumpHost(host, 22, "ada", "x", null, null, fingerprint), PATIENCE);
            assertThat(failure.stage()).isEqualTo(Stage.CONNECT);
            assertThat(failure.passing()).as(host + ": " + failure.found()).isFalse();
        }
    }

    @Test
    void saysWhyTheDatabaseIsNotReached() {
        try (SshTunnel tunnel = tunnels.to(jump("right", fingerprint), "127.0.0.1", FreePort.next())) {
            SshFailure failure = catchThrowableOfType(SshFailure.class, () -> tunnel.tryForward(PATIENCE));

            assertThat(failure.stage()).isEqualTo(Stage.FORWARD);
            assertThat(failure.passing()).isTrue();
        }
    }
}
