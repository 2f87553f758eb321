package io.alacran.bastion.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that asks for a tunnel to a name of a million letters. */
@Timeout(60)
class LongPacketTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path home;

    final SshClient client = SshClient.setUpDefaultClient();
    KeyPair pair;
    BastionOnFakes bastion;

    @BeforeEach
    void start() throws Exception {
        pair = SecurityUtils.getKeyPairGenerator(SecurityUtils.ED25519).generateKeyPair();
        bastion = new BastionOnFakes(home, BastionLimits.DEFAULT);
        bastion.accounts(BastionOnFakes.account("dev", null, PublicKeyEntry.toString(pair.getPublic())));
        Algorithms.set(client);
        client.setServerKeyVerifier((s, address, key) -> true);
    }

    @AfterEach
    void stop() throws IOException {
        client.stop();
        bastion.close();
    }

    private ClientSession session() throws IOException {
        ClientSession session = client.connect("dev", "127.0.0.1", bastion.port())
                .verify(PATIENCE)
                .getSession();
        session.addPublicKeyIdentity(pair);
        session.auth().verify(PATIENCE);
        return session;
    }

    @ParameterizedTest
    @EnumSource(
            value = BuiltinCiphers.class,
            names = {"aes128gcm", "aes256ctr"})
    void isToldWhyItsConnectionEndsAndOthersGoOn(BuiltinCiphers cipher) throws Exception {
        client.setCipherFactories(List.of(cipher));
        client.start();
        List<String> reasons = new CopyOnWriteArrayList<>();
        ClientSession session = session();
        session.addSessionListener(new SessionListener() {
            @Override
            public void sessionDisconnect(Session s, int code, String why, String language, boolean initiator) {
                reasons.add(why);
            }
        });
        ChannelDirectTcpip other = session()
                .createDirectTcpipChannel(
                        new SshdSocketAddress("127.0.0.1", 1),
                        new SshdSocketAddress(BastionOnFakes.SHOP.host(), BastionOnFakes.SHOP.port()));
        other.open().verify(PATIENCE);

        ask(session, "x".repeat(1_000_000));

        Await.until(() -> !session.isOpen());
        assertThat(reasons).containsExactly("a packet is longer than the 262144 bytes that are the most here");
        other.getInvertedIn().write("hello".getBytes(StandardCharsets.US_ASCII));
        other.getInvertedIn().flush();
        assertThat(other.getInvertedOut().readNBytes(5)).asString().isEqualTo("hello");
        Await.until(() -> bastion.server.sessions().size() == 1);
    }

    private static void ask(ClientSession session, String host) throws IOException {
        Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN, host.length() + 128);
        buffer.putString("direct-tcpip");
        buffer.putUInt(1);
        buffer.putUInt(2_097_152);
        buffer.putUInt(32_768);
        buffer.putString(host);
        buffer.putUInt(5432);
        buffer.putString("127.0.0.1");
        buffer.putUInt(1);
        session.writePacket(buffer);
    }
}
