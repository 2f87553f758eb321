package io.alacran.connection.internal;

import io.alacran.connection.Lease;
import io.alacran.engine.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lease on a session that is closed, to its pool or for good, exactly once. */
class SessionLease implements Lease {

    private static final Logger log = LoggerFactory.getLogger(SessionLease.class);

    private final Connection session;
    private final Dialect dialect;
    private final Runnable evict;
    private volatile boolean discarded;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param evict ends the session at once instead of giving it back to its pool */
    SessionLease(Connection session, Dialect dialect, Runnable evict) {
        this.session = session;
        this.dialect = dialect;
        this.evict = evict;
    }

    @Override
    public Connection connection() {
        return session;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public void discard() {
        discarded = true;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                if (discarded) {
                    evict.run();
                }
                session.close();
            } catch (SQLException e) {
                log.debug("a session could not be closed", e);
            }
        }
    }
}
