package io.alacran.cli.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Follows an operation to its end and prints each step as it ends. The console sends its pictures as events; when they
 * fail to come it is asked instead, also across its restart.
 */
public final class Follower {

    private static final long REDRAW_MS = 200;
    private static final long POLL_MS = 500;
    private static final long SILENCE_MS = 10_000;
    private static final long GIVE_UP_MS = 60_000;
    private static final int NAME_WIDTH = 42;
    private static final JsonMapper JSON = new JsonMapper();

    private final Console console;
    private final Terminal terminal;
    private final PrintStream out;
    private final LinkedBlockingQueue<JsonNode> pictures = new LinkedBlockingQueue<>();
    private final Set<Integer> printed = new HashSet<>();
    private final List<String> planned = new ArrayList<>();
    private volatile boolean streaming = true;

    /** @param out where the steps go, which is standard error when standard output is for a script */
    public Follower(Console console, Terminal terminal, PrintStream out) {
        this.console = console;
        this.terminal = terminal;
        this.out = out;
    }

    /** Whether a picture is the last. */
    public static boolean ended(JsonNode operation) {
        String state = operation.path("state").asString("");
        return !state.equals("running") && !state.equals("pending");
    }

    /** Returns the last picture, of an operation that succeeded or not. */
    public JsonNode follow(JsonNode operation) {
        String path = "/operations/" + Console.encode(operation.path("id").asString(""));
        if (!ended(operation)) {
            Thread.ofVirtual().start(() -> listen(path));
        }
        try (var _ = Terminal.onInterrupt(() -> leave(operation))) {
            JsonNode picture = operation;
            long heard = System.nanoTime();
            while (true) {
                print(picture);
                if (ended(picture)) {
                    return picture;
                }
                JsonNode next = pictures.poll(terminal.interactive() ? REDRAW_MS : POLL_MS, TimeUnit.MILLISECONDS);
                long silence = (System.nanoTime() - heard) / 1_000_000;
                if (next == null && (!streaming || silence > SILENCE_MS)) {
                    next = ask(path, operation, silence);
                }
                if (next != null) {
                    picture = next;
                    heard = System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.of("Interrupted.", null);
        }
    }

    private @Nullable JsonNode ask(String path, JsonNode operation, long silence) {
        try {
            return console.get(path);
        } catch (Failure e) {
            if (e.exitCode() == Failure.NO_CONSOLE && silence < GIVE_UP_MS) {
                return null;
            }
            terminal.note("The operation may go on: alacran cli operation "
                    + operation.path("id").asString("") + " --follow");
            throw e;
        }
    }

    private void leave(JsonNode operation) {
        terminal.note("\nThe operation goes on: alacran cli operation "
                + operation.path("id").asString("") + " --follow");
    }

    private void listen(String path) {
        try (BufferedReader events = new BufferedReader(new InputStreamReader(
                console.stream("GET", path, "text/event-stream", null).body(), StandardCharsets.UTF_8))) {
            StringBuilder data = new StringBuilder();
            for (String line = events.readLine(); line != null; line = events.readLine()) {
                if (line.startsWith("data:")) {
                    data.append(line, "data:".length(), line.length()).append('\n');
                } else if (line.isEmpty() && !data.isEmpty()) {
                    pictures.add(JSON.readTree(data.toString()));
                    data.setLength(0);
                }
            }
        } catch (IOException | Failure | JacksonException e) {
            // The pictures are asked for from now on, and that says what is wrong if it stays wrong.
        } finally {
            streaming = false;
        }
    }

    private void print(JsonNode operation) {
        StringBuilder screen = new StringBuilder(terminal.interactive() ? "\r\033[K" : "");
        int index = 0;
        if (planned.isEmpty()) {
            operation
                    .path("steps")
                    .forEach(step -> planned.add(step.path("name").asString("")));
        }
        for (JsonNode step : operation.path("steps")) {
            index++;
            String state = step.path("state").asString("");
            if (state.equals("pending")) {
                continue;
            }
            if (!state.equals("running")) {
                if (printed.add(index)) {
                    screen.append(done(step)).append(System.lineSeparator());
                }
            } else if (terminal.interactive()) {
                screen.append(running(step));
            }
        }
        out.print(screen);
        out.flush();
    }

    private String done(JsonNode step) {
        String state = step.path("state").asString("");
        String end = "  %s %10s  "
                .formatted(
                        head(step),
                        Text.took(
                                step.path("startedAt").asString(""),
                                step.path("endedAt").asString("")));
        String message = state.equals("succeeded")
                ? ""
                : ": " + Text.safe(step.path("message").asString(""));
        return end + terminal.state(state.equals("succeeded") ? "done" : state) + (message.equals(": ") ? "" : message);
    }

    private String running(JsonNode step) {
        double progress = step.path("progress").asDouble(0);
        return "  %s %10s  %s"
                .formatted(
                        head(step),
                        Text.took(
                                step.path("startedAt").asString(""),
                                Instant.now().toString()),
                        progress > 0 ? String.format(Locale.ROOT, "%.0f %%", progress * 100) : "");
    }

    /** Counts by the plan at the beginning: what a failure leaves out or puts in between has no number in it. */
    private String head(JsonNode step) {
        String name = step.path("name").asString("");
        int index = planned.indexOf(name) + 1;
        String count = index + "/" + planned.size();
        String shown = index == 0 ? " ".repeat(count.length()) : count;
        return String.format("%s %-" + NAME_WIDTH + "s", shown, cut(Text.safe(name)));
    }

    private static String cut(String name) {
        return name.length() <= NAME_WIDTH ? name : name.substring(0, NAME_WIDTH - 1) + "…";
    }
}
