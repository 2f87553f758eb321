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

/** MySQL's image, which the lab has only where Debian's unstable can be reached. */
public final class MySqlImage {

    public static final String VERSION = "9.7";
    public static final String NAME = "mysql:" + VERSION;
    public static final String MISSING = "there is no image " + NAME + "; docker/lab/lab.sh up tries to build it";

    private static final String MIRRORS = "{{range .RegistryConfig.Mirrors}}{{println .}}{{end}}";

    private MySqlImage() {}

    /** Whether it is on the machine or can be pulled; a mirror that lacks it ends the search, so that none goes further. */
    public static boolean isThere() {
        if (succeeds("image", "inspect", NAME)) {
            return true;
        }
        List<String> mirrors = output("info", "--format", MIRRORS).lines().toList();
        return (mirrors.isEmpty() || mirrors.stream().anyMatch(MySqlImage::has)) && succeeds("pull", "-q", NAME);
    }

    private static boolean has(String mirror) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI manifest = URI.create(mirror.strip() + "v2/library/mysql/manifests/" + VERSION);
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
