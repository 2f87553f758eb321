package io.alacran.connectionfile.internal;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.Connections;
import io.alacran.connection.Groups;
import io.alacran.connection.NamedConnection;
import io.alacran.connectionfile.ConnectionFiles.Action;
import io.alacran.connectionfile.ConnectionFiles.Change;
import io.alacran.connectionfile.ConnectionFiles.FieldChange;
import io.alacran.connectionfile.ConnectionFiles.Note;
import io.alacran.connectionfile.ConnectionFiles.Outcome;
import io.alacran.connectionfile.internal.ConnectionFile.Section;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.problem.FieldError;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One file that is applied: first everything is looked at, and only when nothing is wrong is anything done. */
final class Applying {

    private record Step(Change change, Runnable work) {}

    private final Connections connections;
    private final Groups groups;
    private final Predicate<String> isSet;
    private final List<NamedConnection> present;
    private final Mistakes mistakes = new Mistakes();
    private final List<Step> steps = new ArrayList<>();
    private final List<Change> kept = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private int unchanged;

    /** @param isSet whether the console's environment has a variable of that name */
    Applying(Connections connections, Groups groups, Predicate<String> isSet) {
        this.connections = connections;
        this.groups = groups;
        this.isSet = isSet;
        this.present = connections.list();
    }

    /** @throws io.alacran.problem.InvalidInputException naming every mistake with its line */
    void plan(String yaml, boolean prune) {
        ConnectionFile file = ConnectionFile.read(yaml, mistakes);
        file.environments().forEach((environment, section) -> plan(environment, section, prune));
        mistakes.complain();
    }

    Outcome outcome(boolean dryRun) {
        List<Change> changes = new ArrayList<>(steps.stream().map(Step::change).toList());
        changes.addAll(kept);
        return new Outcome(dryRun, changes, unchanged, notes);
    }

    /** @throws ProblemException {@code CONFLICT} when something changed meanwhile, saying what was done before */
    void carryOut() {
        int done = 0;
        for (Step step : steps) {
            try {
                step.work().run();
                done++;
            } catch (RuntimeException e) {
                Change change = step.change();
                throw new ProblemException(
                        Kind.CONFLICT,
                        "'" + change.name() + "' of " + change.environment() + " could not be applied: "
                                + e.getMessage() + ". Of " + steps.size() + " changes " + done + " were made before.",
                        "Apply the file again: what is done already stays as it is.",
                        e);
            }
        }
    }

    private void plan(String environment, Section section, boolean prune) {
        if (section.groups() != null && !section.groups().all().isEmpty()) {
            mistakes.add(
                    section.groups().line(),
                    environment + ".groups: groups are not supported yet; take the section out of the file");
        }
        if (section.migrations() != null) {
            notes.add(new Note(section.migrations().line(), environment + ".migrations: is for other tools"));
        }
        List<Step> last = new ArrayList<>();
        section.connections().forEach((name, fields) -> {
            Boolean isDefault = section.defaultName() == null
                    ? null
                    : Boolean.valueOf(section.defaultName().text().equals(name));
            Step step = plan(environment, name, fields, isDefault);
            if (step != null) {
                // The default last: until then it is another one.
                (Boolean.TRUE.equals(isDefault) ? last : steps).add(step);
            }
        });
        steps.addAll(last);
        present.stream()
                .filter(c -> c.environment().equals(environment)
                        && !section.connections().containsKey(c.name()))
                .forEach(c -> leave(c, prune));
    }

    private void leave(NamedConnection c, boolean prune) {
        if (c.name().equals(c.managedDatabase())) {
            return;
        }
        Optional<ConnectionGroup> group = prune
                ? groups.list().stream()
                        .filter(g -> g.environment().equals(c.environment())
                                && g.members().contains(c.name()))
                        .findFirst()
                : Optional.empty();
        if (group.isPresent()) {
            mistakes.add(
                    1,
                    c.environment() + "." + c.name()
                            + ": is not in the file, and cannot be removed while it is a member" + " of the group "
                            + group.get().name());
        } else if (prune) {
            steps.addFirst(new Step(
                    new Change(Action.REMOVE, c.environment(), c.name(), List.of()),
                    () -> connections.remove(c.reference())));
        } else {
            kept.add(new Change(Action.KEEP, c.environment(), c.name(), List.of()));
        }
    }

    private @Nullable Step plan(String environment, String name, Fields fields, @Nullable Boolean isDefault) {
        Optional<NamedConnection> before = present.stream()
                .filter(c -> c.name().equals(name) && c.environment().equals(environment))
                .findFirst();
        if (fields.get("migrations") != null) {
            notes.add(new Note(
                    fields.lineOf("migrations"),
                    environment + "." + name + ".migrations: is for other tools; this console runs no migrations"));
        }
        Mistakes own = new Mistakes();
        boolean wanted = isDefault == null ? before.isPresent() && before.get().isDefault() : isDefault;
        ConnectionDraft draft = DraftReader.read(environment, name, fields, wanted, own);
        if (before.isPresent()) {
            draft = new SecretsOfDraft(connections, before.get()).kept(draft, fields, isSet, notes);
        }
        List<FieldError> refusals = SecretsOfDraft.refusals(connections, before.orElse(null), draft);
        // A bad environment is named already, once for all its connections.
        refusals.removeIf(refusal -> refusal.field().equals("environment"));
        for (FieldError refusal : refusals) {
            own.add(
                    fields.lineOf(lineField(refusal.field())),
                    environment + "." + ConnectionFile.shown(name) + "." + refusal.field() + ": " + refusal.message());
        }
        own.addTo(mistakes);
        return own.isEmpty() && mistakes.isEmpty() ? step(before.orElse(null), draft) : null;
    }

    /** The mode is the field that a refusal of "tls" is about. */
    private static String lineField(String field) {
        return field.equals("tls") ? "tls.mode" : field;
    }

    private @Nullable Step step(@Nullable NamedConnection before, ConnectionDraft draft) {
        Connections.Unsaved unsaved = connections.read(draft);
        NamedConnection after = unsaved.connection();
        List<FieldChange> differences = Differences.between(
                before == null ? Map.of() : Described.of(before).flat(),
                Described.of(after).flat());
        SecretsOfDraft.changes(connections, before, draft, differences);
        if (after.isDefault() != (before != null && before.isDefault())) {
            differences.add(new FieldChange(
                    "default", before == null ? null : "" + before.isDefault(), "" + after.isDefault()));
        }
        if (before == null) {
            return new Step(
                    new Change(Action.ADD, after.environment(), after.name(), differences),
                    () -> connections.create(draft));
        }
        if (differences.isEmpty()) {
            unchanged++;
            return null;
        }
        return new Step(
                new Change(Action.CHANGE, after.environment(), after.name(), differences),
                () -> connections.update(before.reference(), draft));
    }
}
