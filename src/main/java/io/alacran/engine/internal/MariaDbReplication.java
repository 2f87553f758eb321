package io.alacran.engine.internal;

import io.alacran.engine.Replication;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Replication of MariaDB and MySQL by their binary log. */
final class MariaDbReplication implements Replication {

    /** ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION */
    private static final int READ_ONLY_TRANSACTION = 1792;
    /** ER_OPTION_PREVENTS_STATEMENT, of a server that is read-only as a whole. */
    private static final int READ_ONLY_SERVER = 1290;

    private final String status;
    private final String seconds;

    /**
     * @param status the statement that tells of it
     * @param seconds its column with how far behind it is
     */
    MariaDbReplication(String status, String seconds) {
        this.status = status;
        this.seconds = seconds;
    }

    @Override
    public Reading begin(Connection session) throws SQLException {
        execute(session, "start transaction read only");
        return well -> execute(session, well ? "commit" : "rollback");
    }

    @Override
    public boolean refusedAsWrite(SQLException error) {
        return error.getErrorCode() == READ_ONLY_TRANSACTION || error.getErrorCode() == READ_ONLY_SERVER;
    }

    @Override
    public Lag lag(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery(status)) {
            if (!rows.next()) {
                return Lag.unknown("it is no replica");
            }
            long most = 0;
            do {
                long behind = rows.getLong(seconds);
                if (rows.wasNull()) {
                    return Lag.unknown("it does not replicate now");
                }
                most = Math.max(most, behind);
            } while (rows.next());
            return Lag.of(most * 1_000);
        }
    }

    private static void execute(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}
