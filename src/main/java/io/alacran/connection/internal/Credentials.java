package io.alacran.connection.internal;

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
