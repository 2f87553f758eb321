package io.alacran.cli;

import static io.alacran.cli.internal.Console.encode;

import io.alacran.cli.internal.Failure;
import io.alacran.cli.internal.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Makes or changes an account of the bastion. */
abstract class BastionUserCommand implements Callable<Integer> {

    private final AlacranCli cli;
    private final boolean adds;

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "A file of public keys, such as ~/.ssh/id_ed25519.pub; may be repeated.")
    private List<Path> keys = List.of();

    @Option(names = "--password", description = "Ask for a password.")
    private boolean password;

    @Option(names = "--password-stdin", description = "Read the password from standard input.")
    private boolean passwordStdin;

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description = "What it may reach; may be repeated; all databases unless told.")
    private @Nullable List<String> databases;

    @Option(names = "--expires", paramLabel = "TIME", description = "Such as 2030-12-31T18:00:00Z.")
    private @Nullable String expires;

    @Option(names = "--enabled", paramLabel = "yes|no", description = "Whether it may be used.")
    private @Nullable String enabled;

    private BastionUserCommand(AlacranCli cli, boolean adds) {
        this.cli = cli;
        this.adds = adds;
    }

    /** Makes one. */
    @Command(description = "Make an account of the bastion.")
    static final class Add extends BastionUserCommand {

        Add(AlacranCli cli) {
            super(cli, true);
        }
    }

    /** Changes one. */
    @Command(description = "Change an account; what it no longer allows is cut. An empty --expires means never.")
    static final class Change extends BastionUserCommand {

        Change(AlacranCli cli) {
            super(cli, false);
        }
    }

    @Override
    public Integer call() {
        Map<String, Object> body = new LinkedHashMap<>();
        if (!keys.isEmpty()) {
            body.put("publicKeys", lines());
        }
        if (password || passwordStdin) {
            body.put(
                    "password",
                    cli.terminal().secret("password for " + Text.safe(name), passwordStdin, "--password-stdin"));
        }
        BastionCommands.put(body, "databases", databases);
        BastionCommands.put(body, "expiresAt", expires);
        if (enabled != null) {
            if (!enabled.equals("yes") && !enabled.equals("no")) {
                throw Failure.usage("--enabled is yes or no.");
            }
            body.put("enabled", enabled.equals("yes"));
        }
        if (adds) {
            body.put("name", name);
        }
        JsonNode user = adds
                ? cli.console().call("POST", "/bastion/users", body)
                : cli.console().call("PUT", "/bastion/users/" + encode(name), body);
        if (!cli.printedJson(user)) {
            cli.terminal().println((adds ? "Made" : "Changed") + " the account " + Text.safe(name) + ".");
        }
        return 0;
    }

    /** Comments and empty lines are left out, as in an authorized_keys file. */
    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Path file : keys) {
            try {
                Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .forEach(lines::add);
            } catch (IOException e) {
                throw Failure.usage(Text.safe(file.toString()) + " cannot be read.");
            }
        }
        return lines;
    }
}
