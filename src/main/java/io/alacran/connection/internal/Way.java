package io.alacran.connection.internal;

import io.alacran.connection.NamedConnection;
import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import io.alacran.ssh.JumpHost;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection leads at one moment, and how.
 *
 * @param jump the SSH server that it goes through; null where it goes straight
 */
record Way(
        NamedConnection connection,
        Endpoint endpoint,
        @Nullable JumpHost jump,
        Dialect dialect) {

    /** For messages. */
    String place() {
        return endpoint.place() + (jump == null ? "" : " through " + jump.place());
    }
}
