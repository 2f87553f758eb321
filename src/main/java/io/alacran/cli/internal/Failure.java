package io.alacran.cli.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ends a command: what a person reads on standard error, and the exit code that a script reads. */
public final class Failure extends RuntimeException {

    /** What was asked for did not succeed. */
    public static final int FAILED = 1;
    /** The command line itself is not right. */
    public static final int USAGE = 2;
    /** The console does not answer, or does not know who asks. */
    public static final int NO_CONSOLE = 3;

    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final JsonMapper JSON = new JsonMapper();

    private final int exitCode;
    private final @Nullable String remedy;
    private final List<String> fields;
    private final int position;
    private final int status;

    private Failure(
            int exitCode, String message, @Nullable String remedy, List<String> fields, int position, int status) {
        super(message);
        this.status = status;
        this.exitCode = exitCode;
        this.remedy = remedy;
        this.fields = fields;
        this.position = position;
    }

    /** What was tried and found did not go well. */
    public static Failure of(String message, @Nullable String remedy) {
        return new Failure(FAILED, message, remedy, List.of(), -1, 0);
    }

    /** The arguments cannot be used. */
    public static Failure usage(String message) {
        return new Failure(USAGE, message, null, List.of(), -1, 0);
    }

    /** There is no console to talk to, or it does not know who asks. */
    public static Failure noConsole(String message, @Nullable String remedy) {
        return new Failure(NO_CONSOLE, message, remedy, List.of(), -1, 0);
    }

    /** From an answer's {@code application/problem+json}, or from its status where the body is something else. */
    static Failure ofAnswer(String url, int status, String contentType, String body) {
        JsonNode problem = contentType.contains("json") ? parse(body) : null;
        if (problem == null || !problem.isObject()) {
            return noConsole(
                    url + " answered with status " + status
                            + " and no API problem, so it may not be an Alacran console.",
                    "Check the address: alacran cli login --url URL, or ALACRAN_URL.");
        }
        JsonNode errors = problem.path("errors");
        List<String> fields = errors.valueStream()
                .map(e ->
                        e.path("field").asString("") + ": " + e.path("message").asString(""))
                .toList();
        // The detail of a bad input repeats the fields in one line, which are shown one by one.
        String text = problem.path(fields.isEmpty() ? "detail" : "title").asString("");
        if (text.isEmpty()) {
            text = problem.path("title").asString("The console answered with status " + status + ".");
        }
        String remedy = problem.path("remedy").asString(null);
        if (status == UNAUTHORIZED) {
            return new Failure(NO_CONSOLE, text, remedy == null ? "alacran cli login" : remedy, fields, -1, status);
        }
        return new Failure(
                FAILED, text, remedy, fields, problem.path("position").asInt(-1), status);
    }

    private static @Nullable JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return null;
        }
    }

    public int exitCode() {
        return exitCode;
    }

    /** Whether the console says that the thing named does not exist. */
    public boolean notFound() {
        return status == NOT_FOUND;
    }

    /** Where in a statement it is, as an offset counted from 0; negative when that is not known. */
    public int position() {
        return position;
    }

    /** The message, each bad field on a line of its own, and what to do next. */
    public String text() {
        StringBuilder text = new StringBuilder(String.valueOf(getMessage()));
        fields.forEach(field -> text.append("\n  ").append(field));
        if (remedy != null && !remedy.isBlank()) {
            text.append('\n').append(remedy);
        }
        return text.toString();
    }
}
