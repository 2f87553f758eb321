package io.alacran.bastion.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostKeyTests {

    @TempDir
    Path home;

    @Test
    void itIsMadeOnceForItsOwnerAloneAndKept() throws IOException {
        Path file = home.resolve("bastion/host_key");

        HostKey made = HostKey.loadOrMake(file);

        assertThat(made.fingerprint()).startsWith("SHA256:").hasSize(50);
        assertThat(made.publicKey()).startsWith("ssh-ed25519 AAAA");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----");
        assertThat(HostKey.loadOrMake(file).fingerprint()).isEqualTo(made.fingerprint());
    }

    @Test
    void oneThatOthersMayReadOrThatIsBrokenIsNotUsedAndNotReplaced() throws IOException {
        Path file = home.resolve("host_key");
        HostKey.loadOrMake(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> HostKey.loadOrMake(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is open to others (rw-r-----)")
                .hasMessageContaining("chmod 600 " + file);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        for (String broken : new String[] {"", "no key", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n"}) {
            Files.writeString(file, broken);
            assertThatThrownBy(() -> HostKey.loadOrMake(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("remove it for a new key");
            assertThat(Files.readString(file)).isEqualTo(broken);
        }
    }
}
