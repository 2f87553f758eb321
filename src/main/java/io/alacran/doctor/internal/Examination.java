package io.alacran.doctor.internal;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.Connections;
import io.alacran.connection.Destinations;
import io.alacran.connection.Diagnosis;
import io.alacran.connection.Doctor;
import io.alacran.connection.NamedConnection;
import io.alacran.ssh.SshFailure.Stage;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** The checks in their order, from the container outwards and then inwards to the session; the first failure ends it. */
@Component
class Examination implements Doctor {

    static final List<Check> CHECKS = List.of(
            new ContainerCheck(),
            new VolumeCheck(),
            new NetworkCheck(),
            new ListeningCheck(),
            new ReadyCheck(),
            new AddressCheck(),
            new FileCheck(),
            new TunnelCheck(Stage.CONNECT),
            new TunnelCheck(Stage.HOST_KEY),
            new TunnelCheck(Stage.SIGN_IN),
            new TunnelCheck(Stage.FORWARD),
            new ResolveCheck(),
            new MappingCheck(),
            new ContainerPortCheck(),
            new BoundAddressCheck(),
            new HostPortCheck(),
            new FirewallCheck(),
            new ConnectCheck(),
            new GreetingCheck(),
            new TlsCheck(),
            new HostAllowedCheck(),
            new SessionsCheck(),
            new SignInCheck(),
            new DatabaseCheck(),
            new RightsCheck(),
            new QueryCheck(),
            new LatencyCheck(),
            new ClockCheck());

    /** What they look at is the way from the console to the database, in whose place there may be a tunnel. */
    private static final Set<String> STRAIGHT =
            Set.of("resolve", "mapping", "container-port", "bound-address", "host-port", "firewall", "connect");

    private final Connections connections;
    private final Destinations destinations;
    private final Surroundings surroundings;

    Examination(Connections connections, Destinations destinations, Surroundings surroundings) {
        this.connections = connections;
        this.destinations = destinations;
        this.surroundings = surroundings;
    }

    @Override
    public Diagnosis examine(String name, Consumer<Diagnosis.Check> ended) {
        NamedConnection connection = connections.get(name);
        return examine(
                new Patient(
                        connection,
                        destinations.dialect(connection),
                        () -> destinations.resolve(connection),
                        () -> destinations.jumpHost(connection),
                        surroundings),
                ended);
    }

    @Override
    public Diagnosis examine(ConnectionDraft draft, Consumer<Diagnosis.Check> ended) {
        Connections.Unsaved unsaved = connections.read(draft);
        return examine(
                new Patient(
                        unsaved.connection(),
                        destinations.dialect(unsaved.connection()),
                        () -> destinations.resolve(unsaved),
                        () -> destinations.jumpHost(unsaved),
                        surroundings),
                ended);
    }

    static Diagnosis examine(Patient patient, Consumer<Diagnosis.Check> ended) {
        List<Course.Step> steps = CHECKS.stream()
                .map(check -> new Course.Step(check.id(), check.title(), () -> look(check, patient)))
                .toList();
        try (patient) {
            return Course.run(steps, patient::masked, ended);
        }
    }

    private static Finding look(Check check, Patient patient) throws Exception {
        return patient.tunnelled() && STRAIGHT.contains(check.id())
                ? Finding.skip("the SSH server connects to the database, not the console")
                : check.look(patient);
    }
}
