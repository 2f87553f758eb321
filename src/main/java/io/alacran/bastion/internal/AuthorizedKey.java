package io.alacran.bastion.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;

/** A line of an {@code authorized_keys} file: a key, and the options that narrow what it may do. */
record AuthorizedKey(String line, KeyOptions options, PublicKey key) {

    static final int LEAST_RSA_BITS = 3072;
    private static final int LONGEST = 16_384;
    private static final Set<String> TYPES =
            Set.of("ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa");

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException saying what is wrong with it, fit for a form
     * @see <a href="https://man.openbsd.org/sshd.8#AUTHORIZED_KEYS_FILE_FORMAT">sshd(8)</a>
     */
    static AuthorizedKey parse(String line) {
        String text = line.strip();
        if (text.startsWith("-----BEGIN") || text.contains("PRIVATE KEY")) {
            throw new IllegalArgumentException("is a private key; give the public one, from the file ending in .pub,"
                    + " and make a new pair, since this one has left your machine");
        }
        if (text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("is no public key: one line such as ssh-ed25519 AAAA… is expected");
        }
        int start = TYPES.contains(word(text)) ? 0 : endOfOptions(text);
        String rest = text.substring(start).strip();
        String type = word(rest);
        if (!TYPES.contains(type)) {
            throw new IllegalArgumentException(
                    "has no key of a known type; there are ssh-ed25519, ecdsa-sha2-nistp256, -384 and -521, and ssh-rsa");
        }
        KeyOptions options = KeyOptions.parse(text.substring(0, start).strip());
        return new AuthorizedKey(text, options, decode(type, rest));
    }

    private static PublicKey decode(String type, String rest) {
        PublicKey key;
        try {
            key = PublicKeyEntry.parsePublicKeyEntry(rest).resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException("has a key that cannot be read; copy the line as a whole", e);
        }
        if (key == null || !type.equals(KeyUtils.getKeyType(key))) {
            throw new IllegalArgumentException("says " + type + ", but its key is of another type");
        }
        weakness(key).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        return key;
    }

    /** Why a key is too weak, if it is. */
    static java.util.Optional<String> weakness(PublicKey key) {
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
            return java.util.Optional.of("is an RSA key of " + rsa.getModulus().bitLength() + " bits; at least "
                    + LEAST_RSA_BITS + " are needed, or better: ssh-keygen -t ed25519");
        }
        return java.util.Optional.empty();
    }

    boolean is(PublicKey other) {
        return KeyUtils.compareKeys(key, other);
    }

    static String fingerprint(PublicKey key) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    }

    private static String word(String text) {
        int blank = text.indexOf(' ');
        return blank < 0 ? text : text.substring(0, blank);
    }

    /** Options end at the first blank that is not within quotes. */
    private static int endOfOptions(String text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ' ' && !quoted) {
                return i;
            }
        }
        throw new IllegalArgumentException("is no public key: one line such as ssh-ed25519 AAAA… is expected");
    }

    @Override
    public String toString() {
        return "AuthorizedKey[" + fingerprint(key) + "]";
    }
}
