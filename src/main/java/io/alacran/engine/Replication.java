package io.alacran.engine;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What reading from an engine's replicas takes: transactions that only read, and how far a replica is behind. */
public interface Replication {

    /**
     * Begins a transaction in which the server refuses every write.
     *
     * @return ends it; to be called exactly once
     */
    Reading begin(Connection session) throws SQLException;

    /** Whether the server refused a statement since it writes in such a transaction: then nothing of it happened. */
    boolean refusedAsWrite(SQLException error);

    /** Whether the session, not the statement, failed, or the replica had no room for both it and what it replays. */
    default boolean lost(SQLException error) {
        String state = error.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P0") || state.equals("40001"));
    }

    /** How far the server of a session is behind the one that it replicates. */
    Lag lag(Connection session) throws SQLException;

    /** A transaction that only reads. */
    interface Reading {

        /**
         * Ends it and lets the session be as before.
         *
         * @param well whether its statement ran to the end
         */
        void end(boolean well) throws SQLException;
    }

    /**
     * How far behind.
     *
     * @param millis null where the server does not tell, or does not replicate now
     * @param found why it is not known, as a clause; empty when it is
     */
    record Lag(@Nullable Long millis, String found) {

        /** One that is known. */
        public static Lag of(long millis) {
            return new Lag(Math.max(0, millis), "");
        }

        /** One that is not. */
        public static Lag unknown(String found) {
            return new Lag(null, found);
        }
    }
}
