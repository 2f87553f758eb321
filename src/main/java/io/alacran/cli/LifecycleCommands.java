package io.alacran.cli;

import static io.alacran.cli.internal.Console.encode;

import io.alacran.cli.internal.Console;
import io.alacran.cli.internal.Failure;
import io.alacran.cli.internal.Terminal;
import io.alacran.cli.internal.Text;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Changes a managed database; each change is an operation. */
@Command
final class LifecycleCommands {

    private final AlacranCli cli;

    LifecycleCommands(AlacranCli cli) {
        this.cli = cli;
    }

    @Command(description = "Start a database that was stopped.")
    int start(@Parameters(paramLabel = "NAME") String name, @Mixin Waiting waiting) {
        return post(name, "start", waiting);
    }

    @Command(description = "Stop a database; its data stay.")
    int stop(@Parameters(paramLabel = "NAME") String name, @Mixin Waiting waiting) {
        return post(name, "stop", waiting);
    }

    @Command(description = "Restart a database.")
    int restart(@Parameters(paramLabel = "NAME") String name, @Mixin Waiting waiting) {
        return post(name, "restart", waiting);
    }

    @Command(name = "rotate-password", description = "Give a database a new generated password.")
    int rotatePassword(@Parameters(paramLabel = "NAME") String name, @Mixin Waiting waiting) {
        int code = post(name, "rotate-password", waiting);
        if (code == 0) {
            cli.terminal().note("To see it: alacran cli database " + name + " --reveal-password");
        }
        return code;
    }

    @Command(
            name = "store-password",
            description = "Store the password that a database has, such as one that was forgotten with its key.")
    int storePassword(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--password-stdin", description = "Read it from standard input.") boolean stdin) {
        String password = cli.terminal().secret("password of " + name, stdin, "--password-stdin");
        cli.console().call("PUT", "/databases/" + encode(name) + "/password", Map.of("password", password));
        cli.terminal().println("Stored; " + Text.safe(name) + " answers to it.");
        return 0;
    }

    @Command(description = "Set all host ports of a database; without any, it has none. It is restarted.")
    int ports(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(index = "1..*", paramLabel = "PORT[:ADDRESS]", description = PortMapping.HELP) @Nullable
                    List<String> mappings,
            @Mixin Waiting waiting) {
        List<PortMapping> ports = PortMapping.all(mappings, cli.terminal());
        Console console = cli.console();
        return waiting.on(console.call("PUT", "/databases/" + encode(name) + "/ports", ports), cli, console);
    }

    @Command(description = "Remove a database. Its volume is kept unless told otherwise.")
    int remove(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--delete-volume", description = "Delete the data too, for good.") boolean deleteVolume,
            @Option(names = "--yes", description = "Do not ask for the name.") boolean yes,
            @Mixin Waiting waiting) {
        Console console = cli.console();
        JsonNode database = console.get("/databases/" + encode(name));
        String volume = database.path("volume").asString("");
        confirm(
                cli.terminal(),
                yes,
                name,
                "Container " + database.path("containerName").asString("") + " is removed. Volume " + volume
                        + (deleteVolume
                                ? " is deleted with all its data, for good."
                                : " is kept; alacran cli volumes lists it."));
        String path = "/databases/" + encode(name) + "?confirm=" + encode(name) + "&volume="
                + (deleteVolume ? "delete" : "keep");
        return waiting.on(console.call("DELETE", path, null), cli, console);
    }

    /** Asks for the name of what is about to go; where nobody can be asked, only {@code --yes} will do. */
    static void confirm(Terminal terminal, boolean yes, String name, String harm) {
        if (yes) {
            return;
        }
        if (!terminal.interactive()) {
            throw Failure.usage(
                    "Nothing was done: without a terminal to ask on, this needs --yes. What it would do: " + harm);
        }
        terminal.note(harm);
        if (!terminal.ask("Type " + name + " to confirm:").equals(name)) {
            throw Failure.of("Nothing was done: that is not " + name + ".", null);
        }
    }

    private int post(String name, String action, Waiting waiting) {
        Console console = cli.console();
        return waiting.on(console.call("POST", "/databases/" + encode(name) + "/" + action, null), cli, console);
    }
}
