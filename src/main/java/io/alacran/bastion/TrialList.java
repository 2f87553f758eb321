package io.alacran.bastion;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import io.alacran.uikit.Background;
import io.alacran.uikit.Broadcaster;
import io.alacran.uikit.LiveUpdates;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.Times;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trial of the bastion as it goes on: each step appears as it begins, and says what came of it as it ends. */
public class TrialList extends Div {

    private static final Map<String, String> STATES = Map.of(
            TrialStep.PASS, "succeeded",
            TrialStep.FAIL, "failed",
            TrialStep.RUNNING, "running",
            TrialStep.SKIPPED, "pending");

    public TrialList() {
        addClassName("trial-list");
        getElement().setAttribute("aria-live", "polite");
    }

    /**
     * Tries it, in place of what a trial before showed. It has to be attached.
     *
     * @param database null for the first that is ready
     * @param over is called when it ended, whatever came of it
     */
    public void attempt(Bastion bastion, @Nullable String database, Runnable over) {
        Steps steps = new Steps();
        removeAll();
        add(steps);
        Background.ask(
                this,
                () -> bastion.tryOut(database, steps.news::publish),
                all -> {
                    all.forEach(steps::show);
                    over.run();
                },
                failure -> {
                    Notifications.error(failure);
                    over.run();
                });
    }

    /** Those of one trial, so that late news of one never end up among another's. */
    private static final class Steps extends OrderedList {

        private final transient Broadcaster<TrialStep> news = new Broadcaster<>();
        private final transient Map<String, ListItem> items = new HashMap<>();

        Steps() {
            addClassName("operation-steps");
            LiveUpdates.follow(this, news::follow, heard -> heard.forEach(this::show));
        }

        void show(TrialStep step) {
            ListItem item = items.computeIfAbsent(step.id(), id -> {
                ListItem fresh = new ListItem();
                add(fresh);
                return fresh;
            });
            item.setClassName("operation-step operation-step-" + STATES.getOrDefault(step.result(), "pending"));
            boolean runs = step.result().equals(TrialStep.RUNNING);
            Span time = new Span(runs ? "" : Times.length(Duration.ofMillis(step.tookMs())));
            time.addClassName("operation-time");
            item.removeAll();
            item.add(new Span(step.title()), time);
            say(item, runs ? "running" : step.found());
            if (step.remedy() != null) {
                say(item, step.remedy());
            }
        }

        private static void say(ListItem item, String words) {
            Span message = new Span(words);
            message.addClassName("operation-message");
            item.add(message);
        }
    }
}
