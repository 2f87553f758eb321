package io.alacran.bastion.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that do not read what they are sent. */
@Timeout(60)
class SlowClientTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path home;

    @Test
    void dataThatAClientNeverReadsIsHeldBackAtTheDatabase() throws Exception {
        try (BastionOnFakes bastion = new BastionOnFakes(home, BastionLimits.DEFAULT)) {
            Process client = new ProcessBuilder(bastion.ssh("id", "-W", BastionOnFakes.HOSE.toString())).start();
            try {
                Await.until(() -> !bastion.server.sessions().isEmpty());
                AtomicLong before = new AtomicLong();
                AtomicLong since = new AtomicLong(System.nanoTime());
                Await.until(() -> {
                    long sent = bastion.server.sessions().getFirst().bytesOut();
                    if (before.getAndSet(sent) != sent) {
                        since.set(System.nanoTime());
                    }
                    return sent > 0 && System.nanoTime() - since.get() > 1_000_000_000L;
                });

                assertThat(before.get()).isLessThan(16 << 20);
            } finally {
                client.destroyForcibly();
            }
        }
    }

    @Test
    void aClientThatAsksAndNeverReadsTheAnswersIsDisconnected() throws Exception {
        var pair = SecurityUtils.getKeyPairGenerator(SecurityUtils.ED25519).generateKeyPair();
        try (BastionOnFakes bastion = new BastionOnFakes(home, BastionLimits.DEFAULT);
                SshClient client = SshClient.setUpDefaultClient()) {
            bastion.accounts(BastionOnFakes.account("dev", null, PublicKeyEntry.toString(pair.getPublic())));
            Algorithms.set(client);
            client.setServerKeyVerifier((s, address, key) -> true);
            org.apache.sshd.core.CoreModuleProperties.SOCKET_RCVBUF.set(client, 4096);
            client.start();
            ClientSession session = client.connect("dev", "127.0.0.1", bastion.port())
                    .verify(PATIENCE)
                    .getSession();
            session.addPublicKeyIdentity(pair);
            session.auth().verify(PATIENCE);
            session.getIoSession().suspendRead();

            boolean disconnected = false;
            for (int i = 0; i < 1_000_000 && !disconnected; i++) {
                disconnected = !ask(session);
            }

            assertThat(disconnected).isTrue();
        }
    }

    private static boolean ask(ClientSession session) {
        try {
            Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST, 64);
            buffer.putString("keepalive@openssh.com");
            buffer.putBoolean(true);
            session.writePacket(buffer).verify(PATIENCE);
            return session.isOpen();
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
