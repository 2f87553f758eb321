package io.alacran.bastion.internal;

import io.alacran.activity.ActivityLog;
import io.alacran.bastion.BastionAccount;
import io.alacran.bastion.BastionAccounts;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** {@link BastionAccounts} in the store; the bastion hears of every change. */
@Component
class StoredAccounts implements BastionAccounts {

    private final BastionStore store;
    private final AccountForm form;
    private final ActivityLog activity;
    private final ApplicationEventPublisher events;

    /** Accounts are others now. */
    record AccountsChanged() {}

    StoredAccounts(BastionStore store, AccountForm form, ActivityLog activity, ApplicationEventPublisher events) {
        this.store = store;
        this.form = form;
        this.activity = activity;
        this.events = events;
    }

    @Override
    public List<BastionAccount> list() {
        return store.accounts().stream().map(StoredAccounts::shown).toList();
    }

    @Override
    public Optional<BastionAccount> find(String name) {
        return store.account(name).map(StoredAccounts::shown);
    }

    @Override
    public BastionAccount get(String name) {
        return shown(row(name));
    }

    @Override
    public BastionAccount create(Draft draft) {
        BastionPolicy.Account account = form.read(draft, null);
        BastionStore.Row row = new BastionStore.Row(account, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        try {
            store.insert(row);
        } catch (DuplicateKeyException e) {
            throw new InvalidInputException("name", "\"" + account.name() + "\" is taken by another account");
        }
        changed("bastion.account-create", account);
        return shown(row);
    }

    @Override
    public void check(Draft draft) {
        String name = draft.name() == null ? "" : draft.name().strip();
        form.read(draft, store.account(name).map(BastionStore.Row::account).orElse(null));
    }

    @Override
    public BastionAccount update(String name, Draft draft) {
        BastionPolicy.Account account = form.read(draft, row(name).account());
        store.update(account);
        changed("bastion.account-change", account);
        return get(name);
    }

    @Override
    public void remove(String name) {
        BastionPolicy.Account account = row(name).account();
        store.delete(name);
        changed("bastion.account-remove", account);
    }

    /** So that a new database of that name is not reached by who was allowed the old one. */
    void forget(String database) {
        for (BastionStore.Row row : store.accounts()) {
            BastionPolicy.Account a = row.account();
            if (a.databases().contains(database)) {
                List<String> rest =
                        a.databases().stream().filter(d -> !d.equals(database)).toList();
                store.update(new BastionPolicy.Account(
                        a.name(), a.passwordHash(), a.publicKeys(), rest, a.expiresAt(), a.enabled()));
            }
        }
    }

    private void changed(String action, BastionPolicy.Account account) {
        activity.record(
                action,
                account.name(),
                Map.of(
                        "databases", String.join(", ", account.databases()),
                        "enabled", String.valueOf(account.enabled()),
                        "keys", String.valueOf(account.publicKeys().size())));
        events.publishEvent(new AccountsChanged());
    }

    private BastionStore.Row row(String name) {
        return store.account(name)
                .orElseThrow(() -> new ProblemException(
                        ProblemException.Kind.NOT_FOUND, "The bastion has no account \"" + name + "\"."));
    }

    private static BastionAccount shown(BastionStore.Row row) {
        BastionPolicy.Account a = row.account();
        return new BastionAccount(
                a.name(),
                a.passwordHash() != null,
                a.publicKeys().stream()
                        .map(line -> new BastionAccount.PublicKey(
                                line,
                                AuthorizedKey.fingerprint(
                                        AuthorizedKey.parse(line).key())))
                        .toList(),
                a.databases(),
                a.expiresAt(),
                a.enabled(),
                row.createdAt());
    }
}
