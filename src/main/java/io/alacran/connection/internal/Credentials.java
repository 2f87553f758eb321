package io.alacran.connection.internal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of a connection as they are stored, encrypted for its id.
 *
 * @param password null for none
 * @param key the private key of the client's certificate; null for none
 * @param sshPassword of the user at the SSH server on the way; null for none
 * @param sshKey that user's private key; null for none
 * @param sshPassphrase of that key; null for none
 */
record Credentials(
        @Nullable String password,
        @Nullable String key,
        @Nullable String sshPassword,
        @Nullable String sshKey,
        @Nullable String sshPassphrase) {

    static final Credentials NONE = new Credentials(null, null, null, null, null);

    /** Those that there are, by the API's names. */
    Set<String> stored() {
        Map<String, Optional<String>> all = Map.of(
                "password", Optional.ofNullable(password),
                "tls.keyPem", Optional.ofNullable(key),
                "sshTunnel.password", Optional.ofNullable(sshPassword),
                "sshTunnel.privateKey", Optional.ofNullable(sshKey),
                "sshTunnel.passphrase", Optional.ofNullable(sshPassphrase));
        return all.entrySet().stream()
                .filter(secret -> secret.getValue().isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    static String passwordOwner(String connectionId) {
        return "connection/" + connectionId + "/password";
    }

    static String keyOwner(String connectionId) {
        return "connection/" + connectionId + "/key";
    }

    static String sshPasswordOwner(String connectionId) {
        return "connection/" + connectionId + "/ssh-password";
    }

    static String sshKeyOwner(String connectionId) {
        return "connection/" + connectionId + "/ssh-key";
    }

    static String sshPassphraseOwner(String connectionId) {
        return "connection/" + connectionId + "/ssh-passphrase";
    }

    @Override
    public String toString() {
        return "Credentials";
    }
}
