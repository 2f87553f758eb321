package io.alacran.cli;

import io.alacran.cli.internal.Console;
import io.alacran.cli.internal.Failure;
import io.alacran.cli.internal.Follower;
import io.alacran.cli.internal.Terminal;
import io.alacran.cli.internal.Text;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What to do after an operation has begun. */
final class Waiting {

    @Option(names = "--no-wait", description = "Do not follow the operation, only print its id.")
    private boolean noWait;

    /** Follows it unless told not to; the exit code says how it ended. */
    int on(JsonNode operation, AlacranCli cli, Console console) {
        if (noWait) {
            if (!cli.printedJson(operation)) {
                cli.terminal().println(operation.path("id").asString(""));
            }
            return 0;
        }
        return follow(operation, cli, console);
    }

    /** Follows it to its end, prints what came of it, and returns the exit code for that. */
    static int follow(JsonNode operation, AlacranCli cli, Console console) {
        Terminal terminal = cli.terminal();
        JsonNode last = new Follower(console, terminal, cli.json() ? terminal.err() : terminal.out()).follow(operation);
        boolean printed = cli.printedJson(last);
        String outcome = last.path("outcome").asString("");
        if (last.path("state").asString("").equals("succeeded")) {
            if (!printed) {
                terminal.println(Text.safe(outcome.isEmpty() ? "Done." : outcome));
            }
            return 0;
        }
        String state = last.path("state").asString("");
        throw Failure.of(
                outcome.isEmpty() ? "The operation ended as " + state + "." : outcome,
                last.path("remedy").asString(null));
    }
}
