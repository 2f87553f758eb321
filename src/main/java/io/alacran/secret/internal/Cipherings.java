package io.alacran.secret.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Secrets as text: {@code v2:KEY-ID:BASE64}, with a random 96-bit nonce before what AES-256-GCM gives. What a secret
 * belongs to is associated data, and so is the key's id (NIST SP 800-38D). {@code v1:BASE64} is how it was before keys
 * had ids.
 */
final class Cipherings {

    private static final String OLD = "v1:";
    private static final String SCHEME = "v2:";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Cipherings() {}

    static String seal(Key key, String owner, String clearText) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            String head = SCHEME + key.id() + ":";
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, head + owner)
                    .doFinal(clearText.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
            return head + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no AES-GCM", e);
        }
    }

    /** The id of the key that a secret was sealed with; empty text for one from before keys had ids. */
    static String keyId(String encrypted) throws GeneralSecurityException {
        if (encrypted.startsWith(OLD)) {
            return "";
        }
        int end = encrypted.indexOf(':', SCHEME.length());
        if (!encrypted.startsWith(SCHEME) || end < 0) {
            throw new GeneralSecurityException("not an encrypted secret");
        }
        return encrypted.substring(SCHEME.length(), end);
    }

    static String open(Key key, String owner, String encrypted) throws GeneralSecurityException {
        String id = keyId(encrypted);
        String head = id.isEmpty() ? OLD : SCHEME + id + ":";
        byte[] all;
        try {
            all = Base64.getDecoder().decode(encrypted.substring(head.length()));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("not base64", e);
        }
        if (all.length < NONCE_BYTES) {
            throw new GeneralSecurityException("too short");
        }
        byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
        byte[] clear = cipher(Cipher.DECRYPT_MODE, key, nonce, id.isEmpty() ? owner : head + owner)
                .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
        return new String(clear, StandardCharsets.UTF_8);
    }

    static boolean opens(Key key, String owner, String encrypted) {
        try {
            open(key, owner, encrypted);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Cipher cipher(int mode, Key key, byte[] nonce, String associated) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associated.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
