package io.alacran.cli;

import io.alacran.cli.internal.Console;
import io.alacran.cli.internal.Failure;
import io.alacran.cli.internal.Login;
import io.alacran.cli.internal.Logins;
import io.alacran.cli.internal.Terminal;
import io.alacran.cli.internal.Text;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.jackson.databind.JsonNode;

/** The command line. Its settings come from the environment, so that a run can be repeated anywhere. */
@Command(
        name = "alacran cli",
        synopsisSubcommandLabel = "COMMAND",
        description = "Deploys databases and queries them, over the API of an Alacran console.",
        footer = {
            "",
            "'alacran cli COMMAND --help' tells about one command.",
            "",
            "Environment: ALACRAN_URL and ALACRAN_TOKEN override the stored login;",
            "ALACRAN_ENV is the environment of names without one, as --env is;",
            "ALACRAN_CLI_CONFIG names the file it is stored in; NO_COLOR means no colours.",
            "Exit codes: 0 done, 1 it failed, 2 wrong usage, 3 no console or not logged in."
        })
public final class AlacranCli implements Runnable {

    /** What Java makes of bytes that are no characters of the locale. */
    private static final char UNREADABLE = '\ufffd';

    private static final List<String> ABOUT_CONNECTIONS =
            List.of("connections", "test", "connection", "environments", "pool", "slow", "query", "groups");

    private final Terminal terminal;
    private final Logins logins;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print the console's JSON.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this text.")
    private boolean help;

    private @Nullable String environment;

    private AlacranCli(Terminal terminal, Map<String, String> env) {
        this.terminal = terminal;
        this.logins = new Logins(env);
        String set = env.getOrDefault("ALACRAN_ENV", "").strip();
        this.environment = set.isEmpty() ? null : set;
    }

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        // UTF-8 whatever the locale, as everything that the console sends is.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Map<String, String> env = System.getenv();
        boolean person = System.console() != null && !"dumb".equals(env.get("TERM"));
        boolean colours = person && env.getOrDefault("NO_COLOR", "").isEmpty();
        int code = run(new Terminal(System.in, out, err, person, colours), env, args);
        out.flush();
        System.exit(code);
    }

    /** Runs one command and returns its exit code. */
    static int run(Terminal terminal, Map<String, String> env, String... args) {
        if (String.join("", args).indexOf(UNREADABLE) >= 0) {
            terminal.note("An argument has characters that the locale cannot carry, so nothing was done."
                    + "\nSet LC_ALL=C.UTF-8, or give SQL on standard input.");
            return Failure.USAGE;
        }
        String[] line = helpLast(args);
        CommandLine commands = commands(new AlacranCli(terminal, env), line.length == 0 ? "" : line[0]);
        commands.setOut(new PrintWriter(terminal.out(), true));
        commands.setErr(new PrintWriter(terminal.err(), true));
        // A statement may begin with @, which must not read a file.
        commands.setExpandAtFiles(false);
        commands.setColorScheme(Help.defaultColorScheme(terminal.colours() ? Help.Ansi.ON : Help.Ansi.OFF));
        commands.setExecutionExceptionHandler((e, _, _) -> failed(terminal, e));
        commands.setParameterExceptionHandler((e, _) -> misused(terminal, e));
        int code = commands.execute(line);
        terminal.out().flush();
        return code;
    }

    /** {@code help query} is {@code query --help}. */
    private static String[] helpLast(String[] args) {
        if (args.length == 0 || !args[0].equals("help")) {
            return args;
        }
        List<String> turned = new ArrayList<>(List.of(args).subList(1, args.length));
        turned.add("--help");
        return turned.toArray(String[]::new);
    }

    private static CommandLine commands(AlacranCli cli, String first) {
        CommandLine root = new CommandLine(cli);
        CommandGroups groups = new CommandGroups()
                .group("This console", new SessionCommands(cli), "login logout setup system activity tokens version")
                .group("Databases", new DatabaseCommands(cli), "engines databases database logs volumes remove-volume")
                .group(
                        "Changes",
                        new LifecycleCommands(cli),
                        "start stop restart rotate-password store-password ports remove")
                .command("Changes", "deploy", new DeployCommand(cli))
                .command("Bastion", "bastion", () -> BastionCommands.withAll(cli))
                .group("Operations", new OperationCommands(cli), "operations operation")
                .command("Queries", "connections", new ConnectionCommands(cli))
                .group("Queries", new ConnectionCommands(cli), "test environments")
                .command("Queries", "connection", () -> ConnectionCommand.withAll(cli))
                .command("Queries", "groups", new GroupCommand(cli))
                .command("Queries", "pool", new PoolCommand(cli))
                .command("Queries", "slow", new SlowCommand(cli))
                .command("Queries", "query", new QueryCommand(cli))
                .group("Connections as files", new FileCommands(cli), "apply export import")
                .command("This console", "secrets", new SecretCommands(cli));
        groups.addTo(root, first);
        takeEnvironment(root, cli);
        root.getSubcommands().forEach((name, command) -> {
            if (ABOUT_CONNECTIONS.contains(name)) {
                takeEnvironmentWithAll(command, cli);
            }
        });
        return root;
    }

    private static void takeEnvironmentWithAll(CommandLine command, AlacranCli cli) {
        takeEnvironment(command, cli);
        command.getSubcommands().values().forEach(inner -> takeEnvironmentWithAll(inner, cli));
    }

    /** Not inherited by all: 'deploy' has an --env of its own, for the container's variables. */
    private static void takeEnvironment(CommandLine command, AlacranCli cli) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("--env")
                        .paramLabel("E")
                        .type(String.class)
                        .description("The environment that connections are in, such as staging;"
                                + " NAME@E says it of one name.")
                        .setter(new ISetter() {
                            @Override
                            public <T> @Nullable T set(@Nullable T value) {
                                // Null where it is not given, which is no reason to forget the variable
                                cli.environment = value == null ? cli.environment : value.toString();
                                return null;
                            }
                        })
                        .build());
    }

    @Override
    public void run() {
        throw new ParameterException(new CommandLine(this), "Which command?");
    }

    Terminal terminal() {
        return terminal;
    }

    Logins logins() {
        return logins;
    }

    boolean json() {
        return json;
    }

    /** The environment that was asked for; null to leave it to the console. */
    @Nullable
    String environment() {
        return environment;
    }

    /** A connection's name as a part of a path, in the environment that was asked for unless the name says its own. */
    String path(String connection) {
        return "/connections/" + Console.encode(named(connection));
    }

    /** A name in the environment that was asked for, unless it says its own or none was. */
    String named(String name) {
        return environment == null || name.indexOf('@') >= 0 ? name : name + "@" + environment;
    }

    /** The console that is logged in to. */
    Console console() {
        Login login = logins.current();
        if (login.token() == null) {
            throw Failure.noConsole(
                    "Not logged in to " + login.url() + ".",
                    "Make an API token in its settings, then: ./alacran cli login --url " + login.url());
        }
        return new Console(login);
    }

    /** Prints an answer as it came, on request; whether it did. */
    boolean printedJson(JsonNode answer) {
        if (json) {
            terminal.println(answer.toPrettyString());
        }
        return json;
    }

    static String version() {
        return Optional.ofNullable(AlacranCli.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private static int failed(Terminal terminal, Exception e) {
        terminal.out().flush();
        switch (e) {
            case Failure failure -> {
                terminal.note(failure.text());
                return failure.exitCode();
            }
            case UncheckedIOException io -> terminal.note("Reading or writing here failed: " + io.getMessage());
            // Its words may hold anything, a secret too, so only its kind is told.
            default ->
                terminal.note("The command line met a fault of its own ("
                        + e.getClass().getSimpleName() + " at "
                        + Optional.of(e.getStackTrace())
                                .filter(s -> s.length > 0)
                                .map(s -> s[0].toString())
                                .orElse("?")
                        + "); please report it.");
        }
        return Failure.FAILED;
    }

    private static int misused(Terminal terminal, ParameterException e) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        // What is left over on these command lines may well be a token.
        boolean secret = e instanceof UnmatchedArgumentException && name.matches(".* (login|setup)");
        terminal.note(secret ? "There are arguments that this command does not take." : String.valueOf(e.getMessage()));
        terminal.err().println(Text.safe(name).isEmpty() ? "" : "'" + name + " --help' tells how it is used.");
        return Failure.USAGE;
    }
}
