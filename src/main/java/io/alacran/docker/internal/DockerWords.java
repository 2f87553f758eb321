package io.alacran.docker.internal;

import com.github.dockerjava.api.exception.DockerException;
import io.alacran.docker.DockerUnavailableException;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the engine's failures mean for a person. */
final class DockerWords {

    private static final Pattern MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private DockerWords() {}

    /** The engine's own sentence, without the envelope of status code and JSON. */
    static String reason(DockerException e) {
        String text = String.valueOf(e.getMessage());
        Matcher json = MESSAGE.matcher(text);
        String found = json.find() ? json.group(1).replace("\\\"", "\"").replace("\\n", " ") : text;
        return found.replaceFirst("^Status \\d+: ", "").strip();
    }

    static boolean causedByConnection(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    static DockerUnavailableException unavailable(String host, Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = root instanceof DockerException refusal ? reason(refusal) : String.valueOf(root.getMessage());
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("permission denied")) {
            return new DockerUnavailableException(
                    "The Docker engine at " + host + " refuses this user (permission denied).",
                    "Add the user that runs the console to the group \"docker\" (sudo usermod -aG docker USER), "
                            + "sign in again and restart the console.",
                    e);
        }
        if (lower.contains("client version") || lower.contains("api version")) {
            return new DockerUnavailableException(
                    "The Docker engine at " + host + " does not speak an API version that the console knows: " + text,
                    "Update the engine to 20.10 or later.",
                    e);
        }
        return new DockerUnavailableException(
                "No Docker engine answers at " + host + " (" + text + ").",
                "Start it (systemctl start docker), or install one: on Debian and Ubuntu \"./alacran up\" does it for "
                        + "you. Where it listens elsewhere, set DOCKER_HOST and restart the console.",
                e);
    }
}
