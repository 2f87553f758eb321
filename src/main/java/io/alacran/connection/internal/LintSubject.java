package io.alacran.connection.internal;

import io.alacran.connection.NamedConnection;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A connection with what must be looked up to judge it.
 *
 * @param server the host and port, or the managed database, that sessions are opened on; empty for a file and when it
 *     cannot be told
 * @param place the server with the database, or the file; empty when it cannot be told
 * @param passwordIsName whether the stored password is the name, the user or the database
 * @param mappedDatabase the managed database whose mapped host port or container name the address is; null for none
 * @param serverSessions how many sessions the server allows at once; empty when it was not told
 */
record LintSubject(
        NamedConnection connection,
        String server,
        String place,
        boolean passwordIsName,
        @Nullable String mappedDatabase,
        OptionalInt serverSessions) {}
