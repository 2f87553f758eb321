package io.alacran.secret.internal;

import io.alacran.problem.ProblemException;
import io.alacran.secret.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** AES-256-GCM with a random 96-bit nonce per secret and the owner as associated data (NIST SP 800-38D). */
@Component
class AesGcmSecrets implements Secrets {

    private static final String SCHEME = "v1:";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final Path keyFile;
    private final SecretKey key;

    AesGcmSecrets(@Value("${alacran.home}") Path home) throws IOException {
        keyFile = home.resolve("secret.key");
        key = new SecretKeySpec(loadOrMake(), "AES");
    }

    @Override
    public String encrypt(String owner, String clearText) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(clearText.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
            return SCHEME + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no AES-GCM", e);
        }
    }

    @Override
    public String decrypt(String owner, String encrypted) {
        try {
            byte[] all = Base64.getDecoder().decode(encrypted.substring(SCHEME.length()));
            byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
            byte[] clear =
                    cipher(Cipher.DECRYPT_MODE, nonce, owner).doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return new String(clear, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new ProblemException(
                    ProblemException.Kind.CONFLICT,
                    "The stored secret of " + owner + " cannot be decrypted with the key in " + keyFile + ".",
                    "Put back the key file that belongs to this store, or set the secret anew.",
                    e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] loadOrMake() throws IOException {
        Path home = keyFile.toAbsolutePath().getParent();
        Files.createDirectories(home);
        // The store lies there too, with what is secret though not encrypted, such as the text of queries.
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        byte[] fresh = new byte[32];
        random.nextBytes(fresh);
        try {
            Files.createFile(
                    keyFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(keyFile, fresh, StandardOpenOption.SYNC);
            return fresh;
        } catch (FileAlreadyExistsException existing) {
            byte[] kept = Files.readAllBytes(keyFile);
            if (kept.length != fresh.length) {
                throw new IOException(keyFile + " holds " + kept.length + " bytes, a key has " + fresh.length
                        + "; put back the file that belongs to this store");
            }
            Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
            return kept;
        }
    }
}
