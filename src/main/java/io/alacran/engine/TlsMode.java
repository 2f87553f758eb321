package io.alacran.engine;

import java.util.Locale;

/** How a connection to a database server is encrypted. */
public enum TlsMode {
    /** Plain text: for databases on this machine or on the shared network. */
    DISABLE,
    /** Encrypted, whatever certificate the server shows. */
    REQUIRE,
    /** Encrypted, and the server's certificate must be trusted and carry its host name. */
    VERIFY;

    /** The word used over the API and in the store, such as {@code verify}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
