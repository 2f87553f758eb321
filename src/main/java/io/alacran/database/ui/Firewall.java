package io.alacran.database.ui;

/** Commands for the host's firewall. */
final class Firewall {

    private Firewall() {}

    /**
     * Closes a published port to all but one address. Docker evaluates the chain {@code DOCKER-USER} before its own rules;
     * by then the port is translated, so the rule asks for the original one.
     *
     * @see <a href="https://docs.docker.com/engine/network/packet-filtering-firewalls/">Docker and iptables</a>
     */
    static String onlyFrom(String address, int hostPort) {
        return "iptables -I DOCKER-USER -p tcp -m conntrack --ctdir ORIGINAL --ctorigdstport " + hostPort + " ! -s "
                + address + " -j DROP";
    }
}
