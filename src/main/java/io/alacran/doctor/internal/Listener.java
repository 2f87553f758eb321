package io.alacran.doctor.internal;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A listening TCP socket, from {@code /proc/net/tcp} and {@code /proc/net/tcp6} (proc(5)).
 *
 * @param loopback whether only its own machine or container reaches it
 */
record Listener(int port, boolean loopback) {

    /** {@code sl: address:port remote:port state}, hexadecimal; 0A is a socket that listens. */
    private static final Pattern LINE =
            Pattern.compile("(?m)^\\s*\\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A ");

    private static final String LOOPBACK_6 = "00000000000000000000000001000000";

    static List<Listener> read(String table) {
        return LINE.matcher(table).results().map(Listener::of).toList();
    }

    private static Listener of(java.util.regex.MatchResult line) {
        String address = line.group(1);
        // Four bytes of an address are in the machine's own order, which is the last byte first on all that matter.
        boolean loopback = address.length() == 8 ? address.endsWith("7F") : address.equals(LOOPBACK_6);
        return new Listener(Integer.parseInt(line.group(2), 16), loopback);
    }
}
