package io.alacran.workbench;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks databases how they would run a statement. The statement itself is never run. */
public interface StatementPlans {

    /**
     * The plan as text, for which a session is waited for no longer than for metadata.
     *
     * @param sql one statement that reads
     * @throws io.alacran.problem.ProblemException saying why there is none, such as in the database's own words
     */
    String take(String connection, String sql, List<@Nullable Object> parameters);

    /** The same where a session is idle right now; empty where none is. */
    Optional<String> takeIfIdle(String connection, String sql, List<@Nullable Object> parameters);
}
