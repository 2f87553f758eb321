package io.alacran.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SSH servers that give no answer, as behind a firewall that drops packets. */
@Timeout(60)
class SilentServerTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Socket> queued = new ArrayList<>();

    @Test
    void tunnelsThatWaitForOneDoNotHoldUpTheOthers() throws Exception {
        var key = SecurityUtils.getKeyPairGenerator(SecurityUtils.ED25519).generateKeyPair();
        SshTunnels tunnels = new SshTunnels();
        SshServer server = SshServer.setUpDefaultServer();
        List<SshTunnel> closing = new ArrayList<>();
        ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(silent);
            server.setHost("127.0.0.1");
            server.setKeyPairProvider(session -> List.of(key));
            server.setPasswordAuthenticator((user, password, session) -> true);
            server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
            server.start();

            int many = 4 * Runtime.getRuntime().availableProcessors();
            CountDownLatch begun = new CountDownLatch(many);
            List<Future<Integer>> waiting = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                SshTunnel tunnel = tunnels.to(jump(silent.getLocalPort(), null), "127.0.0.1", FreePort.next());
                closing.add(tunnel);
                waiting.add(people.submit(() -> {
                    begun.countDown();
                    return tunnel.port(PATIENCE);
                }));
            }
            begun.await();
            String fingerprint = KeyUtils.getFingerPrint(key.getPublic());
            for (int i = 0; i < 3; i++) {
                SshTunnel answered = tunnels.to(jump(server.getPort(), fingerprint), "127.0.0.1", FreePort.next());
                closing.add(answered);
                assertThat(answered.port(PATIENCE)).isPositive();
            }

            assertThat(waiting).noneMatch(Future::isDone);
        } finally {
            people.shutdownNow();
            closing.forEach(SshTunnel::close);
            tunnels.close();
            server.stop(true);
            for (Socket socket : queued) {
                socket.close();
            }
        }
    }

    private static JumpHost jump(int port, @Nullable String hostKey) {
        return new JumpHost("127.0.0.1", port, "ada", "pw", null, null, hostKey);
    }

    /** Fills its queue: it never accepts, and what is beyond the queue gets no answer at all. */
    private void fill(ServerSocket silent) throws IOException {
        while (true) {
            Socket next = new Socket();
            queued.add(next);
            try {
                next.connect(silent.getLocalSocketAddress(), 300);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
    }
}
