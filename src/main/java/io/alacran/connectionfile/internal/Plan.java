package io.alacran.connectionfile.internal;

import io.alacran.connectionfile.ConnectionFiles.Action;
import io.alacran.connectionfile.ConnectionFiles.Change;
import io.alacran.connectionfile.ConnectionFiles.FieldChange;
import io.alacran.connectionfile.ConnectionFiles.Note;
import io.alacran.connectionfile.ConnectionFiles.Outcome;
import io.alacran.connectionfile.ConnectionFiles.Thing;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a file would change, in an order in which nothing is in the way of anything else. */
final class Plan {

    /** In their order: members are there before their group, and out of it before they go; names are free once needed. */
    enum Phase {
        GROUPS_REMOVED,
        CONNECTIONS,
        /** Until then it is another one. */
        DEFAULTS,
        GROUPS_CHANGED,
        CONNECTIONS_REMOVED,
        GROUPS_ADDED,
        MIGRATIONS
    }

    private record Step(Phase phase, Change change, Runnable work) {}

    private final List<Step> steps = new ArrayList<>();
    private final List<Change> kept = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private final List<Change> done = new ArrayList<>();
    private int unchanged;

    void note(int line, String message) {
        notes.add(new Note(line, message));
    }

    List<Note> notes() {
        return notes;
    }

    void keep(Thing thing, String environment, String name) {
        kept.add(new Change(Action.KEEP, thing, environment, name, List.of()));
    }

    void remove(Phase phase, Thing thing, String environment, String name, Runnable work) {
        add(phase, new Change(Action.REMOVE, thing, environment, name, List.of()), work);
    }

    /** Nothing is done where nothing differs. */
    void change(
            Phase phase, Thing thing, String environment, String name, List<FieldChange> differences, Runnable work) {
        if (differences.isEmpty()) {
            unchanged++;
        } else {
            add(phase, new Change(Action.CHANGE, thing, environment, name, differences), work);
        }
    }

    void add(Phase phase, Change change, Runnable work) {
        steps.add(new Step(phase, change, work));
    }

    private List<Step> inOrder() {
        return steps.stream().sorted(Comparator.comparing(Step::phase)).toList();
    }

    Outcome outcome(boolean dryRun) {
        List<Change> changes =
                new ArrayList<>(inOrder().stream().map(Step::change).toList());
        changes.addAll(kept);
        return new Outcome(dryRun, changes, unchanged, notes);
    }

    /** @throws ProblemException {@code CONFLICT} when something changed meanwhile, saying what was done before */
    void carryOut() {
        for (Step step : inOrder()) {
            try {
                step.work().run();
                done.add(step.change());
            } catch (ProblemException | InvalidInputException e) {
                throw halfWay(
                        step.change(), ": " + String.valueOf(e.getMessage()).replaceFirst("\\.?$", "."), e);
            } catch (RuntimeException e) {
                // What a driver or the store says is for the log.
                throw halfWay(step.change(), ", for a reason that is in the console's log.", e);
            }
        }
    }

    private ProblemException halfWay(Change change, String why, RuntimeException cause) {
        return new ProblemException(
                Kind.CONFLICT,
                "'" + change.name() + "' of " + change.environment() + " could not be applied" + why + " Of "
                        + steps.size() + " changes " + done.size() + " were made before.",
                "Apply the file again: what is done already stays as it is.",
                cause);
    }

    /** How many were made. */
    long done(Action action) {
        return done.stream().filter(c -> c.action() == action).count();
    }
}
