package io.alacran.uikit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.HasText;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.time.Instant;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A moment seen from now, such as {@code 3 minutes ago}, or the time since, such as {@code 3 min 12 s}; the browser lets
 * it grow, by the console's clock.
 */
@Tag("relative-time")
@JsModule("./relative-time.ts")
class RelativeTime extends Component implements HasText, HasStyle {

    /** @param say what the browser goes on with; null for both moments' distance in words */
    private RelativeTime(@Nullable Instant moment, @Nullable String say, BiFunction<Instant, Instant, String> words) {
        addClassName("time");
        Instant now = Instant.now();
        if (moment == null) {
            setText("–");
            return;
        }
        setText(words.apply(moment, now));
        if (say != null) {
            getElement().setAttribute("say", say);
        }
        getElement().setAttribute("moment", String.valueOf(moment.toEpochMilli()));
        getElement().setAttribute("now", String.valueOf(now.toEpochMilli()));
        getElement().setAttribute("title", Times.exact(moment));
    }

    static RelativeTime ago(@Nullable Instant moment) {
        return new RelativeTime(moment, null, Times::ago);
    }

    static RelativeTime since(@Nullable Instant moment) {
        return new RelativeTime(moment, "length", Times::passed);
    }
}
