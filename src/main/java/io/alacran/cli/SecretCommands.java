package io.alacran.cli;

import io.alacran.cli.internal.Facts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The key that stored secrets are encrypted with. */
@Command(
        name = "secrets",
        description = "The key that stored passwords are encrypted with: how it stands, and another one.")
final class SecretCommands implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private final AlacranCli cli;

    SecretCommands(AlacranCli cli) {
        this.cli = cli;
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Which of its commands?");
    }

    @Command(description = "Where the key is from, and whether it is the right one; exit with 1 if it is not.")
    int status() {
        JsonNode key = cli.console().get("/secrets/key");
        if (!cli.printedJson(key)) {
            new Facts()
                    .add("key", key.path("keyId"))
                    .add("from", key.path("source"))
                    .add("trouble", key.path("trouble"))
                    .print(cli.terminal());
        }
        return key.has("trouble") ? 1 : 0;
    }

    @Command(description = "Make a new key and encrypt every stored secret with it.")
    int rotate() {
        JsonNode done = cli.console().call("POST", "/secrets/key/rotate", null);
        if (!cli.printedJson(done)) {
            cli.terminal()
                    .println(done.path("secrets").asString("0") + " secrets are encrypted with the new key "
                            + done.path("keyId").asString("") + ".");
        }
        return 0;
    }
}
