package io.alacran.workbench.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import io.alacran.connection.ConnectionReference;
import io.alacran.uikit.Times;
import io.alacran.workbench.AnsweredBy;
import io.alacran.workbench.Query;
import io.alacran.workbench.Spool;
import io.alacran.workbench.SqlError;
import io.alacran.workbench.SqlStatement;
import io.alacran.workbench.StatementResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What came of the last run of a tab: its results, one at a time, and a line that says how it went. */
class ResultArea extends Div {

    private static final Set<String> CHANGES_ROWS = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "WITH");

    private final QueryTab tab;
    private final transient WorkbenchServices services;
    private final Tabs results = new Tabs();
    private final Div content = new Div();
    private final Span status = new Span();
    private final Span note = new Span();
    private final Span member = new Span();
    private final CsvDownload csv = new CsvDownload();
    private @Nullable Query query;
    private int listed;
    private int shown = -1;
    private boolean failureShown;
    private @Nullable ResultGrid grid;

    ResultArea(QueryTab tab, WorkbenchServices services) {
        this.tab = tab;
        this.services = services;
        addClassName("result-area");
        results.addClassName("result-tabs");
        results.setVisible(false);
        results.addSelectedChangeListener(change -> {
            if (change.isFromClient()) {
                show(results.getSelectedIndex());
            }
        });
        content.addClassName("result-content");
        status.getElement().setAttribute("role", "status");
        note.addClassName("result-note");
        member.addClassName("result-member");
        Div line = new Div(status, member, note, csv);
        line.addClassName("result-status");
        add(results, content, line);
    }

    /** Before anything was run. */
    void teach(Component emptyState) {
        content.removeAll();
        content.add(emptyState);
        csv.setVisible(false);
        status.setText("");
    }

    /** Shows what there is of a run by now. */
    void refresh(Query now) {
        if (now != query) {
            begin(now);
        }
        boolean ended = now.state() != Query.State.RUNNING;
        List<StatementResult> found = now.results();
        for (; listed < found.size(); listed++) {
            results.add(new Tab(title(found.get(listed), listed)));
        }
        boolean failed = ended && now.error().isPresent();
        if (failed && !failureShown) {
            failureShown = true;
            results.add(new Tab(now.state() == Query.State.CANCELLED ? "Cancelled" : "Error"));
            // rows that came before a cancel stay in sight
            boolean rows = !found.isEmpty() && found.getLast().hasRows();
            if (now.state() == Query.State.FAILED || !rows) {
                show(found.size());
            }
        }
        results.setVisible(results.getTabCount() > 1);
        if (shown < 0 && !found.isEmpty()) {
            show(Math.min(tab.selectedResult(), found.size() - 1));
        }
        if (grid != null) {
            grid.refresh();
        }
        say(now, ended);
    }

    private void begin(Query now) {
        query = now;
        results.removeAll();
        content.removeAll();
        listed = 0;
        shown = -1;
        failureShown = false;
        grid = null;
        note.setText("");
        member.setText("");
    }

    private void show(int index) {
        Query of = query;
        if (of == null || index < 0 || index == shown) {
            return;
        }
        shown = index;
        tab.selectResult(index);
        results.setSelectedIndex(index);
        content.removeAll();
        grid = null;
        if (index >= of.results().size()) {
            of.error().ifPresent(error -> content.add(failure(of, error)));
            if (ConnectionFailures.is(of)) {
                ConnectionFailures.fullPool(of).ifPresent(pool -> content.add(poolLink(pool)));
                content.add(services.diagnosis(connectionOf(of)));
            }
        } else {
            StatementResult result = of.results().get(index);
            Spool spool = result.spool();
            if (spool != null) {
                grid = new ResultGrid(result, spool);
                content.add(grid);
            } else {
                content.add(new Paragraph(done(result)));
            }
            result.warnings().forEach(warning -> content.add(warning(warning)));
        }
        say(of, of.state() != Query.State.RUNNING);
    }

    private void say(Query of, boolean ended) {
        String time = Times.length(Duration.ofMillis(of.elapsedMs()));
        long rows = rows(of);
        String counted = rows < 0 ? "" : String.format(Locale.ROOT, "%,d %s", rows, rows == 1 ? "row" : "rows");
        status.setText(
                switch (of.state()) {
                    case RUNNING -> "Running… " + (counted.isEmpty() ? "" : counted + " so far · ") + time;
                    case SUCCEEDED -> (counted.isEmpty() ? "Done" : counted) + " · " + time;
                    case FAILED -> "Failed after " + time;
                    case CANCELLED ->
                        "Cancelled after " + time + (counted.isEmpty() ? "" : " · " + counted + " came before");
                });
        setClassName("running", !ended);
        offerCsv(of, ended);
        if (ended && shown >= 0 && shown < of.results().size()) {
            String on = of.results().get(shown).statement().on();
            status.setText(status.getText() + (on == null ? "" : " · on " + on));
        }
        AnsweredBy by = shown >= 0 && shown < of.results().size()
                ? of.results().get(shown).answeredBy()
                : null;
        member.setText(by == null ? "" : by.member() + ": " + by.reason());
        String why = shown >= 0 && shown < of.results().size()
                ? of.results().get(shown).truncated()
                : null;
        String leftOut = of.resultsLeftOut() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "The first %d results are shown, %,d more were left out.",
                        Query.MOST_RESULTS,
                        of.resultsLeftOut());
        note.setText(Stream.of(Objects.requireNonNullElse(why, ""), leftOut, elsewhere(of))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" ")));
    }

    /** Once all rows are there: a file that is cut off without a word would be worse than none. */
    private void offerCsv(Query of, boolean ended) {
        StatementResult result =
                shown >= 0 && shown < of.results().size() ? of.results().get(shown) : null;
        Spool spool = result == null ? null : result.spool();
        csv.setVisible(false);
        if (ended && result != null && spool != null) {
            csv.offer(
                    ConnectionReference.nameOf(of.request().connectionOf(result.statement())) + "-" + (shown + 1),
                    result,
                    spool);
        }
    }

    /** The connection, or the group, of the statement that a query stopped at. */
    private static String connectionOf(Query failed) {
        List<SqlStatement> all = failed.request().statements();
        return failed.request().connectionOf(all.get(Math.min(failed.statementsDone(), all.size() - 1)));
    }

    /** What was said of a result that is not in sight; the last words count, such as that all was rolled back. */
    private String elsewhere(Query of) {
        List<StatementResult> found = of.results();
        for (int i = found.size() - 1; i >= 0; i--) {
            List<String> said = found.get(i).warnings();
            if (i != shown && !said.isEmpty()) {
                return "Result " + (i + 1) + ": " + said.getLast();
            }
        }
        return "";
    }

    /** Rows of the shown result; -1 when it has none to count. */
    private long rows(Query of) {
        List<StatementResult> found = of.results();
        int index = Math.min(Math.max(shown, 0), found.size() - 1);
        return index >= 0 && found.get(index).hasRows() ? found.get(index).rowCount() : -1;
    }

    private static String title(StatementResult result, int index) {
        return (index + 1) + " · "
                + (result.statement().firstWord().isEmpty()
                        ? "result"
                        : result.statement().firstWord())
                + (result.statement().on() == null
                        ? ""
                        : " on " + result.statement().on());
    }

    private static String done(StatementResult result) {
        if (!CHANGES_ROWS.contains(result.statement().firstWord())
                || result.updateCount().isEmpty()) {
            return "Done.";
        }
        long count = result.updateCount().getAsLong();
        return String.format(Locale.ROOT, "%,d %s changed.", count, count == 1 ? "row" : "rows");
    }

    private static Component failure(Query of, SqlError error) {
        int all = of.request().statements().size();
        int failed = of.statementsDone() + 1;
        String which = all == 1 || of.state() != Query.State.FAILED
                ? ""
                : "\n\nThis was statement " + failed + " of " + all
                        + (failed == all ? "." : "; those after it were not run.");
        Pre message = new Pre(error.message() + which);
        message.addClassName("sql-error");
        message.getElement().setAttribute("role", "alert");
        message.setClassName("cancelled", of.state() == Query.State.CANCELLED);
        return message;
    }

    private static Component poolLink(String pool) {
        return new Paragraph(new Anchor("pools/" + pool, "Show the pool"));
    }

    private static Component warning(String text) {
        Pre shown = new Pre(text);
        shown.addClassName("sql-warning");
        return shown;
    }
}
