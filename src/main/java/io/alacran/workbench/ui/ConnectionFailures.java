package io.alacran.workbench.ui;

import io.alacran.problem.ProblemException;
import io.alacran.workbench.Query;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Tells a connection that does not work from a statement that the database refused. */
final class ConnectionFailures {

    /** Classes of SQLState: connection, sign-in, no resources, and the server being shut down. */
    private static final Set<String> CLASSES = Set.of("08", "28", "53", "57P");

    private ConnectionFailures() {}

    static boolean is(Query query) {
        return query.state() == Query.State.FAILED
                && query.failure().filter(ConnectionFailures::is).isPresent();
    }

    /** The pool that stayed full, if that is why. */
    static Optional<String> fullPool(Query query) {
        return query.failure().filter(ProblemException.class::isInstance).map(failure ->
                (String) ((ProblemException) failure).properties().get("pool"));
    }

    static boolean is(Exception failure) {
        if (failure instanceof ProblemException problem) {
            return problem.kind() == ProblemException.Kind.UNAVAILABLE;
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                String state = Objects.requireNonNullElse(e.getSQLState(), "");
                if (CLASSES.stream().anyMatch(state::startsWith)) {
                    return true;
                }
            }
        }
        return false;
    }
}
