package io.alacran.doctor.internal;

import io.alacran.docker.ContainerDetails;
import io.alacran.docker.ContainerInfo;
import io.alacran.docker.ContainerSpec.Published;
import io.alacran.engine.Greeting;
import io.alacran.engine.Greeting.Contact;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** No rule of this machine's firewall is in the way. One that looks so is only blamed when nothing gets through. */
class FirewallCheck implements Check {

    @Override
    public String id() {
        return "firewall";
    }

    @Override
    public String title() {
        return "This machine's firewall lets it through";
    }

    @Override
    public Finding look(Patient patient) throws UnknownHostException {
        if (patient.dialect().fileBased()) {
            return Finding.skip("the database is a file");
        }
        Greeting greeting = patient.greeting();
        if (greeting.contact() == Contact.ANSWERED) {
            return Finding.pass("packets get through");
        }
        FirewallRules rules = FirewallRules.read();
        if (!rules.readable()) {
            return Finding.skip("its rules may not be read by the console, which does not run as root");
        }
        List<String> concerning = rules.concerning(ports(patient), addresses(patient));
        if (concerning.isEmpty()) {
            return Finding.pass("no rule drops packets to " + patient.endpoint().place());
        }
        String rule = concerning.getFirst();
        return Finding.fail(
                "Nothing gets through (" + greeting.said() + "), and this machine's firewall has the rule: " + rule,
                remedy(rule));
    }

    private static String remedy(String rule) {
        return rule.startsWith("-A ")
                ? "If that is not wanted, remove it: iptables -D " + rule.substring(3)
                : "If that is not wanted, remove it; its handle is shown by: nft -a list ruleset";
    }

    private static Set<Integer> ports(Patient patient) {
        Set<Integer> ports = new HashSet<>(Set.of(patient.endpoint().port()));
        patient.target().flatMap(Target::database).ifPresent(d -> ports.add(d.port()));
        Optional<Published> mapping = patient.target().flatMap(Target::published);
        mapping.ifPresent(p -> ports.add(p.containerPort()));
        patient.container()
                .map(ContainerInfo::ports)
                .ifPresent(all -> all.stream()
                        .filter(p -> p.hostPort() == patient.endpoint().port())
                        .forEach(p -> ports.add(p.containerPort())));
        return ports;
    }

    private static Set<String> addresses(Patient patient) throws UnknownHostException {
        Set<String> addresses = new HashSet<>();
        for (InetAddress a : InetAddress.getAllByName(patient.endpoint().host())) {
            addresses.add(a.getHostAddress());
        }
        patient.details().map(ContainerDetails::addresses).ifPresent(own -> addresses.addAll(own.values()));
        return addresses;
    }
}
