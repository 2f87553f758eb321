package io.alacran.uikit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How long something took, and how often it happened, by stretches of time. */
@Tag("time-chart")
@JsModule("./time-chart.ts")
public class TimeChart extends Component {

    /**
     * A stretch in which it happened; times in milliseconds.
     *
     * @param from its beginning
     */
    public record Point(Instant from, long count, long p50, long p95, long max) {}

    /** @param title what a screen reader calls it */
    public TimeChart(String title) {
        getElement().setAttribute("title-text", title);
    }

    /**
     * Draws them in the place of what was there.
     *
     * @param from where the chart begins
     * @param length of each stretch
     */
    public void show(Instant from, Instant to, Duration length, List<Point> points) {
        getElement().setProperty("from", from.toEpochMilli());
        getElement().setProperty("to", to.toEpochMilli());
        getElement().setProperty("step", length.toMillis());
        getElement()
                .setPropertyList(
                        "points",
                        points.stream()
                                .map(p -> List.of(p.from().toEpochMilli(), p.count(), p.p50(), p.p95(), p.max()))
                                .toList());
    }
}
