package io.alacran.uikit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.List;
import java.util.function.Consumer;

/** Up to three lines that move to the left as values come; the last two minutes of one a second are kept. */
@Tag("live-chart")
@JsModule("./live-chart.ts")
public class LiveChart extends Component {

    /**
     * A chart without values.
     *
     * @param title what a screen reader calls it
     * @param unit put behind every value; may be empty
     * @param series one to three names
     */
    public LiveChart(String title, String unit, String... series) {
        getElement().setAttribute("title-text", title);
        getElement().setProperty("unit", unit);
        getElement().setPropertyList("series", List.of(series));
    }

    /** One value for each line. */
    public void push(double... values) {
        Object[] arguments = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            arguments[i] = values[i];
        }
        getElement().callJsFunction("push", arguments);
    }

    public void clear() {
        getElement().callJsFunction("clear");
    }

    /** Tells when the browser's tab comes to the front or goes behind another. */
    public void addSeenListener(Consumer<Boolean> listener) {
        getElement()
                .addEventListener(
                        "live-chart-seen",
                        event -> listener.accept(
                                event.getEventData().get("event.detail.seen").asBoolean()))
                .addEventData("event.detail.seen");
    }
}
