package io.alacran.connection.internal;

import java.sql.Connection;
import java.sql.SQLException;

/** How sessions with a server are opened: straight, or through a tunnel that is held until this is closed. */
@FunctionalInterface
interface Line extends AutoCloseable {

    /** Opens one, once. */
    Connection open() throws SQLException;

    @Override
    default void close() {}
}
