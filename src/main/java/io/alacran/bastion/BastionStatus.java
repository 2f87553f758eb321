package io.alacran.bastion;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the bastion stands.
 *
 * @param state whether it runs
 * @param fingerprint of its host key, such as {@code SHA256:…}; null while there is none
 * @param hostKey the public host key, as in a {@code known_hosts} file; null while there is none
 * @param problem why it does not run although it should, or is out of touch, and what to do; null when all is well
 */
public record BastionStatus(
        BastionSettings settings,
        State state,
        @Nullable String fingerprint,
        @Nullable String hostKey,
        @Nullable String problem,
        int accounts,
        int tunnels) {

    /** Whether the bastion runs. */
    public enum State {
        OFF,

        /** It is on its way, and nothing is known to be wrong. */
        STARTING,
        RUNNING,

        /** It was started in a process of its own, from which the console does not hear at the moment. */
        OUT_OF_TOUCH,

        /** It should run, and does not. */
        FAILED;

        /** As the API and the pages name it, such as {@code out-of-touch}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public boolean running() {
        return state == State.RUNNING;
    }
}
