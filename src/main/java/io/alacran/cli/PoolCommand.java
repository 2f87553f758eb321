package io.alacran.cli;

import io.alacran.cli.internal.Table;
import io.alacran.cli.internal.Terminal;
import io.alacran.cli.internal.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows a connection's pool and changes it while it is open. */
@Command(name = "pool", description = "Show a connection's pool; with options, change it.", sortOptions = false)
final class PoolCommand implements Callable<Integer> {

    private final AlacranCli cli;

    @Parameters(paramLabel = "CONNECTION")
    private @Nullable String name;

    @Option(names = "--max", paramLabel = "N", description = "Open sessions at most.")
    private @Nullable Integer max;

    @Option(names = "--min", paramLabel = "N", description = "Sessions kept open while idle.")
    private @Nullable Integer min;

    @Option(
            names = "--set",
            paramLabel = "SETTING=VALUE",
            description = "Any setting, such as idleTimeoutMillis=60000. Can be repeated.")
    private @Nullable Map<String, String> settings;

    @Option(names = "--evict", description = "Have all sessions opened anew.")
    private boolean evict;

    PoolCommand(AlacranCli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        String path = cli.path(String.valueOf(name)) + "/pool";
        Map<String, Object> changes = changes();
        JsonNode pool = changes.isEmpty() ? null : cli.console().call("PATCH", path, changes);
        if (evict) {
            pool = cli.console().call("POST", path + "/evict", null);
        }
        JsonNode shown = pool == null ? cli.console().get(path) : pool;
        if (!cli.printedJson(shown)) {
            print(shown, cli.terminal());
        }
        return 0;
    }

    private Map<String, Object> changes() {
        Map<String, Object> changes = new LinkedHashMap<>();
        if (settings != null) {
            settings.forEach((setting, value) -> changes.put(setting, typed(value)));
        }
        if (max != null) {
            changes.put("max", max);
        }
        if (min != null) {
            changes.put("min", min);
        }
        return changes;
    }

    private static Object typed(String value) {
        if (value.matches("-?\\d{1,15}")) {
            return Long.valueOf(value);
        }
        if (value.matches("-?\\d{1,15}\\.\\d{1,6}")) {
            return Double.valueOf(value);
        }
        return value.equals("true") || value.equals("false") ? (Object) Boolean.valueOf(value) : value;
    }

    private static void print(JsonNode pool, Terminal terminal) {
        Table counts = new Table("TOTAL>", "ACTIVE>", "IDLE>", "WAITING>", "MAX>", "TIMEOUTS>");
        counts.row(
                pool.path("total").asString("0"),
                pool.path("active").asString("0"),
                pool.path("idle").asString("0"),
                pool.path("waiting").asString("0"),
                pool.path("settings").path("max").asString(""),
                pool.path("timeouts").asString("0"));
        counts.print(terminal);
        Table times = new Table("LAST MINUTE", "COUNT>", "P50>", "P95>", "P99>");
        for (String of : List.of("wait", "usage")) {
            JsonNode t = pool.path(of);
            times.row(of, t.path("count").asString("0"), ms(t.path("p50Ms")), ms(t.path("p95Ms")), ms(t.path("p99Ms")));
        }
        terminal.println("");
        times.print(terminal);
        for (JsonNode held : pool.path("held")) {
            if (held.path("leak").asBoolean(false)) {
                terminal.println("held for " + Text.took(held.path("heldMs").asLong(0)) + " by "
                        + held.path("by").asString("?") + ": "
                        + held.path("sql").asString(""));
            }
        }
        for (JsonNode note : pool.path("settings").path("notes")) {
            if (!note.path("because").asString("").isEmpty()) {
                terminal.println(note.path("setting").asString("") + " ("
                        + note.path("effect").asString("") + "): "
                        + note.path("because").asString(""));
            }
        }
    }

    private static String ms(JsonNode value) {
        return String.format(Locale.ROOT, "%.2f ms", value.asDouble(0));
    }
}
