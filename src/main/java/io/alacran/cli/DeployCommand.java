package io.alacran.cli;

import io.alacran.cli.internal.Console;
import io.alacran.cli.internal.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deploys a database. What is not said is left to the console, which knows each engine's defaults. */
@Command(name = "deploy", description = "Deploy a database and wait until it is ready.", sortOptions = false)
final class DeployCommand implements Callable<Integer> {

    private final AlacranCli cli;

    @Parameters(paramLabel = "NAME", description = "1 to 40 of a-z, 0-9 and -.")
    private @Nullable String name;

    @Option(
            names = "--engine",
            required = true,
            paramLabel = "E",
            description = "Such as postgres; 'engines' lists them.")
    private @Nullable String engine;

    @Option(names = "--version", paramLabel = "V", description = "The engine's default unless told.")
    private @Nullable String version;

    @Option(names = "--port", paramLabel = "PORT[:ADDRESS]", description = PortMapping.HELP + " Can be repeated.")
    private @Nullable List<String> ports;

    @Option(names = "--memory", paramLabel = "SIZE", description = "The most memory, such as 512m or 2g.")
    private @Nullable String memory;

    @Option(names = "--cpus", paramLabel = "N", description = "The most processors, such as 0.5.")
    private @Nullable Double cpus;

    @Option(names = "--database", paramLabel = "D", description = "The name of the database in it.")
    private @Nullable String database;

    @Option(names = "--username", paramLabel = "U", description = "Its user.")
    private @Nullable String username;

    @Option(names = "--password-stdin", description = "Read the password from standard input; else one is generated.")
    private boolean passwordStdin;

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    private @Nullable String description;

    @Option(names = "--env", paramLabel = "K=V", description = "A further variable for the container. Can be repeated.")
    private @Nullable Map<String, String> env;

    @Option(names = "--volume", paramLabel = "V", description = "Use this volume, whose database is gone.")
    private @Nullable String volume;

    @Mixin
    private final Waiting waiting = new Waiting();

    DeployCommand(AlacranCli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Map<String, Object> body = new LinkedHashMap<>();
        put(body, "name", name);
        put(body, "engine", engine);
        put(body, "version", version);
        put(body, "description", description);
        put(body, "env", env);
        put(body, "ports", ports == null ? null : PortMapping.all(ports, cli.terminal()));
        Map<String, Object> limits = new LinkedHashMap<>();
        put(limits, "memoryBytes", memory == null ? null : Text.bytes(memory));
        put(limits, "cpus", cpus);
        put(body, "limits", limits.isEmpty() ? null : limits);
        put(body, "databaseName", database);
        put(body, "username", username);
        put(body, "volume", volume);
        if (passwordStdin) {
            body.put("password", cli.terminal().secret("password", true, "--password-stdin"));
        }
        Console console = cli.console();
        return waiting.on(console.call("POST", "/databases", body), cli, console);
    }

    private static void put(Map<String, Object> body, String key, @Nullable Object value) {
        if (value != null) {
            body.put(key, value);
        }
    }
}
