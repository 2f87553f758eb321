package io.alacran.engine.internal;

import io.alacran.engine.Replication;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Streaming replication of PostgreSQL. */
final class PostgresReplication implements Replication {

    private static final String READ_ONLY_TRANSACTION = "25006";

    /**
     * The time of the last commit that was replayed grows old also while nothing is written, so it counts only where
     * something was received that is not replayed. A role without {@code pg_read_all_stats} sees of the receiver only that
     * it is there.
     */
    private static final String LAG = """
            select pg_is_in_recovery() as standby,
                   exists (select from pg_stat_wal_receiver
                            where pid is not null and coalesce(status, 'streaming') = 'streaming') as streaming,
                   coalesce(pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) <= 0, false) as replayed,
                   (extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000)::bigint as behind
            """;

    /** In this order no step but the statement itself and its commit goes to the server. */
    @Override
    public Reading begin(Connection session) throws SQLException {
        session.setAutoCommit(false);
        boolean before = session.isReadOnly();
        if (!before) {
            session.setReadOnly(true);
        }
        return well -> {
            if (well) {
                session.commit();
            } else {
                session.rollback();
            }
            if (!before) {
                session.setReadOnly(false);
            }
            session.setAutoCommit(true);
        };
    }

    @Override
    public boolean refusedAsWrite(SQLException error) {
        return READ_ONLY_TRANSACTION.equals(error.getSQLState());
    }

    @Override
    public Lag lag(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(LAG)) {
            row.next();
            if (!row.getBoolean("standby")) {
                return Lag.unknown("it is no standby");
            }
            if (!row.getBoolean("streaming")) {
                return Lag.unknown("it receives nothing from its primary");
            }
            if (row.getBoolean("replayed")) {
                return Lag.of(0);
            }
            long behind = row.getLong("behind");
            return row.wasNull() ? Lag.unknown("it has replayed nothing yet") : Lag.of(behind);
        }
    }
}
