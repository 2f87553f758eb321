package io.alacran.bastion.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Databases that give no answer, as behind a firewall that drops packets. */
@Timeout(60)
class SilentDatabaseTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path home;

    @Test
    void tunnelsThatWaitForOneDoNotHoldUpTheOthers() throws Exception {
        var pair = SecurityUtils.getKeyPairGenerator(SecurityUtils.ED25519).generateKeyPair();
        try (BastionOnFakes bastion = new BastionOnFakes(home, BastionLimits.DEFAULT);
                SshClient client = SshClient.setUpDefaultClient()) {
            bastion.accounts(BastionOnFakes.account("dev", null, PublicKeyEntry.toString(pair.getPublic())));
            bastion.hang();
            Algorithms.set(client);
            client.setServerKeyVerifier((s, address, key) -> true);
            client.start();
            ClientSession session = client.connect("dev", "127.0.0.1", bastion.port())
                    .verify(PATIENCE)
                    .getSession();
            session.addPublicKeyIdentity(pair);
            session.auth().verify(PATIENCE);

            List<OpenFuture> waiting = new ArrayList<>();
            for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
                waiting.add(tunnel(session, BastionOnFakes.SILENT).open());
            }
            ChannelDirectTcpip answered = tunnel(session, BastionOnFakes.SHOP);
            answered.open().verify(PATIENCE);
            answered.getInvertedIn().write("ping".getBytes(StandardCharsets.US_ASCII));
            answered.getInvertedIn().flush();

            assertThat(answered.getInvertedOut().readNBytes(4)).asString().isEqualTo("ping");
            assertThat(waiting).noneMatch(OpenFuture::isDone);
        }
    }

    private static ChannelDirectTcpip tunnel(ClientSession session, BastionPolicy.Target target) throws Exception {
        return session.createDirectTcpipChannel(
                new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress(target.host(), target.port()));
    }
}
