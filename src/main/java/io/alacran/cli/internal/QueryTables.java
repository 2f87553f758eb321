package io.alacran.cli.internal;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Prints the results of a query for people: each as a table, or as a count. */
public final class QueryTables {

    private static final Pattern NUMBERS = Pattern.compile(
            "(?:(?:small|medium|tiny|big)?(?:int|integer|serial)|int\\d.*|u?int\\d*|number|numeric.*|decimal.*"
                    + "|real|double.*|float.*|money)(?: unsigned)?");

    private final Terminal terminal;

    public QueryTables(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prints every result, in order. */
    public void print(JsonNode query) {
        boolean first = true;
        for (JsonNode result : query.path("results")) {
            if (!first) {
                terminal.println("");
            }
            first = false;
            result(result);
        }
    }

    private void result(JsonNode result) {
        String took = Text.took(result.path("tookMs").asLong(0));
        JsonNode columns = result.path("columns");
        if (columns.isEmpty()) {
            JsonNode count = result.path("updateCount");
            terminal.println(
                    count.isNumber() && count.asLong() >= 0
                            ? rows(count.asLong()) + " changed, " + took
                            : "Done, " + took);
        } else {
            Table table = new Table(
                    columns.valueStream().map(c -> c.path("name").asString("")).toList(),
                    columns.valueStream().map(QueryTables::isNumber).toList());
            JsonNode rows = result.path("rows");
            rows.forEach(row -> table.row(cells(row)));
            table.print(terminal);
            long count = result.path("rowCount").asLong(rows.size());
            terminal.println("(" + rows(count) + ", " + took + ")");
            if (table.cut()) {
                terminal.note(
                        "Values longer than " + Table.WIDEST + " characters are cut; --format csv gives them whole.");
            }
        }
        if (result.path("truncated").asBoolean(false)) {
            terminal.note("There are more rows; --max-rows N reads more, --max-rows 0 all.");
        }
        result.path("warnings").forEach(w -> terminal.note("warning: " + w.asString("")));
    }

    private static String rows(long count) {
        return count + (count == 1 ? " row" : " rows");
    }

    private static boolean isNumber(JsonNode column) {
        return NUMBERS.matcher(column.path("type").asString("").toLowerCase(Locale.ROOT))
                .matches();
    }

    private static List<String> cells(JsonNode row) {
        return row.valueStream()
                .map(v -> v.isNull() ? "NULL" : v.isValueNode() ? v.asString("") : v.toString())
                .toList();
    }
}
