package io.alacran.connection.internal;

import io.alacran.activity.ActivityLog;
import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.Connections;
import io.alacran.connection.Diagnosis;
import io.alacran.connection.NamedConnection;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import io.alacran.secret.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The named connections in the store. */
@Service
class StoredConnections implements Connections {

    private final ConnectionStore store;
    private final ConnectionForm form;
    private final ConnectionPools pools;
    private final Doctor doctor;
    private final Secrets secrets;
    private final ActivityLog activity;
    private final TransactionTemplate transaction;
    private final Set<Runnable> followers = ConcurrentHashMap.newKeySet();

    StoredConnections(
            ConnectionStore store,
            ConnectionForm form,
            ConnectionPools pools,
            Doctor doctor,
            Secrets secrets,
            ActivityLog activity,
            TransactionTemplate transaction) {
        this.store = store;
        this.form = form;
        this.pools = pools;
        this.doctor = doctor;
        this.secrets = secrets;
        this.activity = activity;
        this.transaction = transaction;
    }

    @Override
    public List<NamedConnection> list() {
        return store.list();
    }

    @Override
    public Optional<NamedConnection> find(String name) {
        return store.find(name);
    }

    @Override
    public NamedConnection get(String name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    @Override
    public NamedConnection create(ConnectionDraft draft) {
        NamedConnection made = form.read(draft, null);
        if (!add(made, encrypted(made.name(), draft.password()))) {
            throw new ProblemException(
                    Kind.CONFLICT,
                    "The name '" + made.name() + "' is taken by another connection.",
                    "Choose another name, or change that connection.");
        }
        activity.record("connection.create", made.name(), Map.of("client", made.client()));
        return made;
    }

    @Override
    public NamedConnection update(String name, ConnectionDraft draft) {
        NamedConnection present = get(name);
        NamedConnection changed = form.read(draft, present);
        Optional<String> stored = store.encryptedPassword(name);
        if (draft.password() == null && stored.isPresent() && leadsElsewhere(present, changed)) {
            throw new InvalidInputException(
                    "password",
                    "is needed again: the stored one is not sent to another address or with other encryption");
        }
        String password = draft.password() == null ? stored.orElse(null) : encrypted(name, draft.password());
        if (!Boolean.TRUE.equals(transaction.execute(t -> store.update(changed, password)))) {
            throw unknown(name);
        }
        followers.forEach(Runnable::run);
        pools.close(name);
        activity.record("connection.update", name, Map.of("client", changed.client()));
        return changed;
    }

    @Override
    public void remove(String name) {
        get(name);
        forget(name);
        activity.record("connection.remove", name, Map.of());
    }

    @Override
    public Diagnosis test(String name) {
        return doctor.examine(get(name));
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
    boolean add(NamedConnection connection, @Nullable String encryptedPassword) {
        try {
            transaction.executeWithoutResult(t -> store.insert(connection, encryptedPassword));
        } catch (DuplicateKeyException taken) {
            return false;
        }
        followers.forEach(Runnable::run);
        return true;
    }

    /** Removes one and its pool, if there is one; nothing is audited. */
    void forget(String name) {
        if (store.delete(name)) {
            pools.close(name);
            followers.forEach(Runnable::run);
        }
    }

    static ProblemException unknown(String name) {
        return new ProblemException(
                Kind.NOT_FOUND,
                "There is no connection named '" + name + "'.",
                "List the connections to see the names.");
    }

    /** Whoever may change a connection must not learn its password by that, from a server of their own. */
    private static boolean leadsElsewhere(NamedConnection present, NamedConnection changed) {
        return !Objects.equals(present.host(), changed.host())
                || !Objects.equals(present.port(), changed.port())
                || present.tls() != changed.tls();
    }

    private @Nullable String encrypted(String name, @Nullable String password) {
        return password == null || password.isEmpty() ? null : secrets.encrypt(Endpoints.passwordOwner(name), password);
    }
}
