package io.alacran.connection;

import org.jspecify.annotations.Nullable;

/**
 * What a person asks of the SSH server that a connection goes through; see {@link SshTunnelSettings}. Each secret in clear
 * text, or one placeholder; null keeps the stored one, the empty text removes it.
 */
public record SshTunnelDraft(
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String username,
        @Nullable String password,
        @Nullable String privateKey,
        @Nullable String passphrase,
        @Nullable String hostKey) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "SshTunnelDraft[" + username + "@" + host + "]";
    }
}
