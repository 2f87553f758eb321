package io.alacran.secret.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AesGcmSecretsTests {

    @TempDir
    Path home;

    private TestSecrets test;

    @BeforeEach
    void start() throws IOException {
        test = new TestSecrets(home);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aSecretIsReadableOnlyForItsOwnerAndAfterARestartToo() throws IOException {
        String sealed = test.secrets.encrypt("database/shop/password", "grün & geheim");
        test.start();

        assertThat(sealed).doesNotContain("geheim");
        assertThat(test.secrets.decrypt("database/shop/password", sealed)).isEqualTo("grün & geheim");
        assertThatThrownBy(() -> test.secrets.decrypt("database/wiki/password", sealed))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("cannot be decrypted");
    }

    @Test
    void theSameSecretLooksDifferentEachTime() {
        assertThat(test.secrets.encrypt("a", "x")).isNotEqualTo(test.secrets.encrypt("a", "x"));
    }

    @Test
    void oneFlippedBitIsNoticedWhereverItIs() {
        String sealed = test.secrets.encrypt("a", "hello");
        String head = sealed.substring(0, sealed.lastIndexOf(':') + 1);
        byte[] bytes = Base64.getDecoder().decode(sealed.substring(head.length()));
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            String changed = head + Base64.getEncoder().encodeToString(bytes);
            bytes[i] ^= 1;

            assertThatThrownBy(() -> test.secrets.decrypt("a", changed))
                    .as("byte " + i)
                    .isInstanceOf(ProblemException.class)
                    .message()
                    .doesNotContain("hello");
        }
    }

    @Test
    void whatIsNoSecretAtAllIsRefusedAsWell() {
        for (String text : new String[] {"", "v2:", "v2:x", "v2:x:", "v1:", "v1:AAAA", "plain", "v3:x:AAAA"}) {
            assertThatThrownBy(() -> test.secrets.decrypt("a", text)).as(text).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void theKeyThatIsNotHereIsNamed() {
        String sealed = test.secrets.encrypt("a", "hello");
        String id = sealed.split(":")[1];

        assertThatThrownBy(() -> test.secrets.decrypt("a", sealed.replace(id, "0123456789ab")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("with the key 0123456789ab, which is not here; the present one is " + id);
    }

    @Test
    void onlyTheOwnerOfTheFilesMayReadTheKey() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("secret.key"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
    }

    @Test
    void aKeyOfTheWrongLengthIsRefusedWithItsName() throws IOException {
        Files.write(home.resolve("secret.key"), new byte[31]);
        String short31 = Base64.getEncoder().encodeToString(new byte[31]);

        assertThatThrownBy(() -> test.start()).hasMessageContaining("secret.key holds 31 bytes");
        assertThatThrownBy(() -> test.start(short31, "")).hasMessageContaining("ALACRAN_SECRET_KEY holds 31 bytes");
        assertThatThrownBy(() -> test.start("not base64!", ""))
                .hasMessageContaining("ALACRAN_SECRET_KEY is not base64")
                .message()
                .doesNotContain("not base64!");
    }
}
