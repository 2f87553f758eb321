package io.alacran.doctor.internal;

import io.alacran.docker.ContainerSpec.Published;
import java.util.Optional;

/** The host port is bound to the address that the connection uses. */
class BoundAddressCheck implements Check {

    @Override
    public String id() {
        return "bound-address";
    }

    @Override
    public String title() {
        return "The mapping is on that address";
    }

    @Override
    public Finding look(Patient patient) {
        Optional<Target> target = patient.target();
        Optional<Published> mapping = target.flatMap(Target::published);
        if (target.isEmpty() || mapping.isEmpty()) {
            return Finding.skip("no port mapping is used");
        }
        String host = patient.endpoint().host();
        int port = patient.endpoint().port();
        boolean served = target.get().container().ports().stream()
                .anyMatch(p -> p.hostPort() == port && Addresses.serves(p.bindAddress(), host));
        if (served || patient.answers()) {
            return Finding.pass(mapping.get().bindAddress() + ":" + port);
        }
        String bound = mapping.get().bindAddress();
        return Finding.fail(
                "Port " + port + " is mapped on " + bound + " only, not on " + host + ".",
                "From this machine use " + bound + ":" + port + ". For other machines map it on 0.0.0.0 on the"
                        + " database's page, or better tunnel to it over SSH: ssh -L " + port + ":" + bound + ":" + port
                        + " you@" + host);
    }
}
