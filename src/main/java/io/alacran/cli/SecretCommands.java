package io.alacran.cli;

import io.alacran.cli.internal.Facts;
import io.alacran.cli.internal.Text;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Command(
            description = "Go on without a key that is lost for good: forget the secrets that no key opens, by name,"
                    + " and encrypt with the present key, or a new one if there is none.")
    int reset(@Option(names = "--yes", description = "Do not ask for the word.") boolean yes) {
        JsonNode lost = cli.console().get("/secrets/key/lost").path("secrets");
        if (lost.isEmpty() && !cli.console().get("/secrets/key").has("trouble")) {
            cli.terminal().note("Every stored secret can be read; there is nothing to forget.");
            return 0;
        }
        LifecycleCommands.confirm(cli.terminal(), yes, "forget", harm(lost));
        JsonNode done = cli.console().call("POST", "/secrets/key/reset?confirm=forget", null);
        if (!cli.printedJson(done)) {
            cli.terminal()
                    .println(done.path("secrets").size()
                            + " secrets are forgotten. Passwords are encrypted with the key "
                            + done.path("keyId").asString("") + " now; store them again.");
        }
        return 0;
    }

    private static String harm(JsonNode lost) {
        String list = lost.valueStream()
                .map(secret -> "\n  " + Text.safe(secret.asString("")))
                .collect(Collectors.joining());
        return "If the key is anywhere, put it back instead: nothing is lost then. Forgotten for good are "
                + (lost.isEmpty() ? "no secrets." : lost.size() + ":" + list);
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
