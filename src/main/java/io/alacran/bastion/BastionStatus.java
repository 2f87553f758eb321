package io.alacran.bastion;

import org.jspecify.annotations.Nullable;

/**
 * How the bastion stands.
 *
 * @param fingerprint of its host key, such as {@code SHA256:…}; null while there is none
 * @param hostKey the public host key, as in a {@code known_hosts} file; null while there is none
 * @param problem why it does not run although it should, and what to do; null when all is well
 */
public record BastionStatus(
        BastionSettings settings,
        boolean running,
        @Nullable String fingerprint,
        @Nullable String hostKey,
        @Nullable String problem,
        int accounts,
        int tunnels) {

    /** Whether it is on its way: on, not there yet, and nothing is known to be wrong. */
    public boolean starting() {
        return settings.enabled() && !running && problem == null;
    }
}
