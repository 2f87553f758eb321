package io.alacran;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The images that the lab goes without if it cannot build them. */
final class LabImage {

    private static final String MIRRORS = "{{range .RegistryConfig.Mirrors}}{{println .}}{{end}}";

    private LabImage() {}

    /** Whether it is on the machine or can be pulled; a mirror that lacks it ends the search, so that none goes further. */
    static boolean isThere(String name) {
        if (succeeds("image", "inspect", name)) {
            return true;
        }
        List<String> mirrors = output("info", "--format", MIRRORS).lines().toList();
        return (mirrors.isEmpty() || mirrors.stream().anyMatch(mirror -> has(mirror, name)))
                && succeeds("pull", "-q", name);
    }

    private static boolean has(String mirror, String name) {
        int tag = name.lastIndexOf(':');
        String repository = (name.contains("/") ? "" : "library/") + name.substring(0, tag);
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI manifest = URI.create(mirror.strip() + "v2/" + repository + "/manifests/" + name.substring(tag + 1));
            HttpRequest ask = HttpRequest.newBuilder(manifest)
                    .timeout(Duration.ofSeconds(5))
                    .header("Accept", "application/vnd.docker.distribution.manifest.v2+json")
                    .build();
            return http.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean succeeds(String... arguments) {
        return run(arguments).exitValue() == 0;
    }

    private static String output(String... arguments) {
        try {
            return new String(run(arguments).getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process run(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "docker";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.waitFor();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
