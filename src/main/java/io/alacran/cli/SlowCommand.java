package io.alacran.cli;

import static io.alacran.cli.internal.Console.encode;

import io.alacran.cli.internal.Table;
import io.alacran.cli.internal.Terminal;
import io.alacran.cli.internal.Text;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows which statements of a connection were slow. */
@Command(
        name = "slow",
        description = "Which statements of a connection were slow; with an id, one of them.",
        sortOptions = false)
final class SlowCommand implements Callable<Integer> {

    private final AlacranCli cli;

    @Parameters(index = "0", paramLabel = "CONNECTION")
    private @Nullable String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "One of those that are listed.")
    private @Nullable String id;

    @Option(
            names = "--since",
            paramLabel = "AGE",
            description = "How far back, such as 90m or 24h; 30 days unless given.")
    private @Nullable String since;

    @Option(names = "--plan", description = "Ask the database for the plan of the one with the id.")
    private boolean plan;

    @Option(names = "--forget", description = "Forget the one with the id; without an id all of them.")
    private boolean forget;

    SlowCommand(AlacranCli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        String path = cli.path(String.valueOf(name)) + "/slow-statements";
        String one = id == null ? path : path + "/" + encode(id);
        if (forget) {
            cli.console().call("DELETE", one, null);
            cli.terminal().println(id == null ? "Forgot the slow statements of " + name + "." : "Forgot " + id + ".");
            return 0;
        }
        if (plan && id != null) {
            JsonNode taken = cli.console().call("POST", one + "/plan", null);
            if (!cli.printedJson(taken)) {
                cli.terminal().println(Text.safeLines(taken.path("text").asString("")));
            }
            return 0;
        }
        JsonNode found = cli.console().get(one + query());
        if (!cli.printedJson(found)) {
            if (id == null) {
                printAll(found, cli.terminal());
            } else {
                printOne(found, cli.terminal());
            }
        }
        return 0;
    }

    private String query() {
        return since == null
                ? ""
                : "?since=" + encode(Instant.now().minus(Text.duration(since)).toString());
    }

    private void printAll(JsonNode page, Terminal terminal) {
        long threshold = page.path("thresholdMs").asLong(0);
        Table table = new Table("ID", "RUNS>", "TOTAL>", "P50>", "P95>", "MAX>", "LAST SEEN", "STATEMENT");
        for (JsonNode s : page.path("items")) {
            table.row(
                    s.path("id").asString(""),
                    s.path("count").asString("0"),
                    took(s, "totalMs"),
                    took(s, "p50Ms"),
                    took(s, "p95Ms"),
                    took(s, "maxMs"),
                    Text.time(s.path("lastSeenAt").asString("")),
                    s.path("sql").asString(""));
        }
        if (table.isEmpty()) {
            terminal.println("No slow statements of " + name + ".");
        } else {
            table.print(terminal);
        }
        terminal.println(
                threshold == 0
                        ? "None are kept: set slowStatementMillis of the connection."
                        : "Slow is " + Text.took(threshold) + " or more.");
    }

    private static void printOne(JsonNode s, Terminal terminal) {
        terminal.println(Text.safeLines(s.path("sql").asString("")));
        terminal.println("");
        terminal.println(s.path("count").asString("0") + " slow runs, " + took(s, "totalMs") + " together; p50 "
                + took(s, "p50Ms") + ", p95 " + took(s, "p95Ms") + ", max " + took(s, "maxMs"));
        JsonNode plan = s.path("plan");
        if (plan.has("problem")) {
            terminal.println("");
            terminal.println("No plan: " + Text.safeLines(plan.path("problem").asString("")));
        }
        if (plan.has("text")) {
            terminal.println("");
            terminal.println(Text.safeLines(plan.path("text").asString("")));
        }
    }

    private static String took(JsonNode s, String field) {
        return Text.took(s.path(field).asLong(0));
    }
}
