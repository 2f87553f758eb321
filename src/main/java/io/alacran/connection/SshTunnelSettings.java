package io.alacran.connection;

import org.jspecify.annotations.Nullable;

/**
 * The SSH server that a connection goes through. Its secrets are kept apart, encrypted; a secret that is one placeholder is
 * none, and so is here.
 *
 * @param host as the console knows it; may hold placeholders
 * @param port null for the usual one, 22
 * @param username may hold placeholders
 * @param hostKey the fingerprint that somebody trusted, such as {@code SHA256:…}; null while nobody has
 */
public record SshTunnelSettings(
        String host,
        @Nullable Integer port,
        String username,
        @Nullable String passwordPlaceholder,
        @Nullable String privateKeyPlaceholder,
        @Nullable String passphrasePlaceholder,
        @Nullable String hostKey) {

    /** For people, such as {@code app@gate:22}. */
    public String place() {
        return username + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + (port == null ? 22 : port);
    }
}
