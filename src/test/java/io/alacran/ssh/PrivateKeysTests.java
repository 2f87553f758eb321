package io.alacran.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.ssh.PrivateKeys.Reading;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrivateKeysTests {

    @Test
    void readsWhatSshKeygenWrites() throws Exception {
        String plain = text(ed25519(), null);

        assertThat(PrivateKeys.read(plain, null)).isEqualTo(Reading.FINE);
        assertThat(PrivateKeys.read(plain.strip(), null))
                .as("without the last line break")
                .isEqualTo(Reading.FINE);
        assertThat(PrivateKeys.read(plain.replace("\n", "\r\n"), "not needed")).isEqualTo(Reading.FINE);
    }

    @Test
    void readsPkcs8() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        // Small, since that it is RSA is what matters, and a large one takes a second to make
        generator.initialize(1024);
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----";

        assertThat(PrivateKeys.read(pem, null)).isEqualTo(Reading.FINE);
    }

    @Test
    void tellsAMissingOrWrongPassphraseFromWhatIsNoKey() throws Exception {
        String locked = text(ed25519(), "pelican-of-brass");

        assertThat(PrivateKeys.read(locked, "pelican-of-brass")).isEqualTo(Reading.FINE);
        assertThat(PrivateKeys.read(locked, null)).isEqualTo(Reading.PASSPHRASE);
        assertThat(PrivateKeys.read(locked, "another")).isEqualTo(Reading.PASSPHRASE);
        assertThat(PrivateKeys.read("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 ada", null))
                .isEqualTo(Reading.NO_KEY);
        assertThat(PrivateKeys.read("", null)).isEqualTo(Reading.NO_KEY);
    }

    private static KeyPair ed25519() throws Exception {
        return SecurityUtils.getKeyPairGenerator(SecurityUtils.ED25519).generateKeyPair();
    }

    private static String text(KeyPair pair, @Nullable String passphrase) throws Exception {
        OpenSSHKeyEncryptionContext encryption = null;
        if (passphrase != null) {
            encryption = new OpenSSHKeyEncryptionContext();
            encryption.setCipherType("256");
            encryption.setPassword(passphrase);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "ada", encryption, out);
        return out.toString(StandardCharsets.US_ASCII);
    }
}
