package io.alacran.bastion;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may sign in to the bastion.
 *
 * @param hasPassword whether a password was set; it is never given out
 * @param publicKeys the keys that sign in, in order
 * @param databases names, or {@code *} for all, those of the future included
 * @param expiresAt from when on it is refused; null for never
 */
public record BastionAccount(
        String name,
        boolean hasPassword,
        List<PublicKey> publicKeys,
        List<String> databases,
        @Nullable Instant expiresAt,
        boolean enabled,
        Instant createdAt) {

    /**
     * A key.
     *
     * @param line as in an {@code authorized_keys} file, with its options
     * @param fingerprint such as {@code SHA256:…}
     */
    public record PublicKey(String line, String fingerprint) {}
}
