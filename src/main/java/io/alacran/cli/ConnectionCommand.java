package io.alacran.cli;

import io.alacran.cli.internal.Facts;
import io.alacran.cli.internal.Text;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** One connection: look at it, make, change, rename and remove it. */
@Command(name = "connection", description = "Show, add, change, rename or remove a connection.")
final class ConnectionCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private final AlacranCli cli;

    ConnectionCommand(AlacranCli cli) {
        this.cli = cli;
    }

    static CommandLine withAll(AlacranCli cli) {
        return new CommandLine(new ConnectionCommand(cli))
                .addSubcommand("add", new ConnectionFieldsCommand.Add(cli))
                .addSubcommand("change", new ConnectionFieldsCommand.Change(cli));
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Which of its commands?");
    }

    @Command(description = "What is set for a connection; never its secrets.")
    int show(@Parameters(paramLabel = "CONNECTION") String name) {
        JsonNode connection = cli.console().get(cli.path(name));
        if (!cli.printedJson(connection)) {
            Facts facts = new Facts();
            addAll(facts, "", connection);
            facts.print(cli.terminal());
        }
        return 0;
    }

    @Command(description = "Give a connection another name; its queries stay with it.")
    int rename(
            @Parameters(paramLabel = "CONNECTION") String name, @Parameters(paramLabel = "NEW-NAME") String newName) {
        JsonNode renamed = cli.console().call("PATCH", cli.path(name), Map.of("name", newName));
        if (!cli.printedJson(renamed)) {
            cli.terminal().println("Renamed " + Text.safe(name) + " to " + Text.safe(newName) + ".");
        }
        return 0;
    }

    @Command(description = "Remove a connection; the database is not touched.")
    int remove(
            @Parameters(paramLabel = "CONNECTION") String name,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        LifecycleCommands.confirm(
                cli.terminal(), yes, name, "The connection " + name + " goes, with its stored password.");
        cli.console().call("DELETE", cli.path(name), null);
        cli.terminal().println("Removed the connection " + Text.safe(name) + ".");
        return 0;
    }

    /** Nested fields by their path, as {@code --set} takes them. */
    private static void addAll(Facts facts, String prefix, JsonNode node) {
        node.properties().forEach(field -> {
            String path = prefix + field.getKey();
            if (field.getValue().isObject()) {
                addAll(facts, path + ".", field.getValue());
            } else if (field.getValue().isArray()) {
                facts.add(path, field.getValue().toString());
            } else {
                facts.add(path, field.getValue());
            }
        });
    }
}
