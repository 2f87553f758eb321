package io.alacran.ssh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** Private keys as text, as {@code ssh-keygen} writes them. */
public final class PrivateKeys {

    /** What became of reading one. */
    public enum Reading {
        FINE,
        /** It is no private key, or of a kind that is not known here. */
        NO_KEY,
        /** It is encrypted, and the passphrase is not there or another one. */
        PASSPHRASE
    }

    private PrivateKeys() {}

    /** Whether it can be used; never quotes it. */
    public static Reading read(String text, @Nullable String passphrase) {
        AtomicBoolean encrypted = new AtomicBoolean();
        try {
            pair(text, passphrase, encrypted);
            return Reading.FINE;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return encrypted.get() ? Reading.PASSPHRASE : Reading.NO_KEY;
        }
    }

    static KeyPair pair(String text, @Nullable String passphrase) throws IOException, GeneralSecurityException {
        return pair(text, passphrase, new AtomicBoolean());
    }

    /** @param encrypted set when the passphrase is asked for */
    private static KeyPair pair(String text, @Nullable String passphrase, AtomicBoolean encrypted)
            throws IOException, GeneralSecurityException {
        FilePasswordProvider provider = (session, resource, attempt) -> {
            encrypted.set(true);
            return passphrase;
        };
        // Without the line break at its end a key is not read, and a field of a form takes it off
        byte[] bytes = (text.strip() + "\n").getBytes(StandardCharsets.UTF_8);
        Iterable<KeyPair> found = SecurityUtils.loadKeyPairIdentities(
                null, NamedResource.ofName("the private key"), new ByteArrayInputStream(bytes), provider);
        if (found == null || !found.iterator().hasNext()) {
            throw new GeneralSecurityException("no private key");
        }
        return found.iterator().next();
    }
}
