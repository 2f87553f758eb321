package io.alacran.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A home of the bastion, and clients with addresses of their own, which the bastion tells apart. */
enum BastionPlace {

    /** Clients are on this machine, all of whose loopback addresses are its own. */
    EMBEDDED,

    /**
     * Docker hides the addresses of this machine, so clients are on one beside it: a network namespace with a cable to
     * here and a network of its own behind it. The addresses are those for benchmarks (RFC 2544), apart for each run.
     */
    CONTAINER;

    private static final int RUN = Math.floorMod(Console.INSTANCE.hashCode(), 32);
    private static final String MACHINE = "alacran-clients-" + RUN;
    private static final String CABLE = "alacran-" + RUN;
    private static final String FAR_END = "198.18." + RUN + ".2";

    /** The word for the home. */
    String home() {
        return this == EMBEDDED ? "embedded" : "container";
    }

    /** Where the bastion listens. */
    String address() {
        return this == EMBEDDED ? "127.0.0.1" : "198.18." + RUN + ".1";
    }

    /** One of the addresses that clients have. */
    String client(int third, int fourth) {
        return this == EMBEDDED ? "127.0." + third + "." + fourth : "198.19." + (8 * RUN + third) + "." + fourth;
    }

    /** All of them. */
    String clients() {
        return client(0, 0) + "/21";
    }

    /** Settings of the console that the home needs. */
    Map<String, String> settings() {
        return this == EMBEDDED ? Map.of() : Map.of("ALACRAN_BASTION_IMAGE", ConsoleImage.built());
    }

    /** A command, where the clients are. */
    List<String> command(List<String> command) {
        List<String> there =
                new ArrayList<>(this == EMBEDDED ? List.<String>of() : List.of("ip", "netns", "exec", MACHINE));
        there.addAll(command);
        return there;
    }

    /** Brings up the machine of the clients, if it is another; needs root then. */
    void open() {
        if (this == EMBEDDED) {
            return;
        }
        close();
        ip("netns add " + MACHINE);
        ip("link add " + CABLE + " type veth peer name eth0 netns " + MACHINE);
        ip("address add " + address() + "/30 dev " + CABLE);
        ip("link set " + CABLE + " up");
        ip("route add " + clients() + " via " + FAR_END);
        String there = "-n " + MACHINE + " ";
        ip(there + "address add " + FAR_END + "/30 dev eth0");
        ip(there + "link set eth0 up");
        ip(there + "link set lo up");
        ip(there + "route add local " + clients() + " dev lo");
        ip(there + "route add default via " + address());
    }

    private static void ip(String arguments) {
        Shell.run(("ip " + arguments).split(" ")).orFail();
    }

    /** Takes it away; what is not there is no fault. */
    void close() {
        if (this == CONTAINER) {
            Shell.run("ip", "link", "del", CABLE);
            Shell.run("ip", "netns", "del", MACHINE);
        }
    }
}
