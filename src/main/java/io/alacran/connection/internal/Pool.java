package io.alacran.connection.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolStats;
import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import java.sql.Connection;
import java.sql.SQLException;

/** The pool of one named connection to one endpoint. */
class Pool {

    private static final int VALIDATION_SECONDS = 3;

    private final NamedConnection connection;
    private final Endpoint endpoint;
    private final Dialect dialect;
    private final HikariDataSource sessions;

    /** Makes the first session at once, and so fails at once with the driver's own cause when that does not work. */
    Pool(NamedConnection connection, Endpoint endpoint, Dialect dialect) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.dialect = dialect;
        HikariConfig config = new HikariConfig();
        config.setPoolName(connection.name());
        config.setDataSource(new DialectDataSource(dialect, endpoint));
        config.setMinimumIdle(connection.pool().min());
        config.setMaximumPoolSize(connection.pool().max());
        config.setConnectionTimeout(connection.pool().acquireTimeoutMillis());
        config.setValidationTimeout(VALIDATION_SECONDS * 1_000L);
        config.setInitializationFailTimeout(1);
        config.setAutoCommit(true);
        config.setReadOnly(connection.readOnly());
        sessions = new HikariDataSource(config);
    }

    boolean leadsTo(NamedConnection wanted, Endpoint where) {
        return connection.equals(wanted) && endpoint.equals(where);
    }

    /** A session that answered just now. */
    Connection borrow() throws SQLException {
        if (bean().getTotalConnections() == 0) {
            dialect.open(endpoint).close();
        }
        while (true) {
            Connection session = sessions.getConnection();
            if (session.isValid(VALIDATION_SECONDS)) {
                return session;
            }
            discard(session);
            session.close();
        }
    }

    void discard(Connection session) {
        sessions.evictConnection(session);
    }

    boolean hasRoom() {
        return bean().getIdleConnections() > 0 || bean().getTotalConnections() < sessions.getMaximumPoolSize();
    }

    PoolStats stats() {
        HikariPoolMXBean now = bean();
        return new PoolStats(
                now.getTotalConnections(),
                now.getActiveConnections(),
                now.getIdleConnections(),
                now.getThreadsAwaitingConnection(),
                connection.pool());
    }

    /** Ends idle sessions; those in use end when they are given back. */
    void evict() {
        bean().softEvictConnections();
    }

    int active() {
        return bean().getActiveConnections();
    }

    void close() {
        sessions.close();
    }

    private HikariPoolMXBean bean() {
        return sessions.getHikariPoolMXBean();
    }
}
