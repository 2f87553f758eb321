package io.alacran.connectionfile.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs JavaScript that is written here or that a test knows, as its users would, to compare what it exports. */
final class Node {

    private static final JsonMapper JSON = new JsonMapper();

    private Node() {}

    /** What a file exports, as JSON, with a dotenv beside it that does nothing. */
    static JsonNode exports(Path directory, String source, Map<String, String> environment) throws Exception {
        Path dotenv = Files.createDirectories(directory.resolve("node_modules/dotenv"));
        Files.writeString(dotenv.resolve("index.js"), "exports.config = () => ({});");
        Path file = Files.writeString(directory.resolve("config.js"), source);
        ProcessBuilder node = new ProcessBuilder(
                        command(),
                        "-e",
                        "process.stdout.write(JSON.stringify(require(process.argv[1])))",
                        file.toString())
                .redirectErrorStream(true);
        node.environment().putAll(environment);
        Process process = node.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return JSON.readTree(said);
    }

    /** The one that the build found: it needs one too. */
    private static String command() throws IOException {
        Path vaadin = Path.of(System.getProperty("user.home"), ".vaadin");
        Stream<Path> downloaded = Files.isDirectory(vaadin) ? Files.list(vaadin) : Stream.of();
        try (downloaded) {
            return Stream.concat(
                            Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                                    .map(directory -> Path.of(directory, "node")),
                            downloaded.map(version -> version.resolve("bin/node")))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no node on the PATH nor in " + vaadin))
                    .toString();
        }
    }
}
