package io.alacran.cli;

import static io.alacran.cli.internal.Console.encode;

import io.alacran.cli.internal.Console;
import io.alacran.cli.internal.Facts;
import io.alacran.cli.internal.Table;
import io.alacran.cli.internal.Terminal;
import io.alacran.cli.internal.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks at the managed databases. */
@Command
final class DatabaseCommands {

    private final AlacranCli cli;
    private final Terminal terminal;

    DatabaseCommands(AlacranCli cli) {
        this.cli = cli;
        this.terminal = cli.terminal();
    }

    @Command(description = "The engines that can be deployed, and their versions.")
    int engines() {
        JsonNode page = cli.console().get("/engines");
        if (cli.printedJson(page)) {
            return 0;
        }
        Table table = new Table("ENGINE", "TITLE", "DEFAULT", "VERSIONS", "PORT>", "SQL");
        for (JsonNode engine : page.path("items")) {
            table.row(
                    engine.path("id").asString(""),
                    engine.path("title").asString(""),
                    engine.path("defaultVersion").asString(""),
                    engine.path("versions")
                            .valueStream()
                            .map(v -> v.asString(""))
                            .collect(Collectors.joining(", ")),
                    engine.path("port").asString(""),
                    engine.path("queryable").asBoolean(false) ? "yes" : "no");
        }
        table.print(terminal);
        return 0;
    }

    @Command(description = "The databases, how they stand and where they are reached.")
    int databases() {
        JsonNode page = cli.console().get("/databases");
        if (cli.printedJson(page)) {
            return 0;
        }
        Table table = new Table("NAME", "ENGINE", "STATE", "INTERNAL ADDRESS", "HOST PORTS");
        for (JsonNode database : page.path("items")) {
            table.row(
                    database.path("name").asString(""),
                    database.path("engine").asString("") + " "
                            + database.path("version").asString(""),
                    database.path("state").asString(""),
                    database.path("internalAddress").asString(""),
                    ports(database));
        }
        if (table.isEmpty()) {
            terminal.note("There are no databases yet. To make one: alacran cli deploy NAME --engine postgres");
            return 0;
        }
        table.print(terminal);
        return 0;
    }

    /** The host's side of the mappings, such as {@code 127.0.0.1:12345}. */
    static String ports(JsonNode database) {
        return database.path("ports")
                .valueStream()
                .map(p -> {
                    String bind = p.path("bindAddress").asString("");
                    return (bind.contains(":") ? "[" + bind + "]" : bind) + ":"
                            + p.path("hostPort").asString("");
                })
                .collect(Collectors.joining(", "));
    }

    @Command(description = "All about one database.")
    int database(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--reveal-password", description = "Show the password too; the console records that.")
                    boolean reveal) {
        Console console = cli.console();
        JsonNode database = console.get("/databases/" + encode(name));
        String password = "";
        if (reveal) {
            password = console.call("POST", "/databases/" + encode(name) + "/reveal-password", null)
                    .path("password")
                    .asString("");
            ((ObjectNode) database).put("password", password);
        }
        if (cli.printedJson(database)) {
            return 0;
        }
        JsonNode limits = database.path("limits");
        new Facts()
                .add("name", database.path("name"))
                .add("state", database.path("state"))
                .add("because", database.path("stateDetail"))
                .add("description", database.path("description"))
                .add(
                        "engine",
                        database.path("engine").asString("") + " "
                                + database.path("version").asString(""))
                .add("image", database.path("image"))
                .add("internal address", database.path("internalAddress"))
                .add("host ports", ports(database).isEmpty() ? "none" : ports(database))
                .add("database", database.path("databaseName"))
                .add("username", database.path("username"))
                .add("password", reveal ? password : "••••••••  (--reveal-password shows it)")
                .add("volume", database.path("volume"))
                .add("memory limit", Text.size(limits.path("memoryBytes").asLong(0)))
                .add("CPU limit", limits.path("cpus"))
                .add("created", Text.time(database.path("createdAt").asString("")))
                .add("started", Text.time(database.path("startedAt").asString("")))
                .print(terminal);
        return 0;
    }

    @Command(description = "The log of a database.")
    int logs(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = {"-f", "--follow"},
                            description = "Go on until Ctrl-C.")
                    boolean follow,
            @Option(
                            names = "--tail",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "Begin with the last N lines; 100 unless told.")
                    int tail) {
        Console console = cli.console();
        String path = "/databases/" + encode(name) + "/logs?follow=" + follow + "&tail=" + tail;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                console.stream("GET", path, "text/plain", null).body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // Whatever gets into a log must not command the terminal; a file gets it as it is.
                terminal.println(terminal.interactive() ? Text.safe(line.replace("\t", "    ")) : line);
                if (follow && terminal.out().checkError()) {
                    return 0;
                }
            }
            return 0;
        } catch (IOException e) {
            throw console.brokeOff(e);
        }
    }

    @Command(description = "The volumes whose databases are gone.")
    int volumes() {
        JsonNode page = cli.console().get("/volumes");
        if (cli.printedJson(page)) {
            return 0;
        }
        Table table = new Table("VOLUME", "ENGINE", "OF", "KEPT SINCE", "CAN BE USED AGAIN");
        for (JsonNode volume : page.path("items")) {
            table.row(
                    volume.path("name").asString(""),
                    volume.path("engine").asString("") + " "
                            + volume.path("version").asString(""),
                    volume.path("formerName").asString(""),
                    Text.time(volume.path("retainedAt").asString("")),
                    volume.path("loginKnown").asBoolean(false) ? "yes" : "no, its login is not known");
        }
        if (table.isEmpty()) {
            terminal.note("There are no volumes without a database.");
            return 0;
        }
        table.print(terminal);
        return 0;
    }

    @Command(name = "remove-volume", description = "Delete a volume whose database is gone, with its data.")
    int removeVolume(
            @Parameters(paramLabel = "VOLUME") String name,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        Console console = cli.console();
        LifecycleCommands.confirm(terminal, yes, name, "Volume " + name + " is deleted with all its data, for good.");
        console.call("DELETE", "/volumes/" + encode(name) + "?confirm=" + encode(name), null);
        terminal.println("Deleted volume " + Text.safe(name) + ".");
        return 0;
    }
}
