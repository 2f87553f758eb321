package io.alacran.cli;

import static io.alacran.cli.internal.Console.encode;

import io.alacran.cli.internal.Failure;
import io.alacran.cli.internal.Table;
import io.alacran.cli.internal.Terminal;
import io.alacran.cli.internal.Text;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Looks at connections. */
@Command(name = "connections", description = "The named connections that can be queried; examines one.")
final class ConnectionCommands implements Callable<Integer> {

    private final AlacranCli cli;
    private final Terminal terminal;

    ConnectionCommands(AlacranCli cli) {
        this.cli = cli;
        this.terminal = cli.terminal();
    }

    /** Without another word it lists them. */
    @Override
    public Integer call() {
        JsonNode page = cli.console().get("/connections" + ofEnvironment());
        if (cli.printedJson(page)) {
            return 0;
        }
        Table table = new Table("NAME", "CLIENT", "LEADS TO", "DATABASE", "USER", "ENVIRONMENT", "READ ONLY");
        for (JsonNode c : page.path("items")) {
            table.row(
                    c.path("name").asString(""),
                    c.path("client").asString(""),
                    target(c),
                    c.path("databaseName").asString(""),
                    c.path("username").asString(""),
                    c.path("environment").asString(""),
                    c.path("readOnly").asBoolean(false) ? "yes" : "");
        }
        table.print(terminal);
        return 0;
    }

    private String ofEnvironment() {
        String environment = cli.environment();
        return environment == null ? "" : "?environment=" + encode(environment);
    }

    @Command(description = "The environments, each with a set of connections of its own.")
    int environments() {
        JsonNode page = cli.console().get("/environments");
        if (cli.printedJson(page)) {
            return 0;
        }
        Table table = new Table("NAME", "CONNECTIONS>", "DEFAULT", "");
        for (JsonNode e : page.path("items")) {
            table.row(
                    e.path("name").asString(""),
                    e.path("connections").asString(""),
                    e.path("default").asString(""),
                    e.path("active").asBoolean(false) ? "the console's own" : "");
        }
        table.print(terminal);
        return 0;
    }

    private static String target(JsonNode connection) {
        String managed = connection.path("managedDatabase").asString("");
        String filename = connection.path("filename").asString("");
        if (!managed.isEmpty() || !filename.isEmpty()) {
            return managed.isEmpty() ? filename : "database " + managed;
        }
        String port = connection.path("port").asString("");
        String server = connection.path("host").asString("") + (port.isEmpty() ? "" : ":" + port);
        JsonNode ssh = connection.path("sshTunnel");
        return ssh.isObject()
                ? server + " through " + ssh.path("username").asString("") + "@"
                        + ssh.path("host").asString("") + ":" + ssh.path("port").asInt(22)
                : server;
    }

    @Command(description = "Examine a connection step by step; exit with 1 if it is not healthy.")
    int test(@Parameters(paramLabel = "CONNECTION") String name) {
        JsonNode diagnosis = cli.console().call("POST", cli.path(name) + "/test", null);
        boolean healthy = diagnosis.path("healthy").asBoolean(false);
        if (!cli.printedJson(diagnosis)) {
            Table table = new Table("CHECK", "RESULT", "TOOK>", "FOUND");
            int skipped = 0;
            for (JsonNode check : diagnosis.path("checks")) {
                if (check.path("result").asString("").equals("skipped")) {
                    skipped++;
                } else {
                    table.row(
                            check.path("title").asString(""),
                            check.path("result").asString(""),
                            Text.took(check.path("tookMs").asLong(0)),
                            check.path("found").asString(""));
                }
            }
            table.print(terminal);
            if (skipped > 0) {
                terminal.println(skipped + " more do not concern it or come after what failed; --json shows them.");
            }
        }
        if (healthy) {
            return 0;
        }
        JsonNode failed = diagnosis
                .path("checks")
                .valueStream()
                .filter(c -> c.path("result").asString("").equals("fail"))
                .findFirst()
                .orElse(diagnosis);
        throw Failure.of(
                name + " is not healthy: " + failed.path("title").asString("a check") + ": "
                        + failed.path("found").asString("failed"),
                failed.path("remedy").asString(null));
    }
}
