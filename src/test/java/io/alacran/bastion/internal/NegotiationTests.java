package io.alacran.bastion.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.kex.extension.DefaultClientKexExtensionHandler;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client and the bastion agree on. */
@Timeout(60)
class NegotiationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String[] TO_SHOP = {"-W", BastionOnFakes.SHOP.toString()};

    @TempDir
    Path home;

    BastionOnFakes bastion;

    @BeforeEach
    void start() throws Exception {
        bastion = new BastionOnFakes(home, BastionLimits.DEFAULT);
    }

    @AfterEach
    void stop() throws Exception {
        bastion.close();
    }

    /** What the client logs while it sends a file through a tunnel to the echo and back. */
    private String echoed(byte[] sent, String... options) throws Exception {
        Path in = Files.write(home.resolve("in"), sent);
        Path out = home.resolve("out");
        Path log = home.resolve("log");
        String[] all = java.util.Arrays.copyOf(options, options.length + 3);
        all[options.length] = "-v";
        System.arraycopy(TO_SHOP, 0, all, options.length + 1, TO_SHOP.length);
        Process client = new ProcessBuilder(bastion.ssh("id", all))
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            assertThat(client.waitFor(40, TimeUnit.SECONDS)).isTrue();
            String said = Files.readString(log);
            assertThat(client.exitValue()).as(said).isZero();
            assertThat(Files.mismatch(in, out))
                    .as("the first byte that differs")
                    .isEqualTo(-1);
            return said;
        } finally {
            client.destroyForcibly();
        }
    }

    @Test
    void openSshByItsDefaultsGetsGcmAlthoughItListsCtrBeforeIt() throws Exception {
        assertThat(echoed("hello".getBytes(StandardCharsets.US_ASCII)))
                .containsPattern("server->client cipher: aes(128|256)-gcm@openssh.com")
                .containsPattern("client->server cipher: aes(128|256)-gcm@openssh.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aes256-ctr | aes256-ctr",
                "aes192-ctr,chacha20-poly1305@openssh.com | aes192-ctr",
                "aes128-ctr,aes256-gcm@openssh.com,aes128-gcm@openssh.com | aes256-gcm@openssh.com"
            })
    void clientsThatHaveNoGcmGetCtrAndThoseThatDoGetTheOneTheyPrefer(String offered, String agreed) throws Exception {
        assertThat(echoed("hello".getBytes(StandardCharsets.US_ASCII), "-c", offered))
                .contains("server->client cipher: " + agreed)
                .contains("client->server cipher: " + agreed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aes128-gcm@openssh.com", "aes256-ctr", "aes128-ctr,aes256-gcm@openssh.com"})
    void keysAreRenewedWhileDataFlows(String ciphers) throws Exception {
        byte[] data = new byte[1 << 18];
        new Random(1).nextBytes(data);

        String log = echoed(data, "-c", ciphers, "-o", "RekeyLimit=64K");

        assertThat(log.split("SSH2_MSG_NEWKEYS received", -1)).hasSizeGreaterThan(4);
    }

    @Test
    void aClientThatWaitsForTheServerToSpeakFirstSignsIn() throws Exception {
        var pair = SecurityUtils.getKeyPairGenerator(SecurityUtils.ED25519).generateKeyPair();
        bastion.accounts(BastionOnFakes.account("dev", null, PublicKeyEntry.toString(pair.getPublic())));
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setKexExtensionHandler(new DefaultClientKexExtensionHandler() {
                @Override
                public boolean isKexExtensionsAvailable(Session session, AvailabilityPhase phase) {
                    return true; // at PREKEX this means to wait
                }
            });
            client.setServerKeyVerifier((s, address, key) -> true);
            client.start();
            ClientSession session = client.connect("dev", "127.0.0.1", bastion.port())
                    .verify(PATIENCE)
                    .getSession();
            session.addPublicKeyIdentity(pair);
            session.auth().verify(PATIENCE);

            assertThat(session.isAuthenticated()).isTrue();
            assertThat(session.getServerKexProposals().get(KexProposalOption.S2CENC))
                    .contains("aes128-gcm@openssh.com", "aes128-ctr");
        }
    }
}
