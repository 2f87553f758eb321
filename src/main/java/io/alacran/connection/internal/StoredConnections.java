package io.alacran.connection.internal;

import io.alacran.activity.ActivityLog;
import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.ConnectionRenamed;
import io.alacran.connection.Connections;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolDraft;
import io.alacran.connection.PoolSettings;
import io.alacran.connection.SshTunnelDraft;
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
import java.util.TreeMap;
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
    private final ConnectionVault vault;
    private final ActivityLog activity;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher publisher;
    private final GroupStore groups;
    private final Set<Runnable> followers = ConcurrentHashMap.newKeySet();

    StoredConnections(
            ConnectionStore store,
            ConnectionNames names,
            ConnectionForm form,
            ConnectionPools pools,
            ConnectionVault vault,
            ActivityLog activity,
            TransactionTemplate transaction,
            ApplicationEventPublisher publisher,
            GroupStore groups) {
        this.store = store;
        this.names = names;
        this.form = form;
        this.pools = pools;
        this.vault = vault;
        this.activity = activity;
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
        Credentials credentials = vault.encrypted(made, draft, Credentials.NONE);
        requireSecrets(made, credentials);
        if (groups.has(made.name(), made.environment())) {
            throw takenByGroup(made.name());
        }
        if (!add(made, credentials)) {
            throw taken(made);
        }
        record("connection.create", made, Map.of("client", made.client()));
        return made;
    }

    @Override
    public List<FieldError> refusals(@Nullable String present, ConnectionDraft draft) {
        NamedConnection before = present == null ? null : get(present);
        List<FieldError> refusals = new ArrayList<>();
        try {
            NamedConnection wanted = form.read(draft, before);
            if (before != null) {
                checkSecretsStay(draft, store.credentials(before.id()), before, wanted);
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
        record(before, changed);
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

    private void record(NamedConnection before, NamedConnection changed) {
        if (!changed.name().equals(before.name())) {
            // Under both names, so that whoever looks for either finds the other.
            record("connection.rename", before, Map.of("to", changed.name()));
            record("connection.rename", changed, Map.of("from", before.name()));
        }
        if (!changed.environment().equals(before.environment())) {
            record("connection.move", changed, Map.of("from", before.environment()));
        }
        if (changed.reference().equals(before.reference())) {
            record("connection.update", changed, Map.of("client", changed.client()));
        }
    }

    private void record(String action, NamedConnection of, Map<String, String> details) {
        Map<String, String> all = new TreeMap<>(details);
        all.put("environment", of.environment());
        activity.record(action, of.name(), all);
    }

    private NamedConnection changed(NamedConnection present, ConnectionDraft draft) {
        NamedConnection changed = form.read(draft, present);
        Credentials stored = store.credentials(present.id());
        checkSecretsStay(draft, stored, present, changed);
        Credentials kept = vault.encrypted(changed, draft, stored);
        requireSecrets(changed, kept);
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
        record(
                "connection.pool",
                changed,
                Map.of("changed", String.join(", ", changes.asked().keySet())));
        return changed;
    }

    @Override
    public void evict(String name) {
        NamedConnection present = get(name);
        pools.evict(present.reference());
        record("connection.evict", present, Map.of());
    }

    @Override
    public Set<String> storedSecrets(String name) {
        return store.credentials(get(name).id()).stored();
    }

    @Override
    public void makeDefault(String name) {
        NamedConnection present = get(name);
        transaction.executeWithoutResult(t -> store.makeDefault(present));
        record("connection.default", present, Map.of());
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
        record("connection.remove", present, Map.of());
    }

    @Override
    public Unsaved read(ConnectionDraft draft) {
        Optional<NamedConnection> present = Optional.ofNullable(draft.name())
                .flatMap(name ->
                        draft.environment() == null ? names.find(name) : names.find(name + "@" + draft.environment()));
        NamedConnection wanted = form.read(draft, present.orElse(null));
        String password = wanted.passwordPlaceholder() == null ? draft.password() : null;
        String key = draft.keyPem();
        if (present.isPresent() && !leadsElsewhere(present.get(), wanted)) {
            Credentials stored = store.credentials(wanted.id());
            password = password == null ? vault.password(wanted.id(), stored) : password;
            key = key == null ? vault.key(wanted.id(), stored) : key;
        }
        return new Unsaved(wanted, password, key, sshSecrets(draft, present.orElse(null), wanted));
    }

    private SshSecrets sshSecrets(ConnectionDraft draft, @Nullable NamedConnection present, NamedConnection wanted) {
        SshTunnelDraft asked = draft.sshTunnel();
        if (asked == null) {
            return SshSecrets.NONE;
        }
        boolean kept = present != null && !SshForm.leadsElsewhere(present.sshTunnel(), wanted.sshTunnel());
        SshSecrets stored = kept ? vault.ssh(wanted.id(), store.credentials(wanted.id())) : SshSecrets.NONE;
        return new SshSecrets(
                asked.password() == null ? stored.password() : asked.password(),
                asked.privateKey() == null ? stored.privateKey() : asked.privateKey(),
                asked.passphrase() == null ? stored.passphrase() : asked.passphrase());
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

    /** Whoever may change a connection must not learn its password by that, from a server of their own. */
    private static boolean leadsElsewhere(NamedConnection present, NamedConnection changed) {
        return !Objects.equals(present.host(), changed.host())
                || !Objects.equals(present.port(), changed.port())
                || present.tls() != changed.tls()
                || !Objects.equals(present.caPem(), changed.caPem())
                || SshForm.leadsElsewhere(present.sshTunnel(), changed.sshTunnel());
    }

    private static void checkSecretsStay(
            ConnectionDraft draft, Credentials stored, NamedConnection present, NamedConnection changed) {
        boolean elsewhere = leadsElsewhere(present, changed);
        if (draft.password() == null && stored.password() != null && elsewhere) {
            throw new InvalidInputException(
                    "password",
                    "is needed again: the stored one is not sent to another address or with other encryption");
        }
        SshTunnelDraft ssh = draft.sshTunnel();
        if (ssh != null
                && ssh.password() == null
                && stored.sshPassword() != null
                && SshForm.leadsElsewhere(present.sshTunnel(), changed.sshTunnel())) {
            throw new InvalidInputException(
                    "sshTunnel.password", "is needed again: the stored one is not sent to another server");
        }
    }

    private static void requireSecrets(NamedConnection connection, Credentials credentials) {
        if (connection.certificatePem() != null && credentials.key() == null) {
            throw new InvalidInputException("tls.keyPem", "is needed with a certificate");
        }
        SshForm.missing(connection, credentials.sshPassword() != null, credentials.sshKey() != null)
                .ifPresent(why -> {
                    throw new InvalidInputException(List.of(why));
                });
    }
}
