package io.alacran.bastion;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The bastion as a whole: its settings, how it stands, the tunnels that are open. */
public interface Bastion {

    BastionStatus status();

    /** Where this console itself reaches it, such as by its name on the shared network; empty while it does not run. */
    Optional<InetSocketAddress> address();

    /**
     * Puts settings in force at once; what changes is audited.
     *
     * @throws io.alacran.problem.InvalidInputException naming every bad field, a port that is taken among them
     */
    BastionStatus configure(SettingsDraft draft);

    /** Whether {@link #configure} would take settings, which it names the bad fields of if not; nothing changes. */
    void check(SettingsDraft draft);

    /** The open tunnels, the oldest first. */
    List<TunnelSession> sessions();

    /** Cuts one tunnel; its client's connection goes on. */
    void cut(String id);

    /** Cuts every tunnel; how many there were. */
    int cutAll();

    /**
     * How to open a tunnel to a database.
     *
     * @param localPort on the person's own machine; null for a usual one
     * @param host where the bastion is reached, as far as the caller knows
     * @param account whose; null for the first that may
     */
    TunnelRecipe recipe(String database, @Nullable Integer localPort, String host, @Nullable String account);

    /**
     * Tries the bastion as a client would: signs in with a key made for it, opens a tunnel, and asks the database
     * something. Whatever fails is in the steps.
     *
     * @param database null for the first that is ready
     */
    default List<TrialStep> tryOut(@Nullable String database) {
        return tryOut(database, step -> {});
    }

    /**
     * Like {@link #tryOut(String)}, telling of each step as it comes about.
     *
     * @param listener gets each step twice, on the caller's thread: as it begins, {@link TrialStep#RUNNING}, and as it
     *     ends
     */
    List<TrialStep> tryOut(@Nullable String database, Consumer<TrialStep> listener);

    /** Follows every change of settings, accounts and tunnels, on any thread, until the handle is closed. */
    AutoCloseable follow(Runnable listener);

    /** Settings as a person gave them; what is null stays as it is. */
    record SettingsDraft(
            @Nullable Boolean enabled,
            @Nullable Integer port,
            @Nullable String bindAddress,
            @Nullable String home,
            @Nullable List<String> userCaKeys) {}
}
