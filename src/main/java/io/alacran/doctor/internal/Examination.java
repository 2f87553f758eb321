package io.alacran.doctor.internal;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.Connections;
import io.alacran.connection.Destinations;
import io.alacran.connection.Diagnosis;
import io.alacran.connection.Diagnosis.Result;
import io.alacran.connection.Doctor;
import io.alacran.connection.NamedConnection;
import io.alacran.problem.ProblemException;
import io.alacran.ssh.SshFailure.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /** The most that one check may take; each bounds what it does more narrowly. */
    static final Duration BOUND = Duration.ofSeconds(15);

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
        List<Diagnosis.Check> found = new ArrayList<>();
        boolean healthy = true;
        try (patient) {
            for (Check check : CHECKS) {
                Diagnosis.Check result = healthy
                        ? look(check, patient)
                        : new Diagnosis.Check(
                                check.id(), check.title(), Result.SKIPPED, 0, "an earlier check failed", null, null);
                healthy = healthy && result.result() != Result.FAIL;
                found.add(result);
                ended.accept(result);
            }
        }
        return new Diagnosis(healthy, List.copyOf(found));
    }

    private static Diagnosis.Check look(Check check, Patient patient) {
        long start = System.nanoTime();
        Finding finding = patient.tunnelled() && STRAIGHT.contains(check.id())
                ? Finding.skip("the SSH server connects to the database, not the console")
                : bounded(check, patient);
        long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
        return switch (finding) {
            case Finding.Pass(String what) ->
                new Diagnosis.Check(check.id(), check.title(), Result.PASS, took, what, null, null);
            case Finding.Fail(String what, String remedy, String key) ->
                new Diagnosis.Check(check.id(), check.title(), Result.FAIL, took, what, remedy, key);
            case Finding.Skip(String why) ->
                new Diagnosis.Check(check.id(), check.title(), Result.SKIPPED, took, why, null, null);
        };
    }

    private static Finding bounded(Check check, Patient patient) {
        FutureTask<Finding> looking = new FutureTask<>(() -> check.look(patient));
        Thread.ofVirtual().name("doctor-" + check.id()).start(looking);
        try {
            return looking.get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            looking.cancel(true);
            return Finding.fail(
                    "This check did not end within " + BOUND.toSeconds() + " s.",
                    "Something accepts connections and then hangs: look at the server's log and load.");
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause(), patient);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            looking.cancel(true);
            return Finding.fail("The examination was broken off.", "Start it again.");
        }
    }

    private static Finding failed(Throwable e, Patient patient) {
        String found = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String remedy = e instanceof ProblemException p ? p.remedy() : null;
        return Finding.fail(
                patient.masked(found), remedy == null ? "Look at the server's log, and at the console's." : remedy);
    }
}
