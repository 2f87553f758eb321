package io.alacran.cli;

import io.alacran.cli.internal.Failure;
import io.alacran.cli.internal.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes a connection or changes what is given of it. */
abstract class ConnectionFieldsCommand implements Callable<Integer> {

    private static final JsonMapper JSON = new JsonMapper();

    private final AlacranCli cli;
    private final boolean adds;

    @Parameters(paramLabel = "CONNECTION")
    private String name = "";

    @Option(
            names = "--client",
            paramLabel = "CLIENT",
            description = "postgres, mariadb, mysql, mssql, clickhouse, oracle, sqlite, duckdb")
    private @Nullable String client;

    @Option(names = "--host", paramLabel = "HOST", description = "Where the server is.")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "The client's usual one unless told.")
    private @Nullable Integer port;

    @Option(names = "--database", paramLabel = "NAME", description = "The database's name there.")
    private @Nullable String database;

    @Option(names = "--user", paramLabel = "NAME", description = "Who signs in.")
    private @Nullable String user;

    @Option(names = "--password", description = "Ask for the password.")
    private boolean password;

    @Option(names = "--password-stdin", description = "Read the password from standard input.")
    private boolean passwordStdin;

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description = "Any field as the API names it, such as readOnly=true or tls.mode=verify; may be repeated."
                    + " Nothing after the = removes it.")
    private Map<String, String> fields = Map.of();

    @Option(
            names = "--set-file",
            paramLabel = "FIELD=FILE",
            description = "The same with a file's text, such as tls.caPem=ca.pem; may be repeated.")
    private Map<String, Path> files = Map.of();

    private ConnectionFieldsCommand(AlacranCli cli, boolean adds) {
        this.cli = cli;
        this.adds = adds;
    }

    /** Makes one. */
    @Command(description = "Make a connection to a database that is somewhere else.")
    static final class Add extends ConnectionFieldsCommand {

        Add(AlacranCli cli) {
            super(cli, true);
        }
    }

    /** Changes one. */
    @Command(description = "Change what is given of a connection; the rest stays.")
    static final class Change extends ConnectionFieldsCommand {

        Change(AlacranCli cli) {
            super(cli, false);
        }
    }

    @Override
    public Integer call() {
        Map<String, Object> body = new LinkedHashMap<>();
        put(body, "client", client);
        put(body, "host", host);
        put(body, "port", port);
        put(body, "databaseName", database);
        put(body, "username", user);
        fields.forEach((path, value) -> putAt(body, path, value.isEmpty() ? null : value(path, value)));
        files.forEach((path, file) -> putAt(body, path, text(file)));
        if (password || passwordStdin) {
            body.put(
                    "password",
                    cli.terminal().secret("password for " + Text.safe(name), passwordStdin, "--password-stdin"));
        }
        if (adds) {
            // As references are written: NAME@ENVIRONMENT
            String[] parts = name.split("@", 2);
            body.put("name", parts[0]);
            String environment = parts.length == 2 ? parts[1] : cli.environment();
            if (environment != null) {
                body.putIfAbsent("environment", environment);
            }
        }
        JsonNode connection = adds
                ? cli.console().call("POST", "/connections", body)
                : cli.console().call("PATCH", cli.path(name), body);
        if (!cli.printedJson(connection)) {
            cli.terminal().println((adds ? "Made" : "Changed") + " the connection " + Text.safe(name) + ".");
        }
        return 0;
    }

    private static void put(Map<String, Object> body, String field, @Nullable Object value) {
        if (value != null) {
            body.put(field, value);
        }
    }

    @SuppressWarnings("unchecked")
    private static void putAt(Map<String, Object> body, String path, @Nullable Object value) {
        Map<String, Object> inner = body;
        // Names of properties may have dots of their own.
        String[] parts = path.split("\\.", 2);
        if (parts.length == 2) {
            inner = (Map<String, Object>) body.computeIfAbsent(parts[0], _ -> new LinkedHashMap<String, Object>());
        }
        inner.put(parts[parts.length - 1], value);
    }

    /** Numbers, true, false and lists are sent as such; names of drivers' options have texts only. */
    private static Object value(String path, String text) {
        boolean plain = path.startsWith("properties.") || !text.matches("true|false|[0-9]+|\\[.*]");
        try {
            return plain ? text : JSON.readTree(text);
        } catch (JacksonException e) {
            return text;
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw Failure.usage(Text.safe(file.toString()) + " cannot be read.");
        }
    }
}
