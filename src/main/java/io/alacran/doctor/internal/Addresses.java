package io.alacran.doctor.internal;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/** Of hosts and networks. */
final class Addresses {

    private Addresses() {}

    /** Whether a host name or address is this machine's own; false for a name that is not known. */
    static boolean local(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress()
                    || address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException | SocketException e) {
            return false;
        }
    }

    /** Whether a port published on one address is reached by another of the same machine. */
    static boolean serves(String bindAddress, String host) {
        if (bindAddress.isEmpty() || bindAddress.equals("0.0.0.0") || bindAddress.equals("::")) {
            return true;
        }
        try {
            return InetAddress.getByName(bindAddress).equals(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Whether an address such as {@code 172.18.0.2} lies in a block such as {@code 172.18.0.0/16}. */
    static boolean within(String address, String block) {
        String[] parts = block.split("/", 2);
        try {
            byte[] one = InetAddress.ofLiteral(address).getAddress();
            byte[] net = InetAddress.ofLiteral(parts[0]).getAddress();
            int bits = parts.length > 1 ? Integer.parseInt(parts[1]) : net.length * 8;
            if (one.length != net.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((one[bit / 8] & mask) != (net[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
