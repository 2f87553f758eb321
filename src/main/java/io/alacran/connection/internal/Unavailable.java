package io.alacran.connection.internal;

import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolStats;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import io.alacran.ssh.SshFailure;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What is said to whoever asked for a session and got none. */
class Unavailable {

    private Unavailable() {}

    /** @param now the pool as it stands; who is told waits no more, but did */
    static ProblemException full(NamedConnection wanted, PoolStats now, Pool.FullException e) {
        ProblemException problem = new ProblemException(
                Kind.UNAVAILABLE,
                "The pool of " + wanted.name() + " stayed full for "
                        + wanted.pool().acquireTimeoutMillis() + " ms (total=" + now.total() + ", active="
                        + now.active() + ", idle=" + now.idle() + ", waiting=" + (now.waiting() + 1) + ").",
                "Wait for a running statement or cancel one, or raise the pool's maximum; its page shows who holds its"
                        + " sessions.",
                e);
        return problem.with("pool", wanted.reference());
    }

    static ProblemException unreachable(Way way, SQLException e) {
        SQLException cause = root(e);
        return new ProblemException(
                Kind.UNAVAILABLE,
                way.connection().name() + " could not be reached at " + way.place() + ": "
                        + Masks.mask(
                                way.dialect().message(cause), way.endpoint().password()),
                cause.getCause() instanceof SshFailure ssh
                        ? ssh.remedy()
                        : "Test the connection to see which step fails.",
                e);
    }

    /** The deepest failure that a driver reported: the pool wraps it in failures of its own. */
    private static SQLException root(SQLException e) {
        SQLException found = e;
        for (@Nullable Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                found = sql;
            }
        }
        return found;
    }
}
