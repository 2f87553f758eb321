package io.alacran.database;

/**
 * A port of the host that leads to a managed database.
 *
 * @param hostPort 1 to 65535
 * @param bindAddress the host address it listens on, {@code 127.0.0.1} unless asked for more
 */
public record PortMapping(int hostPort, String bindAddress) {

    /** Reachable from this machine only. */
    public static final String LOOPBACK = "127.0.0.1";

    /** Whether other machines reach it, past the host's own firewall rules. */
    public boolean exposed() {
        return !bindAddress.startsWith("127.") && !bindAddress.equals("::1");
    }
}
