package io.alacran.workbench;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What one statement gave: rows or a count of changed rows. Filled by the running thread, read by any. */
public final class StatementResult {

    private final SqlStatement statement;
    private final long startedNanos = System.nanoTime();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<ResultColumn> columns;
    private final long updateCount;
    private volatile @Nullable AnsweredBy answeredBy;
    private volatile @Nullable Spool spool;
    private volatile long rowCount;
    private volatile @Nullable String truncated;
    private volatile long tookMs = -1;

    /**
     * Begins one.
     *
     * @param columns empty when the statement gives no rows
     * @param updateCount -1 when it gives rows or no count
     */
    public StatementResult(SqlStatement statement, List<ResultColumn> columns, long updateCount) {
        this.statement = statement;
        this.columns = columns;
        this.updateCount = updateCount;
    }

    public SqlStatement statement() {
        return statement;
    }

    /** Empty when the statement gives no rows. */
    public List<ResultColumn> columns() {
        return columns;
    }

    /** Whether it is a table of rows, be there any or not. */
    public boolean hasRows() {
        return !columns.isEmpty();
    }

    /** How many rows were changed, where the database tells. */
    public OptionalLong updateCount() {
        return updateCount < 0 ? OptionalLong.empty() : OptionalLong.of(updateCount);
    }

    /** Which member of a group ran it; null where it was a connection by itself. */
    public @Nullable AnsweredBy answeredBy() {
        return answeredBy;
    }

    /** Called by the running thread, before anybody sees the result. */
    public void answeredBy(@Nullable AnsweredBy member) {
        answeredBy = member;
    }

    /** Rows read so far. */
    public long rowCount() {
        return rowCount;
    }

    /** The rows, where they are kept; null when they were streamed elsewhere or there are none. */
    public @Nullable Spool spool() {
        return spool;
    }

    /** Why not all rows were read; null when all were, or may still be. */
    public @Nullable String truncated() {
        return truncated;
    }

    /** What the database said besides, such as notices. */
    public List<String> warnings() {
        return warnings;
    }

    /** From sending the statement to its last row; empty while it runs. */
    public OptionalLong tookMs() {
        return tookMs < 0 ? OptionalLong.empty() : OptionalLong.of(tookMs);
    }

    /** Called by what keeps the rows, before the first one. */
    public void keptIn(Spool where) {
        spool = where;
    }

    /** Called by the running thread after each row. */
    public void counted(long rows) {
        rowCount = rows;
    }

    /** Called by the running thread at the end. */
    public void ended(@Nullable String whyTruncated, List<String> said, long sinceNanos) {
        truncated = whyTruncated;
        warnings.addAll(said);
        tookMs = (System.nanoTime() - Math.min(sinceNanos, startedNanos)) / 1_000_000;
    }
}
