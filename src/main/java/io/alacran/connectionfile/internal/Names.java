package io.alacran.connectionfile.internal;

import io.alacran.connection.NamedConnection;

/** How connections are asked for. */
final class Names {

    private Names() {}

    static String of(NamedConnection connection) {
        return connection.name();
    }
}
