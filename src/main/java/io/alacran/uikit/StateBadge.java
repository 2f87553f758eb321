package io.alacran.uikit;

import com.vaadin.flow.component.html.Span;
import java.util.Set;

/**
 * How a thing stands: a word and a shape, coloured besides. Known words are {@code ready, healthy, checking, deploying, unhealthy, stopped,
 * failed, pending, running, starting, succeeded, rolled-back, refused}; any other is shown with a neutral shape.
 */
public class StateBadge extends Span {

    private static final Set<String> KNOWN = Set.of(
            "ready",
            "healthy",
            "checking",
            "deploying",
            "unhealthy",
            "stopped",
            "failed",
            "pending",
            "running",
            "starting",
            "succeeded",
            "rolled-back",
            "refused");

    private String shape = "other";

    /** @param word in lower case, as the API names it */
    public StateBadge(String word) {
        addClassNames("state", "state-other");
        setState(word);
    }

    /** Changes to another state, in place. */
    public final void setState(String word) {
        removeClassName("state-" + shape);
        shape = KNOWN.contains(word) ? word : "other";
        addClassName("state-" + shape);
        setText(word.replace('-', ' '));
    }
}
