package io.alacran.bastion;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bastion's accounts. A change takes effect at once: tunnels that it no longer allows are cut within a second. */
public interface BastionAccounts {

    /** By name. */
    List<BastionAccount> list();

    Optional<BastionAccount> find(String name);

    /** Like {@link #find} for one that must exist. */
    BastionAccount get(String name);

    /**
     * Makes an account.
     *
     * @throws io.alacran.problem.InvalidInputException naming every bad field
     */
    BastionAccount create(Draft draft);

    /**
     * Whether {@link #create}, or {@link #update} where the name exists, would take an account; nothing changes.
     *
     * @throws io.alacran.problem.InvalidInputException naming every bad field
     */
    void check(Draft draft);

    /** Changes what is given and leaves the rest; the name stays. */
    BastionAccount update(String name, Draft draft);

    void remove(String name);

    /**
     * An account as a person gave it; for a new one the defaults are in brackets.
     *
     * @param name 1 to 64 letters, digits and . _ @ - after the first; any, {@code root} too
     * @param password by the console's rules for passwords; an empty one takes it away (none)
     * @param publicKeys lines of an {@code authorized_keys} file (none)
     * @param databases names, or {@code *} (all)
     * @param expiresAt ISO 8601 with a zone; an empty one takes the expiry away (never)
     * @param enabled whether it may be used (yes)
     */
    record Draft(
            @Nullable String name,
            @Nullable String password,
            @Nullable List<String> publicKeys,
            @Nullable List<String> databases,
            @Nullable String expiresAt,
            @Nullable Boolean enabled) {

        @Override
        public String toString() {
            return "Draft[" + name + "]";
        }
    }
}
