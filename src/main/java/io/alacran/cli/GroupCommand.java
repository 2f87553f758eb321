package io.alacran.cli;

import static io.alacran.cli.internal.Console.encode;

import io.alacran.cli.internal.Failure;
import io.alacran.cli.internal.Table;
import io.alacran.cli.internal.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Groups of a primary and its replicas. */
@Command(
        name = "groups",
        description = "Groups of a primary and its replicas; with a name, one with its members.",
        sortOptions = false)
final class GroupCommand implements Callable<Integer> {

    private final AlacranCli cli;
    private final Terminal terminal;

    @Parameters(index = "0", arity = "0..1", paramLabel = "GROUP")
    private @Nullable String name;

    @Option(
            names = "--primary",
            paramLabel = "CONNECTION",
            description = "Make the group, or change it: who is written to.")
    private @Nullable String primary;

    @Option(names = "--replica", paramLabel = "CONNECTION[=WEIGHT]", description = "Who is read from. Can be repeated.")
    private @Nullable List<String> replicas;

    @Option(names = "--balance", paramLabel = "HOW", description = "round-robin, random, least-waiting or weighted.")
    private @Nullable String balance;

    @Option(names = "--max-lag", paramLabel = "MS", description = "How far a replica may be behind to be read from.")
    private @Nullable Long maxLag;

    @Option(
            names = "--sticky",
            paramLabel = "MS",
            description = "How long who wrote reads from the primary; 5000 unless given.")
    private @Nullable Long sticky;

    @Option(
            names = "--fallback",
            split = ",",
            paramLabel = "WHO",
            description = "Who answers reads when no replica is fit: primary, replicas, or both in their order.")
    private @Nullable List<String> fallback;

    @Option(names = "--remove", description = "Remove the group; its connections stay.")
    private boolean remove;

    GroupCommand(AlacranCli cli) {
        this.cli = cli;
        this.terminal = cli.terminal();
    }

    @Override
    public Integer call() {
        String group = name;
        if (group == null) {
            list();
        } else if (remove) {
            cli.console().call("DELETE", path(group), null);
            terminal.println("Removed the group " + group + "; its connections stay.");
        } else if (primary != null) {
            keep(group);
        } else {
            show(group);
        }
        return 0;
    }

    private String path(String group) {
        return "/groups/" + encode(cli.named(group));
    }

    private void list() {
        JsonNode page = cli.console().get("/groups");
        if (cli.printedJson(page)) {
            return;
        }
        Table table = new Table("NAME", "ENVIRONMENT", "CLIENT", "PRIMARY", "REPLICAS", "BALANCE");
        String asked = cli.environment();
        for (JsonNode g : page.path("items")) {
            if (asked != null && !asked.equals(g.path("environment").asString(""))) {
                continue;
            }
            table.row(
                    g.path("name").asString(""),
                    g.path("environment").asString(""),
                    g.path("client").asString(""),
                    g.path("primary").asString(""),
                    g.path("replicas")
                            .valueStream()
                            .map(r -> r.path("connection").asString(""))
                            .collect(Collectors.joining(", ")),
                    g.path("balance").asString(""));
        }
        if (table.isEmpty()) {
            terminal.println("There are no groups.");
        } else {
            table.print(terminal);
        }
    }

    private void keep(String group) {
        Map<String, Object> body = new LinkedHashMap<>();
        int at = cli.named(group).indexOf('@');
        body.put("name", at < 0 ? group : cli.named(group).substring(0, at));
        if (at >= 0) {
            body.put("environment", cli.named(group).substring(at + 1));
        }
        body.put("primary", primary);
        body.put("replicas", replicas(replicas == null ? List.of() : replicas));
        if (balance != null) {
            body.put("balance", balance);
        }
        if (maxLag != null) {
            body.put("maxLagMs", maxLag);
        }
        if (sticky != null) {
            body.put("stickyMs", sticky);
        }
        if (fallback != null) {
            body.put("fallback", fallback);
        }
        boolean present = cli.console()
                .get("/groups")
                .path("items")
                .valueStream()
                .anyMatch(g -> cli.named(group).equals(g.path("name").asString(""))
                        || cli.named(group)
                                .equals(g.path("name").asString("") + "@"
                                        + g.path("environment").asString("")));
        if (present) {
            body.remove("name");
            body.remove("environment");
        }
        JsonNode kept = present
                ? cli.console().call("PUT", path(group), body)
                : cli.console().call("POST", "/groups", body);
        if (!cli.printedJson(kept)) {
            terminal.println(present ? "Changed the group " + group + "." : "Made the group " + group + ".");
        }
    }

    private static List<Map<String, Object>> replicas(List<String> given) {
        List<Map<String, Object>> replicas = new ArrayList<>();
        for (String one : given) {
            int equals = one.indexOf('=');
            replicas.add(
                    equals < 0
                            ? Map.of("connection", one)
                            : Map.of(
                                    "connection",
                                    one.substring(0, equals),
                                    "weight",
                                    weight(one.substring(equals + 1))));
        }
        return replicas;
    }

    private static int weight(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw Failure.of("'" + text + "' is no weight.", "Give a whole number, such as --replica two=3.");
        }
        return Integer.parseInt(text);
    }

    private void show(String group) {
        JsonNode members = cli.console().get(path(group) + "/members");
        if (cli.printedJson(members)) {
            return;
        }
        Table table = new Table("MEMBER", "ROLE", "FIT", "LAG>", "IN USE>", "WAITING>", "READS>", "WRITES>", "WHY");
        for (JsonNode m : members.path("items")) {
            table.row(
                    m.path("connection").asString(""),
                    m.path("role").asString(""),
                    m.path("fit").asBoolean(false) ? "yes" : "no",
                    m.path("lagMs").isNumber() ? m.path("lagMs").asLong(0) + " ms" : "",
                    m.path("active").asString("0"),
                    m.path("waiting").asString("0"),
                    m.path("reads").asString("0"),
                    m.path("writes").asString("0"),
                    m.path("why").asString(""));
        }
        table.print(terminal);
    }
}
