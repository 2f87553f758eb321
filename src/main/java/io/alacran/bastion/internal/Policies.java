package io.alacran.bastion.internal;

import io.alacran.bastion.BastionSettings;
import io.alacran.database.Databases;
import io.alacran.problem.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Makes the policy from what is stored: accounts, and every managed database as a target. */
@Component
class Policies {

    private final BastionStore store;
    private final Databases databases;
    private final Map<String, BastionPolicy.Account> guests = new ConcurrentHashMap<>();
    private volatile Map<String, BastionPolicy.Target> targets = Map.of();

    Policies(BastionStore store, Databases databases) {
        this.store = store;
        this.databases = databases;
    }

    BastionPolicy now() {
        Map<String, BastionPolicy.Account> accounts = new HashMap<>(guests);
        for (BastionStore.Row row : store.accounts()) {
            accounts.put(row.account().name(), row.account());
        }
        List<String> authorities =
                store.settings().map(BastionSettings::userCaKeys).orElse(List.of());
        return new BastionPolicy(accounts, targets(), authorities);
    }

    /** While the engine does not answer, those that were there before. */
    private Map<String, BastionPolicy.Target> targets() {
        try {
            Map<String, BastionPolicy.Target> found = new HashMap<>();
            databases
                    .list()
                    .forEach(d -> found.put(
                            d.containerName(), new BastionPolicy.Target(d.name(), d.containerName(), d.port())));
            targets = Map.copyOf(found);
        } catch (ProblemException engineGone) {
            return targets;
        }
        return targets;
    }

    /** An account that is not stored, for as long as a trial takes. */
    void admit(BastionPolicy.Account guest) {
        guests.put(guest.name(), guest);
    }

    void dismiss(BastionPolicy.Account guest) {
        guests.remove(guest.name());
    }
}
