package io.alacran.bastion.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Addresses by the names that Docker's DNS knows on the shared network. What is not on a network of this container is not
 * taken: Docker passes names that it does not know on to the host's DNS, which may say anything.
 */
final class NamedAddresses implements Addresses {

    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    @Override
    public CompletableFuture<InetSocketAddress> find(BastionPolicy.Target target) {
        return CompletableFuture.supplyAsync(() -> look(target), threads);
    }

    private static InetSocketAddress look(BastionPolicy.Target target) {
        try {
            InetAddress address = InetAddress.getByName(target.host());
            if (!isNeighbour(address)) {
                throw new IllegalStateException(target.host() + " is " + address + ", which is on no network here");
            }
            return new InetSocketAddress(address, target.port());
        } catch (UnknownHostException | SocketException e) {
            throw new IllegalStateException(target.host() + " is not on the network; it does not run", e);
        }
    }

    private static boolean isNeighbour(InetAddress address) throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(i -> i.getInterfaceAddresses().stream())
                .anyMatch(own -> isNeighbour(own, address));
    }

    /** On the same network, and another one than this. */
    static boolean isNeighbour(InterfaceAddress own, InetAddress address) {
        return isNeighbour(own.getAddress(), own.getNetworkPrefixLength(), address);
    }

    static boolean isNeighbour(InetAddress own, int prefix, InetAddress address) {
        byte[] here = own.getAddress();
        byte[] there = address.getAddress();
        if (own.isLoopbackAddress() || here.length != there.length || own.equals(address)) {
            return false;
        }
        int whole = prefix / 8;
        int mask = 0xff00 >> (prefix % 8) & 0xff;
        return Arrays.equals(here, 0, whole, there, 0, whole)
                && (whole == here.length || (here[whole] & mask) == (there[whole] & mask));
    }

    @Override
    public void forget(BastionPolicy.Target target) {
        // Nothing is kept.
    }
}
