package io.alacran.cli;

import io.alacran.cli.internal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Runs commands as a shell would, and keeps what they print. */
final class CliRun {

    private final Map<String, String> env = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private OutputStream target = out;
    private String input = "";
    private boolean interactive;

    static CliRun loggedIn(FakeConsole console) {
        return new CliRun().env("ALACRAN_URL", console.url()).env("ALACRAN_TOKEN", FakeConsole.TOKEN);
    }

    CliRun() {
        env("ALACRAN_CLI_CONFIG", "/nonexistent/alacran/cli.json");
    }

    CliRun env(String name, String value) {
        env.put(name, value);
        return this;
    }

    CliRun input(String text) {
        input = text;
        return this;
    }

    CliRun interactive() {
        interactive = true;
        return this;
    }

    CliRun to(OutputStream elsewhere) {
        target = elsewhere;
        return this;
    }

    int run(String... args) {
        return AlacranCli.run(
                new Terminal(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(target, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        interactive,
                        false),
                env,
                args);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
