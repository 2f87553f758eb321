package io.alacran.e2e;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** docker/compose.yaml as a project of the tests' own, with whichever Compose there is. */
final class Compose {

    private final Map<String, String> environment;
    private final List<String> command;

    Compose(Map<String, String> settings) {
        environment = new HashMap<>(settings);
        environment.put("COMPOSE_PROJECT_NAME", Console.INSTANCE + "-server");
        boolean plugin = Shell.run("docker", "compose", "version").exitCode() == 0;
        command = plugin ? List.of("docker", "compose") : List.of("docker-compose");
        if (!plugin && Shell.run("sh", "-c", "command -v docker-compose").exitCode() != 0) {
            throw new AssertionError("There is no Compose, neither the plugin \"docker compose\" nor the command"
                    + " docker-compose; docker/lab/lab.sh up installs Debian's.");
        }
    }

    /** The same project with one setting more. */
    Compose with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Compose(more);
    }

    Shell.Result run(String... arguments) {
        String[] all = Stream.of(command, List.of("--file", "docker/compose.yaml"), List.of(arguments))
                .flatMap(List::stream)
                .toArray(String[]::new);
        return Shell.run(environment, all);
    }

    String orFail(String... arguments) {
        return run(arguments).orFail();
    }

    /** What a command says in a service's container, or nothing while it does not succeed. */
    String in(String service, String... command) {
        String[] all = Stream.of(List.of("exec", "-T", service), List.of(command))
                .flatMap(List::stream)
                .toArray(String[]::new);
        Shell.Result result = run(all);
        return result.exitCode() == 0 ? result.output().strip() : "";
    }
}
