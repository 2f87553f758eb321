package io.alacran.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Commands that a person would type. */
final class Shell {

    private Shell() {}

    /** What a command gave: both streams, and its exit code. */
    record Result(int exitCode, String output) {

        /** The output of a command that has to succeed. */
        String orFail() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + ": " + output);
            }
            return output.strip();
        }
    }

    static Result run(Map<String, String> environment, String... command) {
        return run(environment, "", command);
    }

    /** @param input what is typed into it, which has to be short */
    static Result run(Map<String, String> environment, String input, String[] command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("it did not end: " + String.join(" ", command));
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static Result run(String... command) {
        return run(Map.of(), command);
    }

    static String docker(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "docker";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return run(command).orFail();
    }

    /**
     * Pauses a database just after a probe of it ended. Engine 20.10 never wakes a container again that is paused while a
     * command is being started in it, and then answers nothing about it either.
     */
    static void pauseBetweenProbes(String container) {
        String script = "read -r _ < <(timeout 60 docker events --filter container=\"$1\" --filter event=exec_die"
                + " 2> /dev/null) && docker pause \"$1\"";
        run("bash", "-c", script, "pause", container).orFail();
    }
}
