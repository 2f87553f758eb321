package io.alacran.bastion.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may reach what, as it is at one moment. The server asks nothing else, so that it also runs where neither the store
 * nor the engine is at hand.
 *
 * @param accounts by name
 * @param targets by host name, such as {@code srv-alacran--shop}
 * @param userCaKeys public keys, one line each, whose certificates sign accounts in
 */
public record BastionPolicy(Map<String, Account> accounts, Map<String, Target> targets, List<String> userCaKeys) {

    /** Nobody reaches anything. */
    public static final BastionPolicy NOTHING = new BastionPolicy(Map.of(), Map.of(), List.of());

    /** Stands for every database, those of the future included. */
    public static final String ALL = "*";

    private static final int LONGEST_QUOTE = 80;

    public BastionPolicy {
        accounts = Map.copyOf(accounts);
        targets = Map.copyOf(targets);
        userCaKeys = List.copyOf(userCaKeys);
    }

    /**
     * Who may sign in.
     *
     * @param publicKeys lines of an {@code authorized_keys} file
     * @param databases names, or {@link #ALL}
     */
    public record Account(
            String name,
            @Nullable String passwordHash,
            List<String> publicKeys,
            List<String> databases,
            @Nullable Instant expiresAt,
            boolean enabled) {

        boolean usable(Instant now) {
            return enabled && (expiresAt == null || now.isBefore(expiresAt));
        }

        boolean mayReach(String database) {
            return databases.contains(ALL) || databases.contains(database);
        }

        @Override
        public String toString() {
            return "Account[" + name + "]";
        }
    }

    /** Where a tunnel may lead: a managed database, by the only name and the only port it is asked for with. */
    public record Target(String database, String host, int port) {

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** The answer to a request for a tunnel. */
    public sealed interface Decision {

        /** It may be opened. */
        record Allowed(Target target) implements Decision {}

        /** It may not; the reason is for the person at the other end. */
        record Refused(String reason) implements Decision {}
    }

    /** The account when it exists and may be used now. */
    Optional<Account> usable(String name, Instant now) {
        return Optional.ofNullable(accounts.get(name)).filter(account -> account.usable(now));
    }

    /** Whether who signed in could do so again in the same way. */
    boolean upholds(Grant grant, Instant now) {
        return grant.until().isAfter(now)
                && usable(grant.account(), now)
                        .filter(account -> switch (grant.method()) {
                            case PASSWORD -> grant.credential().equals(account.passwordHash());
                            case KEY -> account.publicKeys().contains(grant.credential());
                            case CERTIFICATE -> userCaKeys.contains(grant.credential());
                        })
                        .isPresent();
    }

    /** Names are compared as they are: no other case, no trailing dot, no address, no alias. */
    Decision decide(Grant grant, String host, long port, Instant now) {
        if (port < 1 || port > 65_535) {
            return new Decision.Refused("port " + port + " is not between 1 and 65535");
        }
        Target target = targets.get(host);
        Optional<Account> account = usable(grant.account(), now);
        if (target == null || account.filter(a -> a.mayReach(target.database())).isEmpty()) {
            return new Decision.Refused("there is no database " + quote(host) + " that the account " + grant.account()
                    + " may reach; give its exact internal name, or have it added to the account");
        }
        if (target.port() != port) {
            return new Decision.Refused(host + " is reached on its own port " + target.port() + ", not on " + port);
        }
        if (!grant.opens(target)) {
            return new Decision.Refused(
                    "the key that signed in may not open " + target + "; see its options permitopen and restrict");
        }
        return new Decision.Allowed(target);
    }

    private static String quote(String host) {
        String safe = host.length() > LONGEST_QUOTE ? host.substring(0, LONGEST_QUOTE) + "..." : host;
        return "\"" + safe.replaceAll("[^\\x20-\\x7e]", "?") + "\"";
    }
}
