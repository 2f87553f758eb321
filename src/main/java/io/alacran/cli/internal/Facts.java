package io.alacran.cli.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What is known of one thing, a line for each; what is absent or empty is left out. */
public final class Facts {

    private final Map<String, String> lines = new LinkedHashMap<>();

    /** Adds a value of an answer. */
    public Facts add(String name, JsonNode value) {
        return add(name, value.asString(""));
    }

    /** Adds a text. */
    public Facts add(String name, String value) {
        if (!value.isBlank()) {
            lines.put(name, value);
        }
        return this;
    }

    /** Prints the names and, aligned, the values. */
    public void print(Terminal terminal) {
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        lines.forEach((name, value) ->
                terminal.println(terminal.bold(name + " ".repeat(width - name.length())) + "  " + Text.safe(value)));
    }
}
