package io.alacran.cli.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and writes.
 *
 * @param interactive whether a person is there to see a line change and to answer
 * @param colours whether bold and dim are wanted
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive, boolean colours) {

    /** A line on standard output. */
    public void println(String line) {
        out.println(line);
    }

    /** A remark on standard error, which does not get into what a script reads. */
    public void note(String line) {
        err.println(Text.safeLines(line));
    }

    public String bold(String text) {
        return colours ? "\033[1m" + text + "\033[0m" : text;
    }

    /** A word on how something stands, in the colour that goes with it. */
    public String state(String word) {
        if (!colours) {
            return word;
        }
        return switch (word) {
            case "ready", "succeeded", "pass", "healthy" -> "\033[32m" + word + "\033[0m";
            case "failed", "fail", "unhealthy", "rolled-back" -> "\033[31m" + word + "\033[0m";
            default -> word;
        };
    }

    /** All of standard input. */
    public String readAll() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A secret from the first line of standard input, or from a person, unseen.
     *
     * @param option which asks for standard input, named where nobody can be asked
     */
    public String secret(String prompt, boolean stdin, String option) {
        java.io.Console person = System.console();
        String secret;
        if (stdin) {
            secret = line();
        } else if (interactive && person != null) {
            char[] typed = person.readPassword("%s: ", prompt);
            secret = typed == null ? null : new String(typed);
        } else {
            throw Failure.usage("There is no terminal to ask for the " + prompt + " on; give it with " + option + ".");
        }
        if (secret == null || secret.isEmpty()) {
            throw Failure.usage("The " + prompt + " is empty.");
        }
        return secret;
    }

    /** Asks a question on the terminal; an empty answer when nobody answers. */
    public String ask(String question) {
        err.print(question + " ");
        err.flush();
        String answer = line();
        return answer == null ? "" : answer.strip();
    }

    private @Nullable String line() {
        try {
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does something if the process is told to end, by Ctrl-C for one, until closed. */
    public static Interruption onInterrupt(Runnable action) {
        Thread hook = new Thread(action, "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The end has begun, and the hook is at work.
            }
        };
    }

    /** What is done if the process is told to end. */
    public interface Interruption extends AutoCloseable {
        @Override
        void close();
    }
}
