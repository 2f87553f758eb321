package io.alacran.bastion.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server offers on the wire to a client that waits for it, as ssh-audit looks at it (RFC 4253, section 7.1). */
class AlgorithmsTests {

    private static final List<List<String>> OFFERS = new ArrayList<>();
    private static String banner = "";

    /** Once for all, since the server gives a second to whoever waits for it. */
    @BeforeAll
    static void ask(@TempDir Path home) throws IOException {
        try (BastionOnFakes bastion = new BastionOnFakes(home, BastionLimits.DEFAULT);
                Socket socket = new Socket("127.0.0.1", bastion.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("SSH-2.0-check\r\n".getBytes(StandardCharsets.US_ASCII));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                line.append((char) c);
            }
            banner = line.toString().strip();
            in.readInt();
            in.skipNBytes(1);
            assertThat(in.read()).as("SSH_MSG_KEXINIT").isEqualTo(20);
            in.skipNBytes(16);
            for (int i = 0; i < 8; i++) {
                OFFERS.add(List.of(new String(in.readNBytes(in.readInt()), StandardCharsets.US_ASCII).split(",")));
            }
        }
    }

    @Test
    void postQuantumKeyExchangeComesFirstAndKeyExchangeIsStrict() {
        assertThat(OFFERS.get(0))
                .containsExactly(
                        "mlkem768x25519-sha256",
                        "sntrup761x25519-sha512",
                        "sntrup761x25519-sha512@openssh.com",
                        "curve25519-sha256",
                        "curve25519-sha256@libssh.org",
                        "ext-info-s",
                        "kex-strict-s-v00@openssh.com");
    }

    @Test
    void theHostKeyIsEd25519() {
        assertThat(OFFERS.get(1)).containsExactly("ssh-ed25519");
    }

    @Test
    void ciphersAreAesInGcmFirstAndCtrWithEncryptThenMac() {
        for (int direction : new int[] {0, 1}) {
            assertThat(OFFERS.get(2 + direction))
                    .containsExactly(
                            "aes128-gcm@openssh.com",
                            "aes256-gcm@openssh.com",
                            "aes128-ctr",
                            "aes192-ctr",
                            "aes256-ctr");
            assertThat(OFFERS.get(4 + direction))
                    .containsExactly("hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com");
            assertThat(OFFERS.get(6 + direction)).containsExactly("none");
        }
    }

    @Test
    void theBannerTellsNoVersion() {
        assertThat(banner).isEqualTo("SSH-2.0-Alacran");
    }
}
