package io.alacran.connection.internal;

import org.jspecify.annotations.Nullable;

/**
 * The secrets of a connection as they are stored, encrypted for its id.
 *
 * @param password null for none
 * @param key the private key of the client's certificate; null for none
 */
record Credentials(@Nullable String password, @Nullable String key) {

    static final Credentials NONE = new Credentials(null, null);

    static String passwordOwner(String connectionId) {
        return "connection/" + connectionId + "/password";
    }

    static String keyOwner(String connectionId) {
        return "connection/" + connectionId + "/key";
    }

    @Override
    public String toString() {
        return "Credentials";
    }
}
