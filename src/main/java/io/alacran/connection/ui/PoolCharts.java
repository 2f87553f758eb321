package io.alacran.connection.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.alacran.connection.Percentiles;
import io.alacran.connection.PoolStats;
import io.alacran.uikit.LiveChart;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** A pool's numbers, and how they moved in the last two minutes. */
class PoolCharts extends Div {

    private final LiveChart sessions = new LiveChart("Sessions", "", "in use", "idle", "waiting");
    private final LiveChart waits = new LiveChart("Wait for a session", "ms", "p50", "p95", "p99");
    private final LiveChart usage = new LiveChart("Time in use", "ms", "p50", "p95", "p99");
    private final Map<String, Span> numbers = new LinkedHashMap<>();

    /** @param seen hears whether the page is in front */
    PoolCharts(Consumer<Boolean> seen) {
        addClassName("pool-charts");
        Div tiles = new Div();
        tiles.addClassName("pool-numbers");
        for (String name :
                new String[] {"In use", "Idle", "Waiting", "Open of most", "Timed out", "Opened", "Not opened"}) {
            Span number = new Span("0");
            number.addClassName("pool-number");
            Div tile = new Div(number, new Span(name));
            tile.addClassName("pool-tile");
            numbers.put(name, number);
            tiles.add(tile);
        }
        Div row = new Div(
                panel("Sessions", sessions),
                panel("Wait for a session, last minute", waits),
                panel("Time in use, last minute", usage));
        row.addClassName("pool-chart-row");
        add(tiles, row);
        sessions.addSeenListener(seen);
    }

    void clear() {
        sessions.clear();
        waits.clear();
        usage.clear();
    }

    /** Numbers and a first point. */
    void push(PoolStats now) {
        show(now);
        sessions.push(now.active(), now.idle(), now.waiting());
        push(waits, now.waits());
        push(usage, now.usage());
    }

    void show(PoolStats now) {
        set("In use", now.active());
        set("Idle", now.idle());
        set("Waiting", now.waiting());
        text("Open of most", now.total() + " / " + now.settings().max());
        set("Timed out", now.timeouts());
        set("Opened", now.opened());
        set("Not opened", now.notOpened());
    }

    private void set(String name, long value) {
        text(name, String.format(Locale.ROOT, "%,d", value));
    }

    private void text(String name, String value) {
        Span number = numbers.get(name);
        if (number != null && !value.equals(number.getText())) {
            number.setText(value);
        }
    }

    private static void push(LiveChart chart, Percentiles times) {
        chart.push(times.p50(), times.p95(), times.p99());
    }

    private static Section panel(String title, LiveChart chart) {
        Section panel = new Section(new H2(title), chart);
        panel.addClassNames("panel", "pool-chart");
        return panel;
    }
}
