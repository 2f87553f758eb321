package io.alacran.bastion.internal;

import io.alacran.bastion.TrialStep;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The steps of a trial, as they come about, and somebody who hears of each as it begins and as it ends. */
final class TrialSteps {

    private final List<TrialStep> steps = new ArrayList<>();
    private final Consumer<TrialStep> listener;
    private String id = "prepare";
    private String title = "Prepare";
    private String remedy = "Look into the console's log.";
    private long began = System.nanoTime();
    private boolean over;

    TrialSteps(Consumer<TrialStep> listener) {
        this.listener = listener;
    }

    void begin(String nextId, String nextTitle, String nextRemedy) {
        id = nextId;
        title = nextTitle;
        remedy = nextRemedy;
        began = System.nanoTime();
        over = false;
        listener.accept(new TrialStep(id, title, TrialStep.RUNNING, 0, "", null));
    }

    TrialSteps pass(String nextId, String nextTitle, String found) {
        begin(nextId, nextTitle, "");
        pass(found);
        return this;
    }

    TrialSteps fail(String nextId, String nextTitle, String found, String nextRemedy) {
        begin(nextId, nextTitle, nextRemedy);
        fail(found);
        return this;
    }

    void pass(String found) {
        add(new TrialStep(id, title, TrialStep.PASS, took(), found, null));
    }

    void fail(String found) {
        add(new TrialStep(id, title, TrialStep.FAIL, took(), found, remedy));
    }

    void skip(String found) {
        add(new TrialStep(id, title, TrialStep.SKIPPED, took(), found, remedy));
    }

    private void add(TrialStep step) {
        // Closing what is open may fail too, which says nothing new.
        if (!over) {
            steps.add(step);
            over = true;
            listener.accept(step);
        }
    }

    private long took() {
        return (System.nanoTime() - began) / 1_000_000;
    }

    List<TrialStep> list() {
        return List.copyOf(steps);
    }
}
