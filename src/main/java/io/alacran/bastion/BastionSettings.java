package io.alacran.bastion;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How the bastion is run.
 *
 * @param port where it listens, 1 to 65535
 * @param bindAddress the address it listens at; {@code 0.0.0.0} for every IPv4 address of the machine
 * @param userCaKeys public keys, a line each; certificates that they signed for an account's name sign it in
 */
public record BastionSettings(boolean enabled, int port, String bindAddress, Home home, List<String> userCaKeys) {

    /** Every address of the machine: a bastion is there to be reached from elsewhere. */
    public static final String EVERYWHERE = "0.0.0.0";

    public BastionSettings {
        userCaKeys = List.copyOf(userCaKeys);
    }

    /** Whether it listens at all addresses of the machine. */
    public boolean everywhere() {
        return bindAddress.equals(EVERYWHERE) || bindAddress.equals("::");
    }

    /** Where it runs. */
    public enum Home {
        /** Within the console. */
        EMBEDDED,
        /** As a container of its own on the shared network. */
        CONTAINER;

        /** The word used over the API and in the store, such as {@code embedded}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The home of that word. */
        public static Optional<Home> of(String word) {
            return java.util.Arrays.stream(values())
                    .filter(h -> h.word().equals(word))
                    .findFirst();
        }
    }
}
