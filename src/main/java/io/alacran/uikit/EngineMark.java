package io.alacran.uikit;

import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import java.util.Map;

/** A database engine's monogram, drawn by the style sheet in a hue of its own. */
public class EngineMark extends Span {

    private static final Map<String, String> MONOGRAMS = Map.ofEntries(
            Map.entry("postgres", "Pg"),
            Map.entry("mysql", "My"),
            Map.entry("mariadb", "Ma"),
            Map.entry("sqlserver", "Ss"),
            Map.entry("mssql", "Ss"),
            Map.entry("clickhouse", "Ch"),
            Map.entry("mongodb", "Mo"),
            Map.entry("mongo", "Mo"),
            Map.entry("redis", "Re"),
            Map.entry("sqlite", "Sq"),
            Map.entry("duckdb", "Du"),
            Map.entry("oracle", "Or"));

    /** @param engine an engine's id, such as {@code postgres}; an unknown one gets its first two letters */
    public EngineMark(String engine) {
        String id = engine.toLowerCase(Locale.ROOT);
        String letters = MONOGRAMS.getOrDefault(id, id.substring(0, Math.min(2, id.length())));
        setText(letters);
        addClassNames("engine-mark", "engine-" + id.replaceAll("[^a-z0-9]", ""));
        // The engine's name always stands beside the mark
        getElement().setAttribute("aria-hidden", "true");
    }
}
