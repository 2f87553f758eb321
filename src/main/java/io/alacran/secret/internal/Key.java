package io.alacran.secret.internal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * An AES-256 key.
 *
 * @param id the first characters of its SHA-256, which tell nothing of it
 */
record Key(String id, SecretKey secret) {

    static final int BYTES = 32;

    static Key of(byte[] bytes) {
        try {
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new Key(hash.substring(0, 12), new SecretKeySpec(bytes, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Key[" + id + "]";
    }
}
