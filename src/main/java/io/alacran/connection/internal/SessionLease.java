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
    private final Runnable discard;
    private final AtomicBoolean closed = new AtomicBoolean();

    SessionLease(Connection session, Dialect dialect, Runnable discard) {
        this.session = session;
        this.dialect = dialect;
        this.discard = discard;
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
        discard.run();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                session.close();
            } catch (SQLException e) {
                log.debug("a session could not be closed", e);
            }
        }
    }
}
