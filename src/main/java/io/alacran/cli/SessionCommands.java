package io.alacran.cli;

import static io.alacran.cli.internal.Console.encode;

import io.alacran.cli.internal.Console;
import io.alacran.cli.internal.Facts;
import io.alacran.cli.internal.Failure;
import io.alacran.cli.internal.Login;
import io.alacran.cli.internal.Table;
import io.alacran.cli.internal.Terminal;
import io.alacran.cli.internal.Text;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Which console, who asks it, and what it says of itself. */
@Command
final class SessionCommands {

    private final AlacranCli cli;
    private final Terminal terminal;

    SessionCommands(AlacranCli cli) {
        this.cli = cli;
        this.terminal = cli.terminal();
    }

    @Command(description = "Check an API token and remember it with the console's address.")
    int login(
            @Option(
                            names = "--url",
                            paramLabel = "URL",
                            description = "The console; the last one, else " + Login.DEFAULT_URL + ".")
                    @Nullable
                    String url,
            @Option(names = "--token-stdin", description = "Read the token from standard input.") boolean stdin,
            @Option(
                            names = "--token",
                            paramLabel = "T",
                            description = "The token; other users of the machine may see it here.")
                    @Nullable
                    String token) {
        if (stdin && token != null) {
            throw Failure.usage("Give either --token or --token-stdin.");
        }
        String address = url == null ? cli.logins().current().url() : url;
        String secret = token == null ? terminal.secret("API token", stdin, "--token-stdin") : token;
        Login login = new Login(address, secret);
        JsonNode system = new Console(login).get("/system");
        store(login);
        if (!cli.printedJson(system)) {
            terminal.println("Logged in to " + login.url() + ", Alacran "
                    + Text.safe(system.path("version").asString("")) + ".");
        }
        return 0;
    }

    @Command(description = "Forget the token. It stays valid until it is revoked in the console.")
    int logout() {
        terminal.println(cli.logins().forget() ? "Logged out." : "There was no login to forget.");
        return 0;
    }

    @Command(description = "Make the first administrator of a new console, and log in.")
    int setup(
            @Option(
                            names = "--token",
                            required = true,
                            paramLabel = "T",
                            description = "The setup token, which is on the console's log.")
                    String token,
            @Option(names = "--username", required = true, paramLabel = "U", description = "The administrator's name.")
                    String username,
            @Option(names = "--password-stdin", description = "Read the password from standard input.") boolean stdin,
            @Option(
                            names = "--url",
                            paramLabel = "URL",
                            description = "The console; the last one, else " + Login.DEFAULT_URL + ".")
                    @Nullable
                    String url) {
        String address = url == null ? cli.logins().current().url() : url;
        String password = terminal.secret("password", stdin, "--password-stdin");
        JsonNode answer = new Console(new Login(address, null))
                .call("POST", "/setup", Map.of("setupToken", token, "username", username, "password", password));
        store(new Login(address, answer.path("apiToken").asString("")));
        if (!cli.printedJson(answer)) {
            terminal.println("The console is set up, and you are logged in as " + Text.safe(username) + ".");
        }
        return 0;
    }

    private void store(Login login) {
        cli.logins().store(login);
        terminal.note("The token is kept in " + cli.logins().file() + ", readable by you only.");
        if (login.inTheClear()) {
            terminal.note(
                    "This address is not encrypted: whoever sees the network's traffic sees the token. Use https.");
        }
    }

    @Command(description = "The console, its Docker engine and its store.")
    int system() {
        JsonNode system = cli.console().get("/system");
        if (cli.printedJson(system)) {
            return 0;
        }
        JsonNode engine = system.path("engine");
        Facts facts = new Facts()
                .add("version", system.path("version"))
                .add("up for", Text.took(system.path("uptimeMs").asLong(0)))
                .add("store", system.path("store"))
                .add("Docker engine", engine.path("host"));
        if (engine.path("reachable").asBoolean(false)) {
            facts.add("engine version", engine.path("version"))
                    .add("engine API", engine.path("apiVersion"))
                    .add("swarm", engine.path("swarm").asBoolean(false) ? "yes" : "no")
                    .add("network", engine.path("network"))
                    .add("network kind", engine.path("networkKind"));
        } else {
            facts.add("engine state", "not reachable")
                    .add("found", engine.path("found"))
                    .add("remedy", engine.path("remedy"));
        }
        facts.print(terminal);
        return 0;
    }

    @Command(description = "Who did what, the newest first.")
    int activity(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many; 20 unless told.")
                    int limit,
            @Option(names = "--user", paramLabel = "U", description = "Only what this user did.") @Nullable String user,
            @Option(names = "--target", paramLabel = "T", description = "Only what was done to this.") @Nullable
                    String target,
            @Option(names = "--action", paramLabel = "A", description = "Only this, such as database.deploy.") @Nullable
                    String action) {
        StringBuilder path = new StringBuilder("/activity?limit=" + limit);
        path.append(user == null ? "" : "&user=" + encode(user));
        path.append(target == null ? "" : "&target=" + encode(target));
        path.append(action == null ? "" : "&action=" + encode(action));
        JsonNode page = cli.console().get(path.toString());
        if (cli.printedJson(page)) {
            return 0;
        }
        Table table = new Table("TIME", "USER", "ACTION", "TARGET", "RESULT", "DETAILS");
        for (JsonNode entry : page.path("items")) {
            StringJoiner details = new StringJoiner(", ");
            entry.path("details")
                    .properties()
                    .forEach(d -> details.add(d.getKey() + "=" + d.getValue().asString("")));
            table.row(
                    Text.time(entry.path("time").asString("")),
                    entry.path("user").asString(""),
                    entry.path("action").asString(""),
                    entry.path("target").asString(""),
                    entry.path("result").asString(""),
                    details.toString());
        }
        table.print(terminal);
        return 0;
    }

    @Command(description = "Your API tokens.")
    int tokens() {
        JsonNode page = cli.console().get("/tokens");
        if (cli.printedJson(page)) {
            return 0;
        }
        Table table = new Table("NAME", "HINT", "CREATED", "LAST USED", "ID");
        for (JsonNode token : page.path("items")) {
            table.row(
                    token.path("name").asString(""),
                    token.path("hint").asString(""),
                    Text.time(token.path("createdAt").asString("")),
                    Text.time(token.path("lastUsedAt").asString("")),
                    token.path("id").asString(""));
        }
        table.print(terminal);
        return 0;
    }

    @Command(description = "The version of this command line.")
    int version() {
        terminal.println("alacran " + AlacranCli.version());
        return 0;
    }
}
