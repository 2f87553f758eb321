package io.alacran.connection.internal;

import io.alacran.activity.ActivityLog;
import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.ConnectionRenamed;
import io.alacran.connection.Connections;
import io.alacran.connection.GroupDraft;
import io.alacran.connection.GroupMember;
import io.alacran.connection.Groups;
import io.alacran.connection.NamedConnection;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The groups in the store. What was read is kept for a second, since it is asked for at every statement. */
@Service
class StoredGroups implements Groups {

    private static final long KEPT = TimeUnit.SECONDS.toNanos(1);

    /** What was read, and when by {@link System#nanoTime()}. */
    private record Read(List<ConnectionGroup> groups, long at) {}

    private final GroupStore store;
    private final GroupForm form;
    private final ReadRouter router;
    private final Connections connections;
    private final ConnectionStore table;
    private final ConnectionNames names;
    private final OwnEnvironment own;
    private final ActivityLog activity;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher publisher;
    private final Set<Runnable> followers = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Read read;

    StoredGroups(
            GroupStore store,
            GroupForm form,
            ReadRouter router,
            Connections connections,
            ConnectionStore table,
            ConnectionNames names,
            OwnEnvironment own,
            ActivityLog activity,
            TransactionTemplate transaction,
            ApplicationEventPublisher publisher) {
        this.store = store;
        this.form = form;
        this.router = router;
        this.connections = connections;
        this.table = table;
        this.names = names;
        this.own = own;
        this.activity = activity;
        this.transaction = transaction;
        this.publisher = publisher;
        // Another name of a member, or no such member any more
        connections.follow(() -> read = null);
    }

    @Override
    public List<ConnectionGroup> list() {
        Read now = read;
        if (now == null || System.nanoTime() - now.at() > KEPT) {
            long at = System.nanoTime();
            now = new Read(store.list(), at);
            read = now;
        }
        return now.groups();
    }

    @Override
    public Optional<ConnectionGroup> find(String name) {
        return find(name, own.word());
    }

    @Override
    public Optional<ConnectionGroup> find(String name, String environment) {
        List<ConnectionGroup> all = list();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        String reference = name.indexOf('@') < 0 ? name + "@" + environment : name;
        for (ConnectionGroup group : all) {
            if (group.reference().equals(reference)) {
                return Optional.of(group);
            }
        }
        List<ConnectionGroup> called =
                all.stream().filter(group -> group.name().equals(name)).toList();
        return called.size() != 1 || own.isSet() || !table.called(name).isEmpty()
                ? Optional.empty()
                : Optional.of(called.getFirst());
    }

    @Override
    public ConnectionGroup get(String name) {
        return find(name)
                .orElseThrow(() -> names.several(name, own.word())
                        .orElseGet(() -> new ProblemException(
                                Kind.NOT_FOUND,
                                "There is no group named '" + name + "'.",
                                "List the groups to see the names.")));
    }

    @Override
    public ConnectionGroup read(
            GroupDraft draft, @Nullable ConnectionGroup present, List<NamedConnection> connections) {
        return form.read(draft, present, connections);
    }

    @Override
    public ConnectionGroup create(GroupDraft draft) {
        ConnectionGroup made = form.read(draft, null);
        write(made, null);
        record("group.create", made, Map.of("members", String.join(", ", made.members())));
        return made;
    }

    @Override
    public ConnectionGroup update(String name, GroupDraft draft) {
        ConnectionGroup present = get(name);
        ConnectionGroup changed = form.read(draft, present);
        write(changed, present);
        record("group.update", changed, Map.of("members", String.join(", ", changed.members())));
        if (!changed.reference().equals(present.reference())) {
            publisher.publishEvent(new ConnectionRenamed(present.reference(), changed.reference()));
            record("group.rename", present, Map.of("to", changed.reference()));
        }
        return changed;
    }

    private void write(ConnectionGroup group, @Nullable ConnectionGroup present) {
        boolean stays = present != null
                && present.name().equals(group.name())
                && present.environment().equals(group.environment());
        if (!stays && table.find(group.reference()).isPresent()) {
            throw taken(group, "a connection");
        }
        Map<String, String> ids = new HashMap<>();
        group.members()
                .forEach(member ->
                        ids.put(member, connections.get(group.reference(member)).id()));
        try {
            transaction.executeWithoutResult(t -> store.write(group, ids));
        } catch (DuplicateKeyException e) {
            throw taken(group, "another group");
        }
        changed();
    }

    private static ProblemException taken(ConnectionGroup group, String by) {
        return new ProblemException(
                Kind.CONFLICT, "The name '" + group.name() + "' is taken by " + by + ".", "Choose another name.");
    }

    @Override
    public void remove(String name) {
        ConnectionGroup present = get(name);
        store.delete(present.id());
        changed();
        record("group.remove", present, Map.of());
    }

    private void record(String action, ConnectionGroup of, Map<String, String> details) {
        Map<String, String> all = new TreeMap<>(details);
        all.put("environment", of.environment());
        activity.record(action, of.name(), all);
    }

    private void changed() {
        read = null;
        followers.forEach(Runnable::run);
    }

    @Override
    public List<GroupMember> members(String name) {
        return router.members(get(name));
    }

    @Override
    public List<NamedConnection> offered() {
        List<NamedConnection> offered = new ArrayList<>(connections.list());
        list().forEach(group -> offered.add(asConnection(group)));
        offered.sort(Comparator.comparing(NamedConnection::name).thenComparing(NamedConnection::environment));
        return offered;
    }

    @Override
    public NamedConnection asConnection(ConnectionGroup group) {
        return connections
                .get(group.reference(group.primary()))
                .standingFor(group.id(), group.name(), group.description());
    }

    @Override
    public Optional<NamedConnection> standIn(String name) {
        return connections.find(find(name).map(g -> g.reference(g.primary())).orElse(name));
    }

    @Override
    public AutoCloseable follow(Runnable follower) {
        Runnable own = follower::run;
        followers.add(own);
        return () -> followers.remove(own);
    }
}
