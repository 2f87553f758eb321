package io.alacran.cli;

import static io.alacran.cli.internal.Console.encode;

import io.alacran.cli.internal.Console;
import io.alacran.cli.internal.Failure;
import io.alacran.cli.internal.QueryTables;
import io.alacran.cli.internal.Terminal;
import io.alacran.cli.internal.Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Runs SQL. Streams pass through as they come; whatever ends this process early also ends the query. */
@Command(name = "query", description = "Run SQL over a connection and print its rows.", sortOptions = false)
final class QueryCommand implements Callable<Integer> {

    private static final int TABLE_ROWS = 1000;
    private static final int CHUNK = 16_384;
    private static final JsonMapper JSON = new JsonMapper();

    private final AlacranCli cli;
    private final Terminal terminal;
    private volatile String running = "";

    @Parameters(index = "0", paramLabel = "CONNECTION", description = "'connections' lists them.")
    private String connection = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SQL",
            description = "The statements; without them, or with -, they are read from standard input.")
    private @Nullable String sql;

    @Option(names = "--format", paramLabel = "F", description = "table, csv, ndjson or json; table unless told.")
    private @Nullable Format format;

    @Option(
            names = "--max-rows",
            paramLabel = "N",
            description = "The most rows of each result; for tables " + TABLE_ROWS + " unless told, else all.")
    private @Nullable Long maxRows;

    @Option(names = "--timeout", paramLabel = "T", description = "Cancel it after this, such as 30s or 5m.")
    private @Nullable String timeout;

    QueryCommand(AlacranCli cli) {
        this.cli = cli;
        this.terminal = cli.terminal();
    }

    /** How rows are printed, by the media type asked for. */
    enum Format {
        table("application/json"),
        csv("text/csv"),
        ndjson("application/x-ndjson"),
        json("application/json");

        private final String accept;

        Format(String accept) {
            this.accept = accept;
        }
    }

    @Override
    public Integer call() throws IOException {
        Format wanted = format != null ? format : cli.json() ? Format.json : Format.table;
        Map<String, Object> body = new LinkedHashMap<>();
        // Chosen here, so that it can be cancelled before anything came back.
        String id = UUID.randomUUID().toString();
        body.put("id", id);
        String script = statements();
        body.put("sql", script);
        if (maxRows != null || wanted == Format.table) {
            body.put("maxRows", maxRows == null ? TABLE_ROWS : maxRows);
        }
        if (timeout != null) {
            body.put("timeoutMs", Text.duration(timeout).toMillis());
        }
        Console console = cli.console();
        running = id;
        try (var _ = Terminal.onInterrupt(() -> interrupted(console))) {
            HttpResponse<InputStream> answer =
                    console.stream("POST", cli.path(connection) + "/query", wanted.accept, body);
            answer.headers().firstValue("Location").ifPresent(l -> running = l.substring(l.lastIndexOf('/') + 1));
            try (InputStream rows = answer.body()) {
                if (wanted != Format.table) {
                    return pass(rows, console);
                }
                new QueryTables(terminal).print(JSON.readTree(rows.readAllBytes()));
                return 0;
            } catch (JacksonException e) {
                throw console.brokeOff(new IOException("it is not JSON", e));
            } catch (IOException e) {
                throw brokeOff(console, e);
            }
        } catch (Failure e) {
            place(script, e.position());
            throw e.notFound() ? withoutSql(console, e) : e;
        }
    }

    private int pass(InputStream rows, Console console) throws IOException {
        byte[] chunk = new byte[CHUNK];
        byte last = '\n';
        for (int n = rows.read(chunk); n >= 0; n = rows.read(chunk)) {
            terminal.out().write(chunk, 0, n);
            last = n == 0 ? last : chunk[n - 1];
            // Also flushes. Who read so far, such as head, may have had enough.
            if (terminal.out().checkError()) {
                leave(console);
                return 0;
            }
        }
        if (last != '\n') {
            terminal.println("");
        }
        return 0;
    }

    /** A stream that began cannot say why it ends early, but the list of queries can. */
    private Failure brokeOff(Console console, IOException e) {
        Failure plain = console.brokeOff(e);
        try {
            return console.get("/queries?limit=100")
                    .path("items")
                    .valueStream()
                    .filter(q -> q.path("id").asString("").equals(running)
                            && q.path("error").isString())
                    .map(q -> Failure.of(
                            q.path("error").asString(""),
                            "It came after the first rows; what was printed is not complete."))
                    .findFirst()
                    .orElse(plain);
        } catch (Failure unreachable) {
            return plain;
        }
    }

    /** Shows the line that the database complains about, and where in it. */
    private void place(String script, int position) {
        if (position < 0 || position > script.length()) {
            return;
        }
        int start = script.lastIndexOf('\n', position - 1) + 1;
        int end = script.indexOf('\n', position);
        String line = script.substring(start, end < 0 ? script.length() : end);
        String number = "line "
                + (script.substring(0, start).chars().filter(c -> c == '\n').count() + 1) + ": ";
        terminal.note(number + line);
        terminal.note(" "
                        .repeat(number.length()
                                + Text.safe(script.substring(start, position)).length()) + "^");
    }

    /** A database that speaks no SQL has no connection of its own: that is why there is none, where it has the name. */
    private Failure withoutSql(Console console, Failure plain) {
        try {
            String engine = console.get("/databases/" + encode(connection))
                    .path("engine")
                    .asString("");
            return console.get("/engines")
                    .path("items")
                    .valueStream()
                    .filter(e -> e.path("id").asString("").equals(engine)
                            && !e.path("queryable").asBoolean(true))
                    .map(e -> Failure.of(
                            connection + " is a " + e.path("title").asString(engine)
                                    + " database, and that is not queried with SQL.",
                            "Use its own client; its page in the console has the lines to copy."))
                    .findFirst()
                    .orElse(plain);
        } catch (Failure neither) {
            return plain;
        }
    }

    private String statements() {
        if (sql != null && !sql.equals("-")) {
            return sql;
        }
        if (sql == null && terminal.interactive()) {
            throw Failure.usage("There is no SQL: give it as an argument, or - to type it.");
        }
        return terminal.readAll();
    }

    private void interrupted(Console console) {
        try {
            cancel(console);
            terminal.note("\nCancelled.");
        } catch (Failure e) {
            terminal.note("\nThe query could not be cancelled: " + e.text());
        }
    }

    private void leave(Console console) {
        try {
            cancel(console);
        } catch (Failure ended) {
            // Nobody reads on, and nothing is left to cancel.
        }
    }

    private void cancel(Console console) {
        console.call("DELETE", "/queries/" + encode(running), null);
    }
}
