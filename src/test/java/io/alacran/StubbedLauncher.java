package io.alacran;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The launcher in a folder of its own, on a machine where it can do no harm: it finds a few tools of the system, and else
 * programs that only write down how they were called. No engine answers, and the user may not install one.
 */
final class StubbedLauncher {

    private static final String TOOLS = "bash cat cut dirname env find grep mkdir mktemp mv readlink rm script sed"
            + " sha256sum shasum sort tail touch tr uname wc xargs";

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();

    record Answer(int exitCode, String output, String errors) {}

    StubbedLauncher(Path root) throws IOException {
        this.root = root;
        for (String tool : TOOLS.split(" ")) {
            Optional<Path> found = find(tool);
            if (found.isPresent()) {
                write("bin/" + tool, "#!/bin/sh\nexec " + found.get() + " \"$@\"\n");
            }
        }
        for (String folder : List.of(".mvn", "src/main")) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.copy(Path.of("alacran"), root.resolve("alacran"));
        Files.createDirectories(root.resolve("jdk"));
        Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"25.0.3\"\n");
        program("jdk/bin/javac", "");
        // Unpacks into the folder that it is given; there is no start-up cache; else it shows what it was started with
        program("jdk/bin/java", """
                case "$*" in
                    *jarmode=tools*) mkdir "${@: -2:1}" ;;
                    *AOTCacheOutput*) exit 1 ;;
                    *) env; printf '<%s>\\n' "$@" ;;
                esac""");
        program("mvnw", "echo jar > target/alacran.jar");
        program("docker/lab/lab.sh", "echo \"lab: ${ALACRAN_LAB:-unset}\"");
        program("bin/node", "echo v24.1.0");
        program("bin/npm", "");
        program("bin/apt-get", "");
        program("bin/docker", "exit 1");
        program("bin/id", "case $1 in -u) echo 1000 ;; *) echo ada ;; esac");
        set("PATH", root.resolve("bin").toString());
        set("HOME", root.resolve("home").toString());
        set("JAVA_HOME", root.resolve("jdk").toString());
    }

    private static Optional<Path> find(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }

    StubbedLauncher set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    StubbedLauncher asRoot() throws IOException {
        return program("bin/id", "case $1 in -u) echo 0 ;; *) echo root ;; esac");
    }

    StubbedLauncher withEngine() throws IOException {
        return program("bin/docker", "echo 28.2.2");
    }

    /** Puts a program there that writes down how it was called, and then does what the script says. */
    StubbedLauncher program(String path, String script) throws IOException {
        write(path, """
                #!/usr/bin/env bash
                echo "${0##*/} $*" >> '%s'
                %s
                """.formatted(root.resolve("calls"), script));
        return this;
    }

    private void write(String path, String script) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** How those programs were called, in order. */
    List<String> calls() throws IOException {
        Path calls = root.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    Answer run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("./alacran"));
        command.addAll(List.of(arguments));
        return answer("", command);
    }

    /** Runs it in a terminal, where an answer is typed. */
    Answer runInTerminal(String typed, String arguments) throws Exception {
        return answer(typed, List.of("script", "-qec", "./alacran " + arguments, "/dev/null"));
    }

    private Answer answer(String typed, List<String> command) throws Exception {
        Path errors = root.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(root.toFile()).redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(typed.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), output, Files.readString(errors));
    }
}
