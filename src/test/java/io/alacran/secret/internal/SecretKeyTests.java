package io.alacran.secret.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.problem.ProblemException;
import io.alacran.secret.SecretKeyRotated;
import io.alacran.secret.SecretsForgotten;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of a store: missing, wrong, from the environment, and changed, with the console ending at every point. */
class SecretKeyTests {

    @TempDir
    Path home;

    private Path file;
    private TestSecrets test;

    @BeforeEach
    void start() throws IOException {
        file = home.resolve("secret.key");
        test = new TestSecrets(home);
        test.keep("a", "secret of a");
        test.keep("b", "secret of b");
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aMissingKeyIsReportedAndNoOtherIsMade() throws IOException {
        byte[] key = Files.readAllBytes(file);
        Files.delete(file);
        test.start();

        assertThat(file).doesNotExist();
        assertThat(test.keys.status().trouble()).contains("secret.key is missing");
        assertNothingCanBeEncrypted("secret.key is missing");

        Files.write(file, key);
        test.start();
        assertThat(test.read("a")).isEqualTo("secret of a");
    }

    @Test
    void aWrongKeyIsReportedAndOverwritesNothing() throws IOException {
        String before = test.stored("a");
        byte[] wrong = new byte[32];
        Files.write(file, wrong);
        test.start();

        assertThat(test.keys.status().trouble())
                .contains("is another key (" + Key.of(wrong).id() + ")")
                .contains(before.split(":")[1]);
        assertNothingCanBeEncrypted("is another key");
        assertThatThrownBy(() -> test.keys.rotate()).isInstanceOf(ProblemException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(wrong);
        assertThat(test.stored("a")).isEqualTo(before);
    }

    @Test
    void aStoreFromBeforeKeysHadIdsIsTakenOverByTheKeyThatOpensIt() throws Exception {
        test.put("a", old(Files.readAllBytes(file), "thing/a", "secret of a"));
        test.put("b", old(Files.readAllBytes(file), "thing/b", "secret of b"));
        test.store.sql("delete from secret_key").update();
        byte[] key = Files.readAllBytes(file);

        Files.write(file, new byte[32]);
        test.start();
        assertThat(test.keys.status().trouble()).contains("does not open the secret of thing/a");
        Files.delete(file);
        test.start();
        assertThat(file).doesNotExist();
        assertThat(test.keys.status().trouble()).contains("missing");

        Files.write(file, key);
        test.start();
        assertThat(test.read("a")).isEqualTo("secret of a");
        assertThat(test.keys.rotate()).isEqualTo(2);
        assertThat(test.stored("a")).startsWith("v2:");
        assertThat(test.read("b")).isEqualTo("secret of b");
    }

    @Test
    void anotherKeyEncryptsAllAnewAndTheOldOneGoesAtTheNextStart() throws IOException {
        byte[] old = Files.readAllBytes(file);
        String before = test.stored("a");

        assertThat(test.keys.rotate()).isEqualTo(2);

        String id = Key.of(Files.readAllBytes(file)).id();
        assertThat(Files.readAllBytes(file)).isNotEqualTo(old);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(test.keys.status().keyId()).isEqualTo(id);
        assertThat(test.published).containsExactly(new SecretKeyRotated(id, 2));
        assertThat(test.stored("a")).startsWith("v2:" + id + ":").isNotEqualTo(before);
        assertThat(test.read("a")).isEqualTo("secret of a");
        assertThat(test.secrets.decrypt("thing/a", before)).isEqualTo("secret of a");
        test.start();
        assertThat(home.resolve("secret.key.previous")).doesNotExist();
        assertThat(test.read("b")).isEqualTo("secret of b");
        assertThatThrownBy(() -> test.secrets.decrypt("thing/a", before)).hasMessageContaining("which is not here");
    }

    @Test
    void whatWasEncryptedWithTheOldKeyMeanwhileIsStillReadable() throws IOException {
        String late = test.secrets.encrypt("thing/late", "on its way");
        test.keys.rotate();
        test.put("late", late);

        assertThat(test.read("late")).isEqualTo("on its way");
        test.start();
        assertThat(test.read("late")).isEqualTo("on its way");
        test.start();
        assertThat(test.read("late")).isEqualTo("on its way");
    }

    @Test
    void aSecretThatCannotBeReadStopsTheChangeBeforeAnythingIsChanged() throws IOException {
        String before = test.stored("a");
        String good = test.stored("b");
        test.put("b", good.substring(0, good.length() - 8) + "AAAAAAA=");

        assertThatThrownBy(() -> test.keys.rotate()).hasMessageContaining("thing/b");

        assertThat(test.stored("a")).isEqualTo(before);
        test.keep("c", "secret of c");
        test.start();
        assertThat(test.keys.status().trouble()).isNull();
        assertThat(test.read("a")).isEqualTo("secret of a");
        assertThat(test.read("c")).isEqualTo("secret of c");
        test.put("b", good);
        assertThat(test.keys.rotate()).isEqualTo(3);
        assertThat(test.read("b")).isEqualTo("secret of b");
    }

    @Test
    void theConsoleMayEndBeforeTheStoreWasChanged() throws IOException {
        new KeyFiles(home).makeNext();
        test.start();

        assertThat(test.read("a")).isEqualTo("secret of a");
        assertThat(test.keys.rotate()).isEqualTo(2);
        test.start();
        assertThat(test.read("a")).isEqualTo("secret of a");
    }

    @Test
    void theConsoleMayEndBetweenTheStoreAndTheFiles() throws IOException {
        byte[] old = Files.readAllBytes(file);
        test.keys.rotate();
        byte[] fresh = Files.readAllBytes(file);
        // As it is after the commit: first before anything was done to the files, then after the copy of the old one.
        for (boolean copied : new boolean[] {false, true}) {
            Files.write(file, old);
            Files.write(home.resolve("secret.key.next"), fresh);
            Files.deleteIfExists(home.resolve("secret.key.previous"));
            if (copied) {
                Files.write(home.resolve("secret.key.previous"), old);
            }
            Files.write(home.resolve("secret.key.previous.part"), new byte[3]);

            test.start();

            assertThat(test.keys.status().trouble()).isNull();
            assertThat(test.read("a")).isEqualTo("secret of a");
            assertThat(Files.readAllBytes(file)).isEqualTo(fresh);
            assertThat(home.resolve("secret.key.next")).doesNotExist();
        }
    }

    @Test
    void aLostKeyIsForgottenWithWhatItAloneOpenedAndSecretsCanBeStoredAgain() throws IOException {
        Files.delete(file);
        test.start();
        assertThat(test.keys.lost()).containsExactly("secret of a", "secret of b");
        assertThat(file).doesNotExist();

        assertThat(test.keys.forgetLost()).containsExactly("secret of a", "secret of b");

        String id = Key.of(Files.readAllBytes(file)).id();
        assertThat(test.published).contains(new SecretsForgotten(id, List.of("secret of a", "secret of b")));
        assertThat(test.keys.status().keyId()).isEqualTo(id);
        assertThat(test.keys.status().trouble()).isNull();
        assertThat(test.stored("a")).isEmpty();
        test.keep("a", "another");
        test.start();
        assertThat(test.keys.status().trouble()).isNull();
        assertThat(test.read("a")).isEqualTo("another");
        assertThat(test.keys.lost()).isEmpty();
    }

    @Test
    void aWrongKeyStaysAndKeepsWhatItOpens() throws IOException {
        byte[] wrong = new byte[32];
        Files.write(file, wrong);
        test.put("c", Cipherings.seal(Key.of(wrong), "thing/c", "secret of c"));
        test.start();
        assertThat(test.keys.lost()).containsExactly("secret of a", "secret of b");

        assertThat(test.keys.forgetLost()).containsExactly("secret of a", "secret of b");

        assertThat(Files.readAllBytes(file)).isEqualTo(wrong);
        assertThat(test.read("c")).isEqualTo("secret of c");
        test.start();
        assertThat(test.keys.status().trouble()).isNull();
        assertThat(test.read("c")).isEqualTo("secret of c");
    }

    @Test
    void whatTheKeyBeforeOpensIsKeptUnderTheNewOne() throws IOException {
        test.keys.rotate();
        Files.delete(file);
        // One that was on its way when the key was changed is under the key before, which is still there.
        test.put("a", Cipherings.seal(previous(), "thing/a", "secret of a"));
        test.start();

        assertThat(test.keys.forgetLost()).containsExactly("secret of b");

        test.start();
        test.start();
        assertThat(test.read("a")).isEqualTo("secret of a");
    }

    @Test
    void withTheRightKeyNothingIsForgottenButWhatCannotBeRead() throws IOException {
        byte[] key = Files.readAllBytes(file);
        String good = test.stored("b");
        test.put("b", good.substring(0, good.length() - 8) + "AAAAAAA=");

        assertThat(test.keys.forgetLost()).containsExactly("secret of b");

        assertThat(Files.readAllBytes(file)).isEqualTo(key);
        assertThat(test.read("a")).isEqualTo("secret of a");
        assertThat(test.keys.rotate()).isEqualTo(1);
    }

    @Test
    void theConsoleMayEndBetweenTheNewKeyAndTheForgetting() throws IOException {
        Files.delete(file);
        new KeyFiles(home).make();
        test.start();

        assertThat(test.keys.status().trouble()).contains("is another key");
        assertThat(test.keys.forgetLost()).hasSize(2);
        assertThat(test.keys.status().trouble()).isNull();
    }

    private Key previous() throws IOException {
        return new KeyFiles(home).previous().orElseThrow();
    }

    @Test
    void theKeyMayComeFromTheEnvironment(@TempDir Path other) throws IOException {
        String key = Base64.getEncoder()
                .encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
        String next = Base64.getEncoder()
                .encodeToString("fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.US_ASCII));
        test.close();
        test = new TestSecrets(other);
        Files.delete(other.resolve("secret.key"));
        test.store.sql("delete from secret_key").update();
        test.start(key, "");
        test.keep("a", "secret of a");

        assertThat(other.resolve("secret.key")).doesNotExist();
        assertThat(test.keys.status().source()).isEqualTo("environment");
        assertThatThrownBy(() -> test.keys.rotate())
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.remedy()).contains("ALACRAN_SECRET_PREVIOUS_KEY"));
        test.start(next, "");
        assertThat(test.keys.status().trouble()).contains("ALACRAN_SECRET_KEY is another key");

        test.start(next, key);
        assertThat(test.read("a")).isEqualTo("secret of a");
        assertThat(test.keys.rotate()).isEqualTo(1);
        test.start(next, "");
        assertThat(test.read("a")).isEqualTo("secret of a");
    }

    private void assertNothingCanBeEncrypted(String why) {
        assertThatThrownBy(() -> test.secrets.encrypt("thing/c", "x"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(why);
        assertThatThrownBy(() -> test.read("a"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(why);
    }

    /** As secrets were stored before keys had ids. */
    private static String old(byte[] key, String owner, String clear) throws Exception {
        byte[] nonce = new byte[12];
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        byte[] sealed = cipher.doFinal(clear.getBytes(StandardCharsets.UTF_8));
        byte[] all = new byte[12 + sealed.length];
        System.arraycopy(sealed, 0, all, 12, sealed.length);
        return "v1:" + Base64.getEncoder().encodeToString(all);
    }
}
