package io.alacran.bastion.internal;

import io.alacran.bastion.TunnelRecipe;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.problem.InvalidInputException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes down how to open a tunnel. */
@Component
class Recipes {

    private static final String NOBODY = "USER";
    private static final int SHIFT = 10_000;

    private final Databases databases;
    private final BastionStore store;

    Recipes(Databases databases, BastionStore store) {
        this.databases = databases;
        this.store = store;
    }

    TunnelRecipe recipe(
            String name, @Nullable Integer wantedPort, String host, @Nullable String account, int bastionPort) {
        ManagedDatabase database = databases.get(name);
        if (wantedPort != null && (wantedPort < 1 || wantedPort > 65_535)) {
            throw new InvalidInputException("localPort", wantedPort + " is not a port; ports go from 1 to 65535");
        }
        if (account != null && !AccountForm.NAME.matcher(account).matches()) {
            throw new InvalidInputException("user", "\"" + account + "\" is not the name of an account");
        }
        int localPort = wantedPort == null ? usual(database.port()) : wantedPort;
        String user = account == null ? firstFor(name) : account;
        String target = database.internalAddress();
        String alias = "alacran-" + name;
        String command = "ssh -N -L " + localPort + ":" + target + " " + user + "@" + host + " -p " + bastionPort;
        String config = """
                Host %s
                    HostName %s
                    Port %d
                    User %s
                    LocalForward 127.0.0.1:%d %s
                    SessionType none
                    ExitOnForwardFailure yes
                    ServerAliveInterval 30
                """.formatted(alias, host, bastionPort, user, localPort, target);
        return new TunnelRecipe(command, config, alias, user, host, bastionPort, localPort, target);
    }

    /** Not the database's own port, where a person's own database may listen: 15432 for 5432. */
    private static int usual(int port) {
        return port + SHIFT <= 65_535 ? port + SHIFT : port;
    }

    private String firstFor(String database) {
        Instant now = Instant.now();
        return store.accounts().stream()
                .map(BastionStore.Row::account)
                .filter(a -> a.usable(now) && a.mayReach(database))
                .map(BastionPolicy.Account::name)
                .findFirst()
                .orElse(NOBODY);
    }
}
