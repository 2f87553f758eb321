package io.alacran.connection.internal;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.ConnectionRenamed;
import io.alacran.connection.Connections;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolDraft;
import io.alacran.connection.PoolSettings;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The named connections in the store. */
@Service
class StoredConnections implements Connections {

    private final ConnectionStore store;
    private final ConnectionNames names;
    private final ConnectionForm form;
    private final ConnectionPools pools;
    private final KeptSecrets secrets;
    private final ConnectionAudit audit;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher publisher;
    private final GroupStore groups;
    private final Set<Runnable> followers = ConcurrentHashMap.newKeySet();

    StoredConnections(
            ConnectionStore store,
            ConnectionNames names,
            ConnectionForm form,
            ConnectionPools pools,
            KeptSecrets secrets,
            ConnectionAudit audit,
            TransactionTemplate transaction,
            ApplicationEventPublisher publisher,
            GroupStore groups) {
        this.store = store;
        this.names = names;
        this.form = form;
        this.pools = pools;
        this.secrets = secrets;
        this.audit = audit;
        this.transaction = transaction;
        this.publisher = publisher;
        this.groups = groups;
    }

    @Override
    public List<NamedConnection> list() {
        return store.list();
    }

    @Override
    public Optional<NamedConnection> find(String name) {
        return names.find(name);
    }

    @Override
    public NamedConnection get(String name) {
        return names.get(name);
    }

    @Override
    public Optional<NamedConnection> find(String name, String environment) {
        return names.find(name, environment);
    }

    @Override
    public NamedConnection get(String name, String environment) {
        return names.get(name, environment);
    }

    @Override
    public Optional<NamedConnection> withId(String id) {
        return store.withId(id);
    }

    @Override
    public NamedConnection create(ConnectionDraft draft) {
        NamedConnection made = form.read(draft, null);
        Credentials credentials = secrets.ofNew(made, draft);
        if (groups.has(made.name(), made.environment())) {
            throw takenByGroup(made.name());
        }
        if (!add(made, credentials)) {
            throw taken(made);
        }
        audit.record("connection.create", made, Map.of("client", made.client()));
        return made;
    }

    @Override
    public List<FieldError> refusals(@Nullable String present, ConnectionDraft draft) {
        NamedConnection before = present == null ? null : get(present);
        List<FieldError> refusals = new ArrayList<>();
        try {
            NamedConnection wanted = form.read(draft, before);
            if (before != null) {
                secrets.checkStay(draft, before, wanted);
            }
        } catch (InvalidInputException e) {
            refusals.addAll(e.errors());
        }
        String name = draft.name();
        String environment = form.environment(draft, before);
        if (name != null
                && store.find(name + "@" + environment)
                        .filter(other -> before == null || !other.id().equals(before.id()))
                        .isPresent()) {
            refusals.add(new FieldError("name", "'" + name + "' is taken by another connection of " + environment));
        } else if (name != null && groups.has(name, environment)) {
            refusals.add(new FieldError("name", "'" + name + "' is taken by a group of " + environment));
        }
        return refusals;
    }

    @Override
    public NamedConnection update(String name, Function<NamedConnection, ConnectionDraft> change) {
        String id = get(name).id();
        Change done = Objects.requireNonNull(transaction.execute(t -> {
            NamedConnection present = store.findToChange(id).orElseThrow(() -> gone(name));
            return new Change(present, changed(present, change.apply(present)));
        }));
        NamedConnection before = done.before();
        NamedConnection changed = done.after();
        boolean renamed = !changed.reference().equals(before.reference());
        if (renamed) {
            publisher.publishEvent(new ConnectionRenamed(before.reference(), changed.reference()));
        }
        audit.changed(before, changed);
        followers.forEach(Runnable::run);
        if (renamed) {
            pools.close(before.reference());
        } else {
            pools.reload(changed.reference());
        }
        return changed;
    }

    /** What a change made of what. */
    private record Change(NamedConnection before, NamedConnection after) {}

    private NamedConnection changed(NamedConnection present, ConnectionDraft draft) {
        NamedConnection changed = form.read(draft, present);
        Credentials kept = secrets.after(draft, present, changed);
        checkGroups(present, changed);
        boolean moved = !changed.environment().equals(present.environment());
        if (moved && present.isDefault() && store.hasDefault(changed.environment(), present.id())) {
            changed = changed.with(false);
        }
        try {
            store.update(changed, kept);
        } catch (DuplicateKeyException e) {
            throw taken(changed);
        }
        return changed;
    }

    /** A group has members of its own environment only, and no connection beside it has its name. */
    private void checkGroups(NamedConnection present, NamedConnection changed) {
        boolean moved = !changed.environment().equals(present.environment());
        List<String> having = moved ? groups.having(present.id()) : List.of();
        if (!having.isEmpty()) {
            throw new InvalidInputException(
                    "environment",
                    "stays '" + present.environment() + "' while it is a member of the group "
                            + String.join(" and ", having));
        }
        if ((moved || !changed.name().equals(present.name())) && groups.has(changed.name(), changed.environment())) {
            throw takenByGroup(changed.name());
        }
    }

    private static ProblemException takenByGroup(String name) {
        return new ProblemException(
                Kind.CONFLICT, "The name '" + name + "' is taken by a group.", "Choose another name.");
    }

    @Override
    public NamedConnection configurePool(String name, PoolDraft changes) {
        String id = get(name).id();
        NamedConnection changed = Objects.requireNonNull(transaction.execute(t -> {
            NamedConnection present = store.findToChange(id).orElseThrow(() -> gone(name));
            List<FieldError> errors = new ArrayList<>();
            PoolSettings settings = PoolForm.change(present.pool(), changes, errors);
            if (!errors.isEmpty()) {
                throw new InvalidInputException(errors);
            }
            store.keepPool(present.id(), settings);
            return present.with(settings);
        }));
        pools.reload(changed.reference());
        followers.forEach(Runnable::run);
        audit.record(
                "connection.pool",
                changed,
                Map.of("changed", String.join(", ", changes.asked().keySet())));
        return changed;
    }

    @Override
    public void evict(String name) {
        NamedConnection present = get(name);
        pools.evict(present.reference());
        audit.record("connection.evict", present, Map.of());
    }

    @Override
    public Set<String> storedSecrets(String name) {
        return store.credentials(get(name).id()).stored();
    }

    @Override
    public void makeDefault(String name) {
        NamedConnection present = get(name);
        transaction.executeWithoutResult(t -> store.makeDefault(present));
        audit.record("connection.default", present, Map.of());
        followers.forEach(Runnable::run);
    }

    @Override
    public void remove(String name) {
        NamedConnection present = get(name);
        List<String> having = groups.having(present.id());
        if (!having.isEmpty()) {
            throw new ProblemException(
                    Kind.CONFLICT,
                    "The connection " + name + " is a member of the group " + String.join(" and ", having) + ".",
                    "Take it out of the group first, or remove the group.");
        }
        forget(present);
        audit.record("connection.remove", present, Map.of());
    }

    @Override
    public Unsaved read(ConnectionDraft draft) {
        Optional<NamedConnection> present = Optional.ofNullable(draft.name())
                .flatMap(name ->
                        draft.environment() == null ? names.find(name) : names.find(name + "@" + draft.environment()));
        return secrets.unsaved(draft, present.orElse(null), form.read(draft, present.orElse(null)));
    }

    @Override
    public AutoCloseable follow(Runnable changed) {
        followers.add(changed);
        return () -> followers.remove(changed);
    }

    /**
     * Stores a new one and tells who follows; nothing is audited.
     *
     * @return false when its name is taken; of several at once exactly one gets it
     */
    boolean add(NamedConnection connection, Credentials credentials) {
        if (groups.has(connection.name(), connection.environment())) {
            return false;
        }
        try {
            transaction.executeWithoutResult(t -> store.insert(connection, credentials));
        } catch (DuplicateKeyException taken) {
            return false;
        }
        followers.forEach(Runnable::run);
        return true;
    }

    /** Removes one and its pool, if there is one; nothing is audited. */
    void forget(NamedConnection connection) {
        if (store.delete(connection.id())) {
            pools.close(connection.reference());
            followers.forEach(Runnable::run);
        }
    }

    private static ProblemException gone(String name) {
        return new ProblemException(
                Kind.NOT_FOUND,
                "The connection '" + name + "' was removed just now.",
                "List the connections to see the names.");
    }

    private static ProblemException taken(NamedConnection wanted) {
        return new ProblemException(
                Kind.CONFLICT,
                "The name '" + wanted.name() + "' is taken by another connection of " + wanted.environment() + ".",
                "Choose another name, or change that connection.");
    }
}
