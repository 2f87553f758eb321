package io.alacran.cli;

import static io.alacran.cli.internal.Console.encode;

import io.alacran.cli.internal.Console;
import io.alacran.cli.internal.Facts;
import io.alacran.cli.internal.Table;
import io.alacran.cli.internal.Terminal;
import io.alacran.cli.internal.Text;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Looks at operations. */
@Command
final class OperationCommands {

    private final AlacranCli cli;
    private final Terminal terminal;

    OperationCommands(AlacranCli cli) {
        this.cli = cli;
        this.terminal = cli.terminal();
    }

    @Command(description = "The latest operations.")
    int operations(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many; 20 unless told.")
                    int limit) {
        JsonNode page = cli.console().get("/operations?limit=" + limit);
        if (cli.printedJson(page)) {
            return 0;
        }
        Table table = new Table("ID", "KIND", "TARGET", "STATE", "STARTED", "TOOK>", "BY");
        for (JsonNode o : page.path("items")) {
            table.row(
                    o.path("id").asString(""),
                    o.path("kind").asString(""),
                    o.path("target").asString(""),
                    o.path("state").asString(""),
                    Text.time(o.path("startedAt").asString("")),
                    took(o),
                    o.path("startedBy").asString(""));
        }
        table.print(terminal);
        return 0;
    }

    @Command(description = "One operation with its steps.")
    int operation(
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = {"-f", "--follow"},
                            description = "Follow it to its end; exit with 1 if it fails.")
                    boolean follow) {
        Console console = cli.console();
        JsonNode operation = console.get("/operations/" + encode(id));
        if (follow) {
            return Waiting.follow(operation, cli, console);
        }
        if (cli.printedJson(operation)) {
            return 0;
        }
        new Facts()
                .add("kind", operation.path("kind"))
                .add("target", operation.path("target"))
                .add("state", operation.path("state"))
                .add(
                        "progress",
                        String.format(
                                Locale.ROOT,
                                "%.0f %%",
                                operation.path("progress").asDouble(0) * 100))
                .add("outcome", operation.path("outcome"))
                .add("remedy", operation.path("remedy"))
                .add("started", Text.time(operation.path("startedAt").asString("")))
                .add("took", took(operation))
                .add("by", operation.path("startedBy"))
                .print(terminal);
        Table steps = new Table("STEP", "STATE", "MESSAGE");
        for (JsonNode step : operation.path("steps")) {
            steps.row(
                    step.path("name").asString(""),
                    step.path("state").asString(""),
                    step.path("message").asString(""));
        }
        terminal.println("");
        steps.print(terminal);
        return 0;
    }

    private static String took(JsonNode operation) {
        return operation.path("tookMs").isNumber()
                ? Text.took(operation.path("tookMs").asLong())
                : "";
    }
}
