package io.alacran.workbench.internal;

import io.alacran.connection.Lease;
import io.alacran.engine.Streaming;
import io.alacran.workbench.SqlStatement;
import io.alacran.workbench.StatementResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The transaction of a session while a script runs, and whether the session is still as others expect it.
 *
 * <p>A driver that streams only inside a transaction gets one around each such statement, unless the script began its own.
 */
class SessionState {

    private static final Set<String> BEGINS = Set.of("BEGIN", "START");
    private static final Set<String> ENDS = Set.of("COMMIT", "ROLLBACK", "END", "ABORT");
    /** What they change outlives the statement: such a session does not go back to the pool. */
    private static final Set<String> CHANGES_SESSION = Set.of(
            "SET", "RESET", "USE", "PREPARE", "DECLARE", "LISTEN", "LOAD", "ATTACH", "DETACH", "PRAGMA", "LOCK", "XA",
            "FLUSH", "HANDLER");

    private static final Pattern OF_SESSION = Pattern.compile(
            "(?i)last_insert_id|last_insert_rowid|scope_identity|@@identity|\\b(lastval|currval|set_config|get_lock"
                    + "|sp_getapplock|found_rows|row_count|changes)\\b|advisory_lock|(?<!@)@\\w|#\\w|^\\s*call\\b");

    private static final Pattern INTO_TEMPORARY = Pattern.compile("(?i)\\binto\\s+((local|global)\\s+)?temp");

    /** Calls of functions that change the session, or take a lock that it keeps. */
    private static final Pattern OUTLIVES =
            Pattern.compile("(?i)\\b(set_config|get_lock|sp_getapplock)\\b|advisory_lock|(?<!@)@\\w+\\s*:=");

    private final Lease lease;
    private final Connection session;
    private boolean scriptsOwn;
    private boolean changed;

    SessionState(Lease lease) {
        this.lease = lease;
        this.session = lease.connection();
    }

    void before(Streaming streaming) throws SQLException {
        if (streaming.inTransaction() && session.getAutoCommit()) {
            session.setAutoCommit(false);
        }
    }

    void after(SqlStatement sql, Streaming streaming) throws SQLException {
        String word = sql.firstWord();
        if (BEGINS.contains(word) && !sql.text().toUpperCase(Locale.ROOT).startsWith("START SLAVE")) {
            scriptsOwn = true;
        } else if (ENDS.contains(word) && !savepoint(sql)) {
            scriptsOwn = false;
        }
        if (!scriptsOwn && !session.getAutoCommit()) {
            if (streaming.inTransaction()) {
                session.commit();
            }
            session.setAutoCommit(true);
        }
        if (CHANGES_SESSION.contains(word)
                || ofSession(sql)
                || temporary(sql)
                || inComment(sql)
                || OUTLIVES.matcher(sql.text()).find()) {
            changed = true;
            discard();
        }
    }

    /** Whether a statement changed the session itself, such as by {@code SET} or a temporary table. */
    boolean changed() {
        return changed;
    }

    /** Whether a statement calls something that another one prepares or reads in the same session, such as a lock. */
    static boolean reliesOnSession(SqlStatement sql) {
        return OF_SESSION.matcher(sql.text()).find();
    }

    /** Whether the statements after it may rely on its session, such as on its transaction or a temporary table. */
    static boolean needsOneSession(SqlStatement sql) {
        String word = sql.firstWord();
        return BEGINS.contains(word)
                || CHANGES_SESSION.contains(word)
                || ofSession(sql)
                || temporary(sql)
                || inComment(sql)
                || reliesOnSession(sql);
    }

    /**
     * Before a statement of the script runs on another connection.
     *
     * @throws SQLException within a transaction of the script's, which that statement would not be part of
     */
    void leaves(String here, String elsewhere) throws SQLException {
        if (scriptsOwn) {
            throw new SQLException(
                    "A transaction is open on " + here + ", and a statement on " + elsewhere
                            + " would be no part of it: it would stay even after a rollback. Run it before BEGIN or after COMMIT.");
        }
    }

    void discard() {
        lease.discard();
    }

    /** Ends what the script left open. */
    void finish(RunningQuery query) throws SQLException {
        if (scriptsOwn) {
            rollback();
            List<StatementResult> results = query.results();
            if (!results.isEmpty()) {
                results.getLast()
                        .warnings()
                        .add(
                                "The transaction was still open at the end and was rolled back; run it from BEGIN to COMMIT"
                                        + " in one go.");
            }
        }
    }

    /** After a failure: undoes what is open, and gives the session up when even that fails. */
    void abandon() {
        try {
            rollback();
        } catch (SQLException e) {
            discard();
        }
    }

    private void rollback() throws SQLException {
        if (!session.getAutoCommit()) {
            session.rollback();
            session.setAutoCommit(true);
        } else if (scriptsOwn) {
            try (Statement statement = session.createStatement()) {
                statement.execute("rollback");
            }
        }
        scriptsOwn = false;
    }

    private static boolean savepoint(SqlStatement sql) {
        String text = sql.text().toUpperCase(Locale.ROOT);
        return text.startsWith("ROLLBACK") && text.matches("(?s)ROLLBACK(\\s+(WORK|TRANSACTION))?\\s+TO\\b.*");
    }

    private static boolean ofSession(SqlStatement sql) {
        return sql.firstWord().equals("ALTER") && sql.text().matches("(?is)alter\\s+session\\b.*");
    }

    /** A statement that begins as a comment is one that MySQL runs, and may be a SET as in dumps. */
    private static boolean inComment(SqlStatement sql) {
        return sql.text().startsWith("/*");
    }

    private static boolean temporary(SqlStatement sql) {
        return switch (sql.firstWord()) {
            case "CREATE" -> sql.text().matches("(?is)create\\s+(or\\s+replace\\s+)?((local|global)\\s+)?temp.*");
            case "SELECT", "WITH" -> INTO_TEMPORARY.matcher(sql.text()).find();
            default -> false;
        };
    }
}
