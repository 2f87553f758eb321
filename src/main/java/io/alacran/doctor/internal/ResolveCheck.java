package io.alacran.doctor.internal;

import io.alacran.database.ManagedDatabase;
import io.alacran.database.PortMapping;
import io.alacran.docker.ContainerSpec.Published;
import io.alacran.docker.Swarm;
import io.alacran.engine.AddressRules;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** The host name leads to an address, from where the console runs. */
class ResolveCheck implements Check {

    @Override
    public String id() {
        return "resolve";
    }

    @Override
    public String title() {
        return "The host name is known";
    }

    @Override
    public Finding look(Patient patient) {
        if (patient.dialect().fileBased()) {
            return Finding.skip("the database is a file");
        }
        String host = patient.endpoint().host();
        try {
            // Before anything is sent there
            Optional<String> refusal =
                    AddressRules.refusalOfAddresses(host, patient.endpoint().port());
            if (refusal.isPresent()) {
                return Finding.fail(refusal.get() + ".", "Use the address of the database's server.");
            }
            InetAddress[] found = InetAddress.getAllByName(host);
            return Finding.pass(host + " is " + found[0].getHostAddress());
        } catch (UnknownHostException e) {
            if (patient.target().isPresent()) {
                return internal(patient, patient.target().get(), host);
            }
            return InSwarm.named(patient, host)
                    .map(member -> inSwarm(patient, member, host))
                    .orElseGet(() -> Finding.fail(
                            "The name " + host + " is not known here.",
                            "Correct the host, or use an IP address. See what this machine makes of it: getent hosts "
                                    + host));
        }
    }

    /** A name of the shared network, used where that network is not. */
    private static Finding internal(Patient patient, Target target, String host) {
        String network = patient.surroundings().network().name();
        if (patient.surroundings().inContainer()) {
            return notOnTheNetwork(host, network);
        }
        String found = host + " is a name inside the network " + network
                + " only, known to containers there; the console runs outside of it.";
        Optional<ManagedDatabase> database = target.database();
        if (database.isPresent()) {
            ManagedDatabase d = database.get();
            String mapped = d.ports().isEmpty()
                    ? "Map a host port on its page, then use this machine's address and that port"
                    : "From outside use " + outside(d.ports().getFirst());
            return Finding.fail(
                    found,
                    mapped + "; inside it is " + d.internalAddress() + ". In this console the connection " + d.name()
                            + " leads there already.");
        }
        return Finding.fail(
                found,
                target.container().ports().stream()
                        .findFirst()
                        .map(p -> "From outside use " + outside(p) + ".")
                        .orElse("Publish its port (docker run -p HOST_PORT:CONTAINER_PORT), then use this machine's"
                                + " address and HOST_PORT."));
    }

    /** On any of its nodes, where this machine's list of containers does not have it. */
    private static Finding inSwarm(Patient patient, Swarm.Member member, String host) {
        String network = patient.surroundings().network().name();
        if (patient.surroundings().inContainer()) {
            return notOnTheNetwork(host, network);
        }
        int port = patient.usualPort();
        String outside = InSwarm.address(member.nodes().getFirst());
        return Finding.fail(
                host + " is a name inside the network " + network + " only, of a "
                        + (member.service() ? "service" : "container") + " that runs in the swarm, on "
                        + InSwarm.names(member.nodes()) + ".",
                member.service()
                        ? "From outside use a port that it publishes, which docker service inspect --pretty " + host
                                + " shows. With none, use " + outside + " and HOST_PORT after this, which restarts it:"
                                + " docker service update --publish-add mode=host,published=HOST_PORT,target=" + port
                                + " " + host
                        : "From outside use " + outside + " and a port that is published there: docker ps on that node"
                                + " shows them. With none, make the container anew with one: docker run -p HOST_PORT:"
                                + port + " …");
    }

    private static Finding notOnTheNetwork(String host, String network) {
        return Finding.fail(
                host + " is not known, though the console is set to be on the network " + network + ".",
                "See that the console's own container is on it: docker network connect " + network
                        + " CONSOLE_CONTAINER; or, if it runs on the host, leave out"
                        + " ALACRAN_REACHABILITY=network.");
    }

    private static String outside(PortMapping mapping) {
        return (mapping.exposed() ? "this machine's address" : mapping.bindAddress()) + " and port "
                + mapping.hostPort();
    }

    private static String outside(Published p) {
        return (p.bindAddress().equals("0.0.0.0") ? "this machine's address" : p.bindAddress()) + " and port "
                + p.hostPort();
    }
}
