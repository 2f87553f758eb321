package io.alacran.workbench.ui;

import io.alacran.connection.NamedConnection;
import io.alacran.workbench.Query;
import io.alacran.workbench.internal.QueryTabStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one tab of the workbench holds, also while another page is shown. Used with the session locked. */
class QueryTab {

    /** No limit: results are spooled, so that their size does not matter. */
    static final long ALL_ROWS = 0;

    private final String id;
    private final int number;
    private @Nullable String connection;
    private @Nullable String connectionId;
    private String sql = "";
    private int revision;
    private long maxRows = ALL_ROWS;
    private @Nullable Query query;
    private int selectedResult;

    QueryTab(int number, @Nullable String connection) {
        this.id = UUID.randomUUID().toString();
        this.number = number;
        this.connection = connection;
    }

    /** One from the store. */
    QueryTab(QueryTabStore.Row row) {
        this.id = row.id();
        this.number = row.number();
        this.connection = row.connection();
        this.maxRows = row.maxRows();
        this.sql = row.sql();
        this.revision = row.revision();
    }

    /** As the store is to have it. */
    QueryTabStore.Row row(String window) {
        return new QueryTabStore.Row(id, window, number, connection, sql, maxRows, revision, Instant.now());
    }

    /** Takes the text of the store, where that was changed elsewhere. */
    void became(QueryTabStore.Row row) {
        if (row.revision() != revision) {
            setSql(row.sql(), row.revision());
        }
    }

    String id() {
        return id;
    }

    int number() {
        return number;
    }

    String title() {
        return "Query " + number;
    }

    @Nullable
    String connection() {
        return connection;
    }

    void connectTo(@Nullable String reference) {
        connection = reference;
        connectionId = null;
    }

    /** Its connection among those there are, also under another name by now, which it then takes. */
    Optional<NamedConnection> among(List<NamedConnection> all) {
        Optional<NamedConnection> present = all.stream()
                .filter(c -> c.id().equals(connectionId))
                .findFirst()
                .or(() -> all.stream()
                        .filter(c -> c.reference().equals(connection))
                        .findFirst());
        present.ifPresent(found -> {
            connection = found.reference();
            connectionId = found.id();
        });
        return present;
    }

    String sql() {
        return sql;
    }

    /** Counts the changes of the text. */
    int revision() {
        return revision;
    }

    void setSql(String text, int asRevision) {
        sql = text;
        revision = asRevision;
    }

    /** The most rows to read of each result; {@link #ALL_ROWS} for all. */
    long maxRows() {
        return maxRows;
    }

    void setMaxRows(long rows) {
        maxRows = rows;
    }

    /** What was last run here; null before anything was. */
    @Nullable
    Query query() {
        return query;
    }

    /** Takes a new run; what the one before left on disk is freed. */
    void ran(Query next) {
        close();
        query = next;
        selectedResult = 0;
    }

    int selectedResult() {
        return selectedResult;
    }

    void selectResult(int index) {
        selectedResult = index;
    }

    /** Whether nothing would be lost if it were put to another use. */
    boolean untouched() {
        return sql.isBlank() && query == null;
    }

    /** Cancels what runs and frees what was kept of it. */
    void close() {
        Query old = query;
        if (old != null) {
            old.close();
            query = null;
        }
    }
}
