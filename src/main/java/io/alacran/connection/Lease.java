package io.alacran.connection;

import io.alacran.engine.Dialect;
import java.sql.Connection;

/** A borrowed session. Close it once, from any thread, after the work. */
public interface Lease extends AutoCloseable {

    Connection connection();

    Dialect dialect();

    /**
     * Says what is done with it, for those who look at who holds a pool's sessions.
     *
     * @param who a user's name
     * @param sql as it was sent; it is shown shortened and without its values
     */
    default void runs(String who, String sql) {}

    /** Marks the session as not fit for others, since it was changed or broke; closing the lease then ends it. */
    void discard();

    /** Gives the session back; never throws. */
    @Override
    void close();
}
