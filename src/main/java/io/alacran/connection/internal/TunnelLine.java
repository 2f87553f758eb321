package io.alacran.connection.internal;

import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import io.alacran.ssh.SshFailure;
import io.alacran.ssh.SshTunnel;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens sessions through a tunnel, and says in the tunnel's words why there is none. */
record TunnelLine(SshTunnel tunnel, Dialect dialect, Endpoint endpoint, Runnable release) implements Line {

    /** What the standard calls a server that refused the connection, and one that could not be connected to. */
    private static final String REFUSED = "08004";

    private static final String UNABLE = "08001";

    @Override
    public Connection open() throws SQLException {
        int port;
        try {
            port = tunnel.port(endpoint.connectTimeout());
        } catch (SshFailure e) {
            throw failure(e);
        }
        try {
            return dialect.open(endpoint.through(port));
        } catch (SQLException e) {
            SQLException told = isOfTheWay(e) ? explained(e) : e;
            throw told;
        }
    }

    /** A driver only sees that its connection was ended; the SSH server knows why, and is asked once more. */
    private SQLException explained(SQLException seen) {
        try {
            tunnel.tryForward(endpoint.connectTimeout());
            return seen;
        } catch (SshFailure e) {
            SQLException told = failure(e);
            told.addSuppressed(seen);
            return told;
        }
    }

    private static SQLException failure(SshFailure e) {
        return new SQLException(e.found(), e.passing() ? UNABLE : REFUSED, e);
    }

    private static boolean isOfTheWay(SQLException e) {
        String state = e.getSQLState();
        return state == null || (state.startsWith("08") && !state.equals(REFUSED));
    }

    @Override
    public void close() {
        release.run();
    }
}
