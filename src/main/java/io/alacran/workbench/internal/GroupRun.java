package io.alacran.workbench.internal;

import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.GroupRouter;
import io.alacran.connection.GroupRouter.Route;
import io.alacran.connection.Groups;
import io.alacran.connection.Lease;
import io.alacran.engine.Replication;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import io.alacran.workbench.AnsweredBy;
import io.alacran.workbench.QueryRequest;
import io.alacran.workbench.SqlStatement;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * The statements of one query that are for groups: what is proved to only read, by its text and then by the server, goes to
 * a replica; all else to the primary.
 *
 * @see <a href="../../../../../../../docs/decisions/015-groups.md">decision 015</a>
 */
class GroupRun {

    /** What all queries on groups share. */
    @Component
    static class Shared {

        private final Groups groups;
        private final GroupRouter router;
        private final Stickiness sticky;
        private final ReadProofs proofs = new ReadProofs();

        Shared(Groups groups, GroupRouter router, Stickiness sticky) {
            this.groups = groups;
            this.router = router;
            this.sticky = sticky;
        }

        Optional<ConnectionGroup> find(String name) {
            return groups.find(name);
        }

        Optional<ConnectionGroup> find(String name, String environment) {
            return groups.find(name, environment);
        }
    }

    /** Lets go of a session that others may need. */
    @FunctionalInterface
    interface Leaving {
        void leave() throws SQLException;
    }

    /** Makes a runner on a session. */
    @FunctionalInterface
    interface Runners {
        StatementRunner runner(String connection, Lease lease);
    }

    private final Shared shared;
    private final RunningQuery query;
    private final QueryRequest request;
    private final Function<String, Lease> leases;
    private final Runners runners;
    /** Why no statement may leave the session of the ones before it; empty when each may. */
    private final Optional<String> staysTogether;
    /** As they were at their first statement: a script does not change its primary in the middle. */
    private final Map<String, Optional<ConnectionGroup>> groups = new HashMap<>();
    /** The groups that a statement of this query may have written to. */
    private final Set<String> written = new HashSet<>();

    GroupRun(Shared shared, RunningQuery query, Function<String, Lease> leases, Runners runners) {
        this.shared = shared;
        this.query = query;
        this.request = query.request();
        this.leases = leases;
        this.runners = runners;
        this.staysTogether = request.statements().stream()
                .filter(SessionState::needsOneSession)
                .findFirst()
                .map(s -> "the script keeps to one session from " + s.firstWord());
    }

    Optional<ConnectionGroup> group(String name) {
        return groups.computeIfAbsent(name, shared::find);
    }

    /**
     * Has a replica answer, if the statement may go there.
     *
     * @param leaving lets go of the script's own session before that
     * @return why it is for the primary instead; empty when it was answered
     */
    Optional<String> read(ConnectionGroup group, SqlStatement statement, Leaving leaving)
            throws SQLException, IOException {
        Optional<String> primary = whyPrimary(group, statement);
        if (primary.isPresent()) {
            return primary;
        }
        leaving.leave();
        return readElsewhere(group, statement);
    }

    private Optional<String> whyPrimary(ConnectionGroup group, SqlStatement statement) {
        Optional<String> doubt = doubt(group, statement);
        if (doubt.isPresent()) {
            return Optional.of("not proved to only read: " + doubt.get());
        }
        if (staysTogether.isPresent()) {
            return staysTogether;
        }
        if (written.contains(group.id())) {
            return Optional.of("a statement before it in the script may have written");
        }
        long ago = shared.sticky.wroteMillisAgo(group, session());
        return ago < 0 ? Optional.empty() : Optional.of("this session may have written " + ago + " ms ago");
    }

    private Optional<String> doubt(ConnectionGroup group, SqlStatement statement) {
        return shared.proofs.doubt(statement.text(), group.client());
    }

    private Optional<String> readElsewhere(ConnectionGroup group, SqlStatement statement)
            throws SQLException, IOException {
        Set<String> tried = new HashSet<>();
        while (true) {
            Route route = shared.router.route(group, tried);
            tried.add(route.member());
            Optional<Lease> lease = lease(group, route.member());
            if (lease.isPresent()) {
                try (Lease had = lease.get()) {
                    Outcome outcome = readOn(had, group, statement, route);
                    if (outcome != Outcome.LOST) {
                        return outcome == Outcome.ANSWERED
                                ? Optional.empty()
                                : Optional.of("not proved to only read: " + refusal(route.member()));
                    }
                }
            }
        }
    }

    /** Empty when it cannot be had, and another is to be tried. */
    private Optional<Lease> lease(ConnectionGroup group, String member) {
        try {
            return Optional.of(leases.apply(group.reference(member)));
        } catch (ProblemException e) {
            if (query.cancelRequested() || e.kind() != Kind.UNAVAILABLE) {
                throw e;
            }
            shared.router.unreachable(group, member, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** What came of a read. */
    private enum Outcome {
        ANSWERED,
        /** As a write: nothing happened, and the primary is to run it. */
        REFUSED,
        /** The member, not the statement, failed: another one is to be tried. */
        LOST
    }

    private Outcome readOn(Lease lease, ConnectionGroup group, SqlStatement statement, Route route)
            throws SQLException, IOException {
        boolean primary = route.member().equals(group.primary());
        StatementRunner runner = runners.runner(group.reference(route.member()), lease);
        runner.answers(new AnsweredBy(route.member(), route.reason()));
        Replication replication = lease.dialect().replication().orElseThrow();
        try {
            if (primary) {
                runner.run(statement);
                runner.finish();
            } else {
                runner.read(statement, replication);
            }
            shared.router.answered(group, route.member(), true);
            return Outcome.ANSWERED;
        } catch (SQLException e) {
            runner.abandon(e);
            if (query.cancelRequested() || primary) {
                throw e;
            }
            if (replication.refusedAsWrite(e)) {
                refused(group, statement, route.member(), runner, e);
                return Outcome.REFUSED;
            }
            if (runner.handedOn() || !replication.lost(e)) {
                throw e;
            }
            lease.discard();
            shared.router.unreachable(group, route.member(), lease.dialect().message(e));
            return Outcome.LOST;
        } catch (Throwable e) {
            runner.abandon(e);
            throw e;
        }
    }

    /**
     * The second proof failed.
     *
     * @throws SQLException when somebody has a part of its rows already
     */
    private void refused(
            ConnectionGroup group, SqlStatement statement, String member, StatementRunner runner, SQLException e)
            throws SQLException {
        shared.proofs.refused(statement.text(), group.client(), refusal(member));
        if (runner.handedOn()) {
            throw new SQLException(
                    refusal(member)
                            + " after its first rows, and nothing was written. Run it again: it goes to the primary now.",
                    e.getSQLState(),
                    e);
        }
    }

    private static String refusal(String member) {
        return member + " refused it as a write";
    }

    /** The primary ran a statement, whatever came of it. */
    void ran(ConnectionGroup group, SqlStatement statement) {
        boolean read = doubt(group, statement).isEmpty();
        shared.router.answered(group, group.primary(), read);
        if (!read) {
            written.add(group.id());
            shared.sticky.wrote(group, session());
        }
    }

    private String session() {
        String session = request.session();
        return session == null ? "user " + query.startedBy() : session;
    }
}
