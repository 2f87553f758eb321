package io.alacran.secret.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AesGcmSecretsTests {

    @TempDir
    Path home;

    @Test
    void aSecretIsReadableOnlyForItsOwnerAndAfterARestartToo() throws IOException {
        String sealed = new AesGcmSecrets(home).encrypt("database/shop/password", "grün & geheim");

        assertThat(sealed).doesNotContain("geheim");
        assertThat(new AesGcmSecrets(home).decrypt("database/shop/password", sealed))
                .isEqualTo("grün & geheim");
        assertThatThrownBy(() -> new AesGcmSecrets(home).decrypt("database/wiki/password", sealed))
                .hasMessageContaining("cannot be decrypted");
    }

    @Test
    void theSameSecretLooksDifferentEachTime() throws IOException {
        AesGcmSecrets secrets = new AesGcmSecrets(home);
        assertThat(secrets.encrypt("a", "x")).isNotEqualTo(secrets.encrypt("a", "x"));
    }

    @Test
    void oneChangedCharacterIsNoticed() throws IOException {
        AesGcmSecrets secrets = new AesGcmSecrets(home);
        String sealed = secrets.encrypt("a", "hello");
        char last = sealed.charAt(20);
        String changed = sealed.substring(0, 20) + (last == 'A' ? 'B' : 'A') + sealed.substring(21);
        assertThatThrownBy(() -> secrets.decrypt("a", changed)).hasMessageContaining("cannot be decrypted");
    }

    @Test
    void onlyTheOwnerOfTheFilesMayReadTheKey() throws IOException {
        new AesGcmSecrets(home);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("secret.key"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
    }

    @Test
    void aKeyOfTheWrongLengthIsRefusedWithItsName() throws IOException {
        Files.write(home.resolve("secret.key"), new byte[31]);
        assertThatThrownBy(() -> new AesGcmSecrets(home)).hasMessageContaining("secret.key holds 31 bytes");
    }
}
