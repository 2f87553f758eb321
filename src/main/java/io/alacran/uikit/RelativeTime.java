package io.alacran.uikit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.HasText;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A moment seen from now, such as {@code 3 minutes ago}; the browser lets it grow, by the console's clock. */
@Tag("relative-time")
@JsModule("./relative-time.ts")
class RelativeTime extends Component implements HasText, HasStyle {

    RelativeTime(@Nullable Instant moment) {
        addClassName("time");
        Instant now = Instant.now();
        if (moment == null) {
            setText("–");
            return;
        }
        setText(Times.ago(moment, now));
        getElement().setAttribute("moment", String.valueOf(moment.toEpochMilli()));
        getElement().setAttribute("now", String.valueOf(now.toEpochMilli()));
        getElement().setAttribute("title", Times.exact(moment));
    }
}
