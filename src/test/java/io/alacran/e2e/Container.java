package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A container that the console did not make. It carries the tests' label, and goes with its volumes without a name. */
final class Container implements AutoCloseable {

    private static final AtomicInteger MADE = new AtomicInteger();

    private final String name = Console.INSTANCE + "-own-" + MADE.incrementAndGet();

    /** @param options of {@code docker run} */
    Container(String image, List<String> options) {
        List<String> line = new ArrayList<>(List.of("run", "-d", "--label", Ward.LABEL, "--name", name));
        line.addAll(options);
        line.add(image);
        Shell.docker(line.toArray(String[]::new));
    }

    /** Waits until a command succeeds in it, but not longer than it runs. */
    void awaitSuccess(String... command) {
        Console.await(name + " to be ready", () -> {
            assertThat(inspect("{{.State.Running}}")).as(log()).isEqualTo("true");
            return exec(command).exitCode() == 0;
        });
    }

    Shell.Result exec(String... command) {
        return exec(List.of(), command);
    }

    /** Starts a command in it and does not wait for its end. */
    void begin(String... command) {
        exec(List.of("-d"), command).orFail();
    }

    private Shell.Result exec(List<String> options, String... command) {
        List<String> line = new ArrayList<>(List.of("docker", "exec"));
        line.addAll(options);
        line.add(name);
        line.addAll(List.of(command));
        return Shell.run(line.toArray(String[]::new));
    }

    /** The exit code after the signal that its image asks for: 137 if it took longer than Docker waits, and was killed. */
    int stop() {
        Shell.docker("stop", name);
        return Integer.parseInt(inspect("{{.State.ExitCode}}"));
    }

    void start() {
        Shell.docker("start", name);
    }

    /** In the network that containers are in unless told otherwise. */
    String address() {
        return inspect("{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}");
    }

    String inspect(String template) {
        return Shell.docker("inspect", "--format", template, name);
    }

    String log() {
        return Shell.docker("logs", name);
    }

    @Override
    public void close() {
        Shell.docker("rm", "-f", "-v", name);
    }
}
