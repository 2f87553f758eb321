package io.alacran.connectionfile.internal;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.Connections;
import io.alacran.connection.Environments;
import io.alacran.connection.Groups;
import io.alacran.connection.NamedConnection;
import io.alacran.connectionfile.ConnectionFiles.Action;
import io.alacran.connectionfile.ConnectionFiles.Change;
import io.alacran.connectionfile.ConnectionFiles.FieldChange;
import io.alacran.connectionfile.ConnectionFiles.Thing;
import io.alacran.connectionfile.internal.ConnectionFile.Section;
import io.alacran.connectionfile.internal.Plan.Phase;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.problem.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One file that is applied: first everything is looked at, and only when nothing is wrong is anything done. */
final class Applying {

    private static final String MIGRATIONS = "migrations";
    private static final String NOT_RUN = ": is kept for other tools; this console runs no migrations";

    private final Connections connections;
    private final MigrationsStore migrations;
    private final Map<String, Fields> keptMigrations;
    private final Predicate<String> isSet;
    private final boolean prune;
    private final List<NamedConnection> present;
    private final Mistakes mistakes = new Mistakes();
    private final Plan plan = new Plan();
    private final GroupsOfFile groups;

    /** All connections, as they will be. */
    private final List<NamedConnection> then;

    /** By environment, the names of those with mistakes, and of those that are pruned. */
    private final Map<String, Set<String>> wrong = new HashMap<>();

    private final Map<String, Set<String>> removed = new HashMap<>();

    /** @param isSet whether the console's environment has a variable of that name */
    Applying(
            Connections connections,
            Groups groups,
            MigrationsStore migrations,
            Predicate<String> isSet,
            boolean prune) {
        this.connections = connections;
        this.migrations = migrations;
        this.keptMigrations = migrations.ofConnections();
        this.isSet = isSet;
        this.prune = prune;
        this.present = connections.list();
        this.then = new ArrayList<>(present);
        this.groups = new GroupsOfFile(groups, prune, mistakes, plan);
    }

    /** @throws io.alacran.problem.InvalidInputException naming every mistake with its line */
    Plan plan(String yaml) {
        ConnectionFile file = ConnectionFile.read(yaml, mistakes);
        file.environments().forEach(this::planConnections);
        file.environments()
                .forEach((environment, section) -> groups.plan(
                        environment,
                        section,
                        new GroupsOfFile.Then(
                                then,
                                wrong.getOrDefault(environment, Set.of()),
                                removed.getOrDefault(environment, Set.of()))));
        Map<String, Fields> ofEnvironments = migrations.ofEnvironments();
        file.environments()
                .forEach((environment, section) ->
                        planMigrations(environment, section, ofEnvironments.getOrDefault(environment, new Fields(0))));
        mistakes.complain();
        return plan;
    }

    private void planConnections(String environment, Section section) {
        section.connections().forEach((name, fields) -> {
            Boolean isDefault = section.defaultName() == null
                    ? null
                    : Boolean.valueOf(section.defaultName().text().equals(name));
            plan(environment, name, fields, isDefault, section);
        });
        present.stream()
                .filter(c -> c.environment().equals(environment)
                        && !section.connections().containsKey(c.name())
                        && !c.name().equals(c.managedDatabase()))
                .forEach(this::leave);
    }

    /** Those of the environment as a whole; where the file does not speak of them they stay. */
    private void planMigrations(String environment, Section section, Fields before) {
        boolean any = !before.all().isEmpty();
        Fields after = section.migrations();
        if (after == null) {
            if (any && prune) {
                after = new Fields(0);
            } else {
                if (any) {
                    plan.keep(Thing.MIGRATIONS, environment, MIGRATIONS);
                }
                return;
            }
        } else if (!after.all().isEmpty()) {
            plan.note(after.line(), environment + "." + MIGRATIONS + NOT_RUN);
            MigrationsSection.check(environment + "." + MIGRATIONS, after, mistakes);
        }
        Fields wanted = after;
        List<FieldChange> differences = MigrationsSection.differences(before, wanted);
        if (!differences.isEmpty()) {
            boolean gone = wanted.all().isEmpty();
            plan.add(
                    Phase.MIGRATIONS,
                    new Change(
                            gone ? Action.REMOVE : any ? Action.CHANGE : Action.ADD,
                            Thing.MIGRATIONS,
                            environment,
                            MIGRATIONS,
                            gone ? List.of() : differences),
                    () -> migrations.keepOfEnvironment(environment, wanted));
        }
    }

    private void leave(NamedConnection c) {
        if (prune) {
            plan.remove(
                    Phase.CONNECTIONS_REMOVED,
                    Thing.CONNECTION,
                    c.environment(),
                    c.name(),
                    () -> connections.remove(c.reference()));
            then.remove(c);
            removed.computeIfAbsent(c.environment(), _ -> new HashSet<>()).add(c.name());
        } else {
            plan.keep(Thing.CONNECTION, c.environment(), c.name());
        }
    }

    private void plan(String environment, String name, Fields fields, @Nullable Boolean isDefault, Section section) {
        Optional<NamedConnection> before = present.stream()
                .filter(c -> c.name().equals(name) && c.environment().equals(environment))
                .findFirst();
        Mistakes own = new Mistakes();
        Fields wantedMigrations = new Fields(
                fields.lineOf(MIGRATIONS),
                fields.fields(MIGRATIONS).map(Fields::all).orElse(Map.of()));
        if (!wantedMigrations.all().isEmpty()) {
            String path = environment + "." + ConnectionFile.shown(name) + "." + MIGRATIONS;
            plan.note(wantedMigrations.line(), path + NOT_RUN);
            MigrationsSection.check(path, wantedMigrations, own);
        }
        boolean wanted = isDefault == null ? before.isPresent() && before.get().isDefault() : isDefault;
        ConnectionDraft draft = DraftReader.read(environment, name, fields, wanted, own);
        if (before.isPresent()) {
            draft = new SecretsOfDraft(connections, before.get()).kept(draft, fields, isSet, plan.notes());
        }
        List<FieldError> refusals = SecretsOfDraft.refusals(connections, before.orElse(null), draft);
        // A bad environment is named already, once for all its connections.
        refusals.removeIf(refusal -> refusal.field().equals("environment"));
        // A group that has the name now is gone by then.
        refusals.removeIf(refusal -> refusal.field().equals("name") && groups.frees(environment, name, section));
        for (FieldError refusal : refusals) {
            own.add(
                    fields.lineOf(lineField(refusal.field())),
                    environment + "." + ConnectionFile.shown(name) + "." + refusal.field() + ": " + refusal.message());
        }
        if (own.isEmpty() && Environments.isWord(environment)) {
            step(before.orElse(null), draft, wantedMigrations, Boolean.TRUE.equals(isDefault));
        } else {
            own.addTo(mistakes);
            wrong.computeIfAbsent(environment, _ -> new HashSet<>()).add(name);
        }
    }

    /** The mode is the field that a refusal of "tls" is about. */
    private static String lineField(String field) {
        return field.equals("tls") ? "tls.mode" : field;
    }

    private void step(
            @Nullable NamedConnection before, ConnectionDraft draft, Fields wantedMigrations, boolean toBeDefault) {
        NamedConnection after = connections.read(draft).connection();
        if (before != null) {
            then.remove(before);
        }
        then.add(after);
        List<FieldChange> differences = Differences.between(
                before == null ? Map.of() : Described.of(before).flat(),
                Described.of(after).flat());
        SecretsOfDraft.changes(connections, before, draft, differences);
        if (after.isDefault() != (before != null && before.isDefault())) {
            differences.add(new FieldChange(
                    "default", before == null ? null : "" + before.isDefault(), "" + after.isDefault()));
        }
        boolean itself = !differences.isEmpty();
        List<FieldChange> ofMigrations = MigrationsSection.differences(
                before == null ? new Fields(0) : keptMigrations.getOrDefault(before.id(), new Fields(0)),
                wantedMigrations);
        differences.addAll(ofMigrations);
        Phase phase = toBeDefault ? Phase.DEFAULTS : Phase.CONNECTIONS;
        if (before == null) {
            plan.add(
                    phase,
                    new Change(Action.ADD, Thing.CONNECTION, after.environment(), after.name(), differences),
                    () -> migrations.keep(connections.create(draft), wantedMigrations));
        } else {
            plan.change(phase, Thing.CONNECTION, after.environment(), after.name(), differences, () -> {
                if (itself) {
                    connections.update(before.reference(), draft);
                }
                if (!ofMigrations.isEmpty()) {
                    migrations.keep(before, wantedMigrations);
                }
            });
        }
    }
}
