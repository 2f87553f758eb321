package io.alacran.cli;

import static io.alacran.cli.internal.Console.encode;

import io.alacran.cli.internal.Console.Document;
import io.alacran.cli.internal.Failure;
import io.alacran.cli.internal.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Connections as files: apply one, export to one, import those of other tools. */
@Command
final class FileCommands {

    private final AlacranCli cli;

    FileCommands(AlacranCli cli) {
        this.cli = cli;
    }

    @Command(description = "Make connections and groups what an alacran.yaml says; applied again, it changes nothing.")
    int apply(
            @Option(names = "-f", required = true, paramLabel = "FILE", description = "The file; - for standard input.")
                    String file,
            @Option(names = "--dry-run", description = "Only say what would be done.") boolean dryRun,
            @Option(names = "--prune", description = "Remove connections and groups that the file does not name.")
                    boolean prune) {
        return applied(text(file), dryRun, prune);
    }

    private int applied(String yaml, boolean dryRun, boolean prune) {
        JsonNode outcome = cli.console()
                .call(
                        "POST",
                        "/connection-files/apply?dryRun=" + dryRun + "&prune=" + prune,
                        new Document("application/yaml", yaml));
        if (!cli.printedJson(outcome)) {
            print(outcome, dryRun);
        }
        return 0;
    }

    @Command(description = "Print connections and groups as a file, without secrets.")
    int export(
            @Option(
                            names = "--format",
                            defaultValue = "alacran",
                            paramLabel = "FORMAT",
                            description = "alacran, ilana, knex, spring or env; alacran unless given.")
                    String format,
            @Option(names = "--env", paramLabel = "ENVIRONMENT", description = "Only that environment.") @Nullable
                    String environment,
            @Option(
                            names = "-f",
                            paramLabel = "FILE",
                            description = "Those of this alacran.yaml instead of the console's.")
                    @Nullable
                    String file) {
        Map<String, String> query = new LinkedHashMap<>(Map.of("format", format));
        String only = environment == null ? cli.environment() : environment;
        if (only != null) {
            query.put("environment", only);
        }
        String path = "/connection-files/export" + query(query);
        JsonNode exported = file == null
                ? cli.console().get(path)
                : cli.console().call("POST", path, new Document("application/yaml", text(file)));
        if (!cli.printedJson(exported)) {
            // As it is: it goes into a file.
            cli.terminal().out().print(exported.path("text").asString(""));
            exported.path("leftOut").forEach(left -> cli.terminal().note(left.asString("")));
            if (!exported.path("secrets").isEmpty()) {
                cli.terminal()
                        .note((file == null
                                        ? "Secrets are not exported; set these variables: "
                                        : "Secrets come from these variables: ")
                                + String.join(
                                        ", ",
                                        exported.path("secrets")
                                                .valueStream()
                                                .map(secret -> secret.asString(""))
                                                .toList()));
            }
        }
        return 0;
    }

    @Command(
            name = "import",
            description = "Read an ilana.config.js, knexfile.js or application.yaml, without running it, as an"
                    + " alacran.yaml; print or apply that.")
    int read(
            @Option(names = "-f", required = true, paramLabel = "FILE", description = "The file.") Path file,
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            description = "What a connection is called that has no name there; main unless given.")
                    @Nullable
                    String name,
            @Option(names = "--apply", description = "Apply it at once instead of printing it.") boolean apply,
            @Option(names = "--dry-run", description = "With --apply: only say what would be done.") boolean dryRun) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("fileName", String.valueOf(file.getFileName()));
        if (name != null) {
            query.put("name", name);
        }
        JsonNode read = cli.console()
                .call(
                        "POST",
                        "/connection-files/import" + query(query),
                        new Document("text/plain; charset=utf-8", text(file.toString())));
        read.path("leftOut").forEach(this::note);
        String yaml = read.path("yaml").asString("");
        if (apply) {
            try {
                return applied(yaml, dryRun, false);
            } catch (Failure refused) {
                cli.terminal().note("Lines are those of the alacran.yaml that this prints without --apply.");
                throw refused;
            }
        }
        if (!cli.printedJson(read)) {
            cli.terminal().out().print(yaml);
        }
        return 0;
    }

    private void print(JsonNode outcome, boolean dryRun) {
        boolean any = false;
        for (JsonNode change : outcome.path("changes")) {
            String name = Text.safe(called(change));
            switch (change.path("action").asString("")) {
                case "add" -> cli.terminal().println("+ " + name);
                case "change" -> cli.terminal().println("~ " + name);
                case "remove" -> cli.terminal().println("- " + name);
                default -> cli.terminal().println("  " + name + " is not in the file; --prune would remove it");
            }
            any |= !change.path("action").asString("").equals("keep");
            change.path("fields").forEach(this::printField);
        }
        outcome.path("notes").forEach(this::note);
        cli.terminal()
                .println(
                        !any
                                ? "Nothing to change; "
                                        + outcome.path("unchanged").asString("0") + " are as the file says."
                                : dryRun ? "Nothing was changed: this was a dry run." : "Applied.");
    }

    private static String called(JsonNode change) {
        String reference = change.path("name").asString("") + "@"
                + change.path("environment").asString("");
        return switch (change.path("kind").asString("")) {
            case "group" -> "group " + reference;
            case "migrations" -> "migrations of " + change.path("environment").asString("");
            default -> reference;
        };
    }

    private void printField(JsonNode field) {
        String from = field.path("from").isNull() ? "" : field.path("from").asString("");
        String to = field.path("to").isNull() ? "" : field.path("to").asString("");
        cli.terminal()
                .println("    "
                        + Text.safe(field.path("field").asString("") + ": " + from + (from.isEmpty() ? "" : " -> ")
                                + (to.isEmpty() ? "(none)" : to)));
    }

    private void note(JsonNode note) {
        int line = note.path("line").asInt(0);
        cli.terminal()
                .note((line == 0 ? "" : "line " + line + ": ")
                        + note.path("message").asString(""));
    }

    private static String query(Map<String, String> parameters) {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) -> query.append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(encode(value)));
        return query.toString();
    }

    private String text(String file) {
        if (file.equals("-")) {
            return cli.terminal().readAll();
        }
        try {
            return Files.readString(Path.of(file));
        } catch (NoSuchFileException e) {
            throw Failure.usage(Text.safe(file) + " does not exist.");
        } catch (IOException e) {
            throw Failure.usage(Text.safe(file) + " cannot be read as UTF-8 text.");
        }
    }
}
