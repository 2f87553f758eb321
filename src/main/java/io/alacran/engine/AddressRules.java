package io.alacran.engine;

import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses where no database is, but what must not be reached through the console: the metadata services of clouds,
 * which hand out credentials, and Docker's API. Loopback and private addresses are where databases are.
 *
 * @see <a href="https://owasp.org/www-community/attacks/Server_Side_Request_Forgery">SSRF</a>
 */
public final class AddressRules {

    /** Numbers in a row are read as an address by some resolvers, in several ways: 2130706433 and 127.1 are 127.0.0.1. */
    private static final Pattern NUMBERS =
            Pattern.compile("(0[xX][0-9a-fA-F]*|[0-9]+)(\\.(0[xX][0-9a-fA-F]*|[0-9]+))*\\.?");

    private static final Pattern FOUR_NUMBERS =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    private static final List<String> METADATA_NAMES = List.of("metadata", "metadata.google.internal", "instance-data");

    /** Of Alibaba, of Oracle, and of AWS over IPv6; the others are link-local. */
    private static final List<InetAddress> METADATA = List.of(
            InetAddress.ofLiteral("100.100.100.200"),
            InetAddress.ofLiteral("192.0.0.192"),
            InetAddress.ofLiteral("fd00:ec2::254"));

    private static final int DOCKER_FROM = 2375;
    private static final int DOCKER_TO = 2377;

    private AddressRules() {}

    /**
     * Why it may not be connected to, as far as can be told without looking the name up; empty when it may.
     *
     * @param host as {@link Endpoint#hostRefusal} allows it
     * @param port null where it is not known yet
     */
    public static Optional<String> refusal(String host, @Nullable Integer port) {
        if (port != null && port >= DOCKER_FROM && port <= DOCKER_TO) {
            return Optional.of("'" + host + "' at port " + port + " is Docker's, not a database's");
        }
        String name = host.toLowerCase(java.util.Locale.ROOT).replaceFirst("\\.$", "");
        if (METADATA_NAMES.contains(name)) {
            return Optional.of("'" + host + "' is a cloud's metadata service, not a database");
        }
        if (host.contains(":") || FOUR_NUMBERS.matcher(host).matches()) {
            return literal(host);
        }
        return NUMBERS.matcher(host).matches()
                ? Optional.of("'" + host + "' may be read as an address in several ways; write all four numbers of it")
                : Optional.empty();
    }

    /** Why an address may not be connected to; empty when it may. */
    public static Optional<String> refusal(InetAddress address) {
        String shown = "'" + address.getHostAddress() + "'";
        InetAddress real = embedded(address);
        if (real.isLinkLocalAddress() || METADATA.contains(real)) {
            return Optional.of(shown + " is where clouds have their metadata service, not a database");
        }
        boolean nowhere = real.isAnyLocalAddress()
                || real.isMulticastAddress()
                || (real instanceof Inet4Address
                        && (real.getAddress()[0] == 0 || (real.getAddress()[0] & 0xf0) == 0xf0));
        return nowhere ? Optional.of(shown + " is not the address of one machine") : Optional.empty();
    }

    /**
     * Looks a name up, once, for who connects to the address that comes back.
     *
     * @throws UnknownHostException when it has none
     * @throws ConnectException when it must not be connected to
     */
    public static InetSocketAddress place(String host, int port) throws UnknownHostException, ConnectException {
        InetAddress found = InetAddress.getByName(host);
        Optional<String> refusal = refusal(host, port).or(() -> refusal(found));
        if (refusal.isPresent()) {
            throw new ConnectException(refusal.get());
        }
        return new InetSocketAddress(found, port);
    }

    /**
     * Looks a name up and says why one of its addresses may not be connected to. Java remembers the answer for a
     * second, so that the driver, which looks it up again just afterwards, gets the same.
     *
     * @throws UnknownHostException when it has none
     */
    public static Optional<String> refusalOfAddresses(String host, int port) throws UnknownHostException {
        Optional<String> refusal = refusal(host, port);
        return refusal.isPresent()
                ? refusal
                : Arrays.stream(InetAddress.getAllByName(host))
                        .flatMap(address -> refusal(address).stream())
                        .findFirst()
                        .map(why -> "'" + host + "' resolves to " + why);
    }

    private static Optional<String> literal(String host) {
        try {
            return refusal(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.of("'" + host + "' is not an IP address");
        }
    }

    /** The IPv4 address that an IPv6 address leads to by translation (RFC 4291 2.5.5, RFC 6052, RFC 3056). */
    private static InetAddress embedded(InetAddress address) {
        if (!(address instanceof Inet6Address six)) {
            return address;
        }
        byte[] all = six.getAddress();
        boolean translated = startsWith(all, 0x00, 0x64, 0xff, 0x9b);
        boolean sixToFour = startsWith(all, 0x20, 0x02);
        boolean compatible = six.isIPv4CompatibleAddress() && !six.isLoopbackAddress() && !six.isAnyLocalAddress();
        if (!translated && !sixToFour && !compatible) {
            return address;
        }
        int at = sixToFour ? 2 : 12;
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(all, at, at + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
