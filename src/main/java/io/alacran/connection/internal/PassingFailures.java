package io.alacran.connection.internal;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;

/** Tells failures to connect that may be over in a moment from those that stay, such as a wrong password. */
final class PassingFailures {

    /** Connection failures, lack of resources, and a server that starts or stops (SQLState, ISO 9075 and PostgreSQL). */
    private static final Set<String> PASSING = Set.of("08", "53");

    private static final String SERVER_STOPS_OR_STARTS = "57P";

    /** The server refused on purpose: wrong credentials with pgjdbc, too many connections with MySQL's protocol. */
    private static final String REJECTED = "08004";

    private static final int MYSQL_TOO_MANY_CONNECTIONS = 1040;

    private PassingFailures() {}

    static boolean is(SQLException failure) {
        String state = failure.getSQLState();
        if (REJECTED.equals(state)) {
            return failure.getErrorCode() == MYSQL_TOO_MANY_CONNECTIONS;
        }
        if (state != null && state.length() == 5) {
            return PASSING.contains(state.substring(0, 2)) || state.startsWith(SERVER_STOPS_OR_STARTS);
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLTimeoutException || t instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }
}
