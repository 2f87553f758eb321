package io.alacran.cli;

import static io.alacran.cli.internal.Console.encode;

import io.alacran.cli.internal.Facts;
import io.alacran.cli.internal.Table;
import io.alacran.cli.internal.Terminal;
import io.alacran.cli.internal.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The SSH bastion: on and off, who may use it, who does. */
@Command(name = "bastion", description = "The SSH bastion: on and off, its accounts, the open tunnels.")
final class BastionCommands implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private final AlacranCli cli;
    private final Terminal terminal;

    BastionCommands(AlacranCli cli) {
        this.cli = cli;
        this.terminal = cli.terminal();
    }

    static CommandLine withAll(AlacranCli cli) {
        return new CommandLine(new BastionCommands(cli))
                .addSubcommand("add-user", new BastionUserCommand.Add(cli))
                .addSubcommand("change-user", new BastionUserCommand.Change(cli));
    }

    @Override
    public void run() {
        throw misuse("Which of its commands?");
    }

    @Command(description = "How the bastion stands, and its host key.")
    int status() {
        return show(cli.console().get("/bastion"));
    }

    @Command(description = "Switch the bastion on, or change where it listens.")
    int enable(
            @Option(names = "--port", paramLabel = "PORT", description = "Where it listens; 4646 unless told.")
                    @Nullable
                    Integer port,
            @Option(names = "--bind", paramLabel = "ADDRESS", description = "At which address; 0.0.0.0 is all.")
                    @Nullable
                    String bind,
            @Option(names = "--home", paramLabel = "HOME", description = "embedded, or container.") @Nullable
                    String home) {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("enabled", true));
        put(body, "port", port);
        put(body, "bindAddress", bind);
        put(body, "home", home);
        return show(cli.console().call("PUT", "/bastion", body));
    }

    @Command(description = "Switch the bastion off; open tunnels are cut.")
    int disable() {
        return show(cli.console().call("PUT", "/bastion", Map.of("enabled", false)));
    }

    private int show(JsonNode bastion) {
        if (!cli.printedJson(bastion)) {
            new Facts()
                    .add("state", bastion.path("state"))
                    .add("problem", bastion.path("problem"))
                    .add(
                            "listens at",
                            bastion.path("bindAddress").asString("") + ":"
                                    + bastion.path("port").asString(""))
                    .add("home", bastion.path("home"))
                    .add("host key", bastion.path("fingerprint"))
                    .add("accounts", bastion.path("users"))
                    .add("open tunnels", bastion.path("sessions"))
                    .print(terminal);
        }
        return bastion.has("problem") ? 1 : 0;
    }

    @Command(name = "try", description = "Go the way a client goes, with a throw-away key.")
    int tryOut(@Parameters(paramLabel = "DATABASE", arity = "0..1") @Nullable String database) {
        JsonNode trial =
                cli.console().call("POST", "/bastion/try", database == null ? Map.of() : Map.of("database", database));
        if (!cli.printedJson(trial)) {
            Table table = new Table("STEP", "RESULT", "TOOK>", "FOUND");
            for (JsonNode step : trial.path("steps")) {
                table.row(
                        step.path("title").asString(""),
                        step.path("result").asString(""),
                        Text.took(step.path("tookMs").asLong(0)),
                        step.path("found").asString(""));
            }
            table.print(terminal);
            trial.path("steps")
                    .valueStream()
                    .filter(step -> step.has("remedy"))
                    .forEach(step -> terminal.note(step.path("remedy").asString("")));
        }
        return trial.path("works").asBoolean(false) ? 0 : 1;
    }

    @Command(description = "The accounts and what they may reach.")
    int users() {
        JsonNode page = cli.console().get("/bastion/users");
        if (cli.printedJson(page)) {
            return 0;
        }
        Table table = new Table("ACCOUNT", "PASSWORD", "KEYS>", "DATABASES", "EXPIRES", "ENABLED");
        for (JsonNode user : page.path("items")) {
            table.row(
                    user.path("name").asString(""),
                    user.path("hasPassword").asBoolean(false) ? "yes" : "",
                    String.valueOf(user.path("publicKeys").size()),
                    user.path("databases")
                            .valueStream()
                            .map(d -> d.asString(""))
                            .collect(Collectors.joining(", ")),
                    Text.time(user.path("expiresAt").asString("")),
                    user.path("enabled").asBoolean(false) ? "yes" : "no");
        }
        if (table.isEmpty()) {
            terminal.note(
                    "There are no accounts yet. To make one: alacran cli bastion add-user NAME --key ~/.ssh/id_ed25519.pub");
            return 0;
        }
        table.print(terminal);
        return 0;
    }

    @Command(name = "remove-user", description = "Remove an account; its tunnels are cut.")
    int removeUser(@Parameters(paramLabel = "NAME") String name) {
        cli.console().call("DELETE", "/bastion/users/" + encode(name), null);
        terminal.println("Removed the account " + Text.safe(name) + ".");
        return 0;
    }

    @Command(description = "The tunnels that are open.")
    int sessions() {
        JsonNode page = cli.console().get("/bastion/sessions");
        if (cli.printedJson(page)) {
            return 0;
        }
        Table table = new Table("ID", "ACCOUNT", "SOURCE", "TARGET", "SINCE", "IN>", "OUT>");
        for (JsonNode session : page.path("items")) {
            table.row(List.of(
                    session.path("id").asString(""),
                    session.path("user").asString(""),
                    session.path("source").asString(""),
                    session.path("target").asString(""),
                    Text.time(session.path("openedAt").asString("")),
                    session.path("bytesIn").asString(""),
                    session.path("bytesOut").asString("")));
        }
        if (table.isEmpty()) {
            terminal.note("No tunnel is open.");
            return 0;
        }
        table.print(terminal);
        return 0;
    }

    @Command(description = "Cut one tunnel, or with --all every one.")
    int cut(
            @Parameters(paramLabel = "ID", arity = "0..1") @Nullable String id,
            @Option(names = "--all", description = "Cut every tunnel.") boolean all) {
        if (all == (id != null)) {
            throw misuse("Give the tunnel's id, or --all.");
        }
        cli.console().call("DELETE", "/bastion/sessions" + (id == null ? "" : "/" + encode(id)), null);
        terminal.println(id == null ? "Cut every tunnel." : "Cut tunnel " + Text.safe(id) + ".");
        return 0;
    }

    @Command(description = "The ssh command that opens a tunnel to a database.")
    int tunnel(
            @Parameters(paramLabel = "DATABASE") String database,
            @Option(names = "--local-port", paramLabel = "PORT", description = "The port on your machine.") @Nullable
                    Integer localPort,
            @Option(names = "--user", paramLabel = "NAME", description = "The account.") @Nullable String user,
            @Option(names = "--config", description = "Print a stanza for ~/.ssh/config instead.") boolean config) {
        String path = "/databases/" + encode(database) + "/tunnel?"
                + (localPort == null ? "" : "localPort=" + localPort)
                + (user == null ? "" : "&user=" + encode(user));
        JsonNode recipe = cli.console().get(path);
        if (!cli.printedJson(recipe)) {
            recipe.path(config ? "config" : "command")
                    .asString("")
                    .lines()
                    .forEach(line -> terminal.println(Text.safe(line)));
        }
        return 0;
    }

    private ParameterException misuse(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    static void put(Map<String, Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
