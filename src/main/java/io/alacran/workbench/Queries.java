package io.alacran.workbench;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs statements on named connections. */
public interface Queries {

    /** Says where the rows of a result go; called once for each result that has columns. */
    @FunctionalInterface
    interface Target {
        RowSink open(StatementResult result) throws IOException;
    }

    /**
     * Starts a run on a thread and a session of its own and returns at once. Its rows are spooled; close the query when
     * they are no longer looked at.
     *
     * @param ended called once, on the running thread, after it ended
     */
    Query start(QueryRequest request, Consumer<Query> ended);

    /**
     * Runs on the calling thread and hands every row to the target as it comes, without keeping any.
     *
     * @return the query after it ended, whatever its state
     */
    Query run(QueryRequest request, Target target);

    /** Runs on the calling thread and spools; close the query after use. */
    Query run(QueryRequest request);

    /** A query that runs, or that ended and is not closed yet. */
    Optional<Query> find(String id);

    /** Those that run now, the newest first. */
    List<Query> running();

    /** Those that ended, the newest first. */
    List<PastQuery> recent(int limit);
}
