package io.alacran.connectionfile.internal;

import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.GroupDraft;
import io.alacran.connection.Groups;
import io.alacran.connection.NamedConnection;
import io.alacran.connectionfile.ConnectionFiles.Action;
import io.alacran.connectionfile.ConnectionFiles.Change;
import io.alacran.connectionfile.ConnectionFiles.Thing;
import io.alacran.connectionfile.internal.ConnectionFile.Section;
import io.alacran.connectionfile.internal.Plan.Phase;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The groups of a file, looked at beside the connections as they will be once it is applied. */
final class GroupsOfFile {

    private static final Pattern REPLICA = Pattern.compile("replicas\\[(\\d+)]\\.connection");

    private final Groups groups;
    private final List<ConnectionGroup> present;
    private final boolean prune;
    private final Mistakes mistakes;
    private final Plan plan;

    GroupsOfFile(Groups groups, boolean prune, Mistakes mistakes, Plan plan) {
        this.groups = groups;
        this.present = groups.list();
        this.prune = prune;
        this.mistakes = mistakes;
        this.plan = plan;
    }

    /** Whether a group has that name now, but will be gone. */
    boolean frees(String environment, String name, Section section) {
        return prune
                && !section.groups().containsKey(name)
                && before(environment, name).isPresent();
    }

    private Optional<ConnectionGroup> before(String environment, String name) {
        return present.stream()
                .filter(g -> g.environment().equals(environment) && g.name().equals(name))
                .findFirst();
    }

    /**
     * The connections as they will be.
     *
     * @param all those of every environment
     * @param wrong the names of those in this one with mistakes of their own: what follows from these is not said as well
     * @param removed the names of those in this one that are pruned
     */
    record Then(List<NamedConnection> all, Set<String> wrong, Set<String> removed) {}

    void plan(String environment, Section section, Then then) {
        section.groups().forEach((name, fields) -> {
            Mistakes own = new Mistakes();
            plan(environment, name, fields, section.connections().containsKey(name), then, own);
            own.addTo(mistakes);
        });
        present.stream()
                .filter(g ->
                        g.environment().equals(environment) && !section.groups().containsKey(g.name()))
                .forEach(this::leave);
    }

    private void leave(ConnectionGroup group) {
        if (prune) {
            plan.remove(
                    Phase.GROUPS_REMOVED,
                    Thing.GROUP,
                    group.environment(),
                    group.name(),
                    () -> groups.remove(group.reference()));
        } else {
            plan.keep(Thing.GROUP, group.environment(), group.name());
        }
    }

    /** @param taken whether a connection of the file has the name */
    private void plan(String environment, String name, Fields fields, boolean taken, Then then, Mistakes own) {
        ConnectionGroup before = before(environment, name).orElse(null);
        GroupReader reader = GroupReader.of(environment, name, fields, own);
        GroupDraft draft = reader.draft(environment, name);
        if (taken
                || then.all().stream()
                        .anyMatch(c -> c.name().equals(name) && c.environment().equals(environment))) {
            reader.refused(new FieldError("name", "'" + name + "' is taken by a connection of " + environment));
        }
        try {
            ConnectionGroup after = groups.read(draft, before, then.all());
            if (own.isEmpty() && mistakes.isEmpty()) {
                step(before, after, draft);
            }
        } catch (InvalidInputException e) {
            for (FieldError error : e.errors()) {
                String member = member(error.field(), draft);
                if (member != null && then.removed().contains(member)) {
                    reader.refused(new FieldError(
                            error.field(), "'" + member + "' is not in the file, so pruning would remove it"));
                } else if ((member == null || !then.wrong().contains(member))
                        // Of the environment it is said once, at its own name.
                        && !error.field().equals("environment")) {
                    reader.refused(error);
                }
            }
        }
    }

    /** The connection that a field names, in the environment of the group. */
    private static @Nullable String member(String field, GroupDraft draft) {
        Matcher replica = REPLICA.matcher(field);
        String named = field.equals("primary")
                ? draft.primary()
                : replica.matches() && draft.replicas() != null
                        ? draft.replicas()
                                .get(Integer.parseInt(replica.group(1)))
                                .connection()
                        : null;
        String suffix = "@" + draft.environment();
        return named != null && named.endsWith(suffix) ? named.substring(0, named.length() - suffix.length()) : named;
    }

    private void step(@Nullable ConnectionGroup before, ConnectionGroup after, GroupDraft draft) {
        var differences =
                Differences.between(before == null ? Map.of() : GroupReader.flat(before), GroupReader.flat(after));
        if (before == null) {
            plan.add(
                    Phase.GROUPS_ADDED,
                    new Change(Action.ADD, Thing.GROUP, after.environment(), after.name(), differences),
                    () -> groups.create(draft));
        } else {
            plan.change(
                    Phase.GROUPS_CHANGED,
                    Thing.GROUP,
                    after.environment(),
                    after.name(),
                    differences,
                    () -> groups.update(before.reference(), draft));
        }
    }
}
