package io.alacran.ssh;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An SSH server to go through and how to sign in there, in clear text; {@link #toString()} does not show the secrets.
 *
 * @param port 1 to 65535
 * @param password null where a key alone is used
 * @param privateKey as text, in OpenSSH's, PKCS#1 or PKCS#8 format; null where a password is used
 * @param passphrase of the private key; null for none
 * @param hostKey the fingerprint of the server's key that somebody trusted, such as {@code SHA256:…}; null while nobody has
 */
public record JumpHost(
        String host,
        int port,
        String username,
        @Nullable String password,
        @Nullable String privateKey,
        @Nullable String passphrase,
        @Nullable String hostKey) {

    /** The usual port. */
    public static final int PORT = 22;

    /** For messages, such as {@code app@gate:22}. */
    public String place() {
        return username + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** What somebody else said, who may repeat a secret. */
    String masked(String said) {
        return Stream.of(password, passphrase)
                .filter(Objects::nonNull)
                .filter(secret -> secret.length() >= 4)
                .reduce(said, (text, secret) -> text.replace(secret, "•••"));
    }

    @Override
    public String toString() {
        return "JumpHost[" + place() + "]";
    }
}
