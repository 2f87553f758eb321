package io.alacran.doctor.internal;

import io.alacran.connection.Diagnosis;
import io.alacran.database.DatabaseState;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.database.PortMapping;
import io.alacran.docker.Containers;
import io.alacran.docker.Containers.ExecResult;
import io.alacran.doctor.AddressDoctor;
import io.alacran.engine.ClientAddresses;
import io.alacran.engine.ClientAddresses.Address;
import io.alacran.engine.ClientAddresses.Guess;
import io.alacran.engine.ClientAddresses.Mistake;
import io.alacran.engine.ClientAddresses.Server;
import io.alacran.engine.EngineCatalog;
import io.alacran.engine.Probe;
import io.alacran.problem.InvalidInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the address, compares it with where the database is, and signs in as it says. That is done in the container: the way
 * there is the application's, which only it can try.
 */
@Component
class AddressExamination implements AddressDoctor {

    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final int LONGEST = 4_000;

    private final Databases databases;
    private final Containers containers;
    private final EngineCatalog engines;

    AddressExamination(Databases databases, Containers containers, EngineCatalog engines) {
        this.databases = databases;
        this.containers = containers;
        this.engines = engines;
    }

    @Override
    public Optional<String> example(ManagedDatabase database) {
        return addresses(database).map(ClientAddresses::example);
    }

    private Optional<ClientAddresses> addresses(ManagedDatabase database) {
        return engines.find(database.engine()).flatMap(engine -> engine.addresses());
    }

    @Override
    public Diagnosis examine(String name, String address, Consumer<Diagnosis.Check> ended) {
        ManagedDatabase database = databases.get(name);
        ClientAddresses addresses = addresses(database)
                .orElseThrow(() -> new InvalidInputException(
                        "address",
                        "is examined where no connection leads to a database; test a connection to " + name
                                + " instead"));
        if (address.isBlank()) {
            throw new InvalidInputException("address", "is missing; it is like " + addresses.example());
        }
        if (address.length() > LONGEST) {
            throw new InvalidInputException(
                    "address", "has " + address.length() + " characters, " + LONGEST + " are possible");
        }
        return new Case(database, addresses, address).examine(ended);
    }

    /** One address, with what was read of it. */
    private class Case {

        private final ManagedDatabase database;
        private final ClientAddresses addresses;
        private final String text;
        private @Nullable Address address;

        Case(ManagedDatabase database, ClientAddresses addresses, String text) {
            this.database = database;
            this.addresses = addresses;
            this.text = text;
        }

        Diagnosis examine(Consumer<Diagnosis.Check> ended) {
            return Course.run(
                    List.of(
                            new Course.Step("container", "The container runs", this::container),
                            new Course.Step("address", "Drivers read the address as it is meant", this::read),
                            new Course.Step("server", "It leads to this database", this::server),
                            new Course.Step("sign-in", "The sign-in is accepted", this::signIn)),
                    UnaryOperator.identity(),
                    ended);
        }

        private Finding container() {
            String detail = database.stateDetail() == null ? "" : " " + database.stateDetail();
            return database.state() == DatabaseState.READY || database.state() == DatabaseState.UNHEALTHY
                    ? Finding.pass(database.containerName() + " runs")
                    : Finding.fail(
                            database.name() + " is " + database.state().word() + "." + detail,
                            database.state() == DatabaseState.DEPLOYING
                                    ? "Wait until it is ready."
                                    : "Start it on its page.");
        }

        private Finding read() {
            return switch (addresses.read(text)) {
                case Mistake(String found, String remedy) -> Finding.fail(found, remedy);
                case Address read -> {
                    address = read;
                    yield Finding.pass(read.servers().stream()
                            .map(s -> s.host() + ":" + s.port())
                            .collect(Collectors.joining(", ")));
                }
            };
        }

        private Finding server() {
            List<String> unknown = new ArrayList<>();
            for (Server server : known().servers()) {
                Finding finding = server(server);
                if (!(finding instanceof Finding.Skip)) {
                    return finding;
                }
                unknown.add(server.host());
            }
            return Finding.skip(String.join(", ", unknown)
                    + " is not known here, so whether it leads to this machine was not tried");
        }

        private Finding server(Server server) {
            String inside = database.internalAddress();
            if (server.host().equals(database.containerName()) || server.host().equals(database.name())) {
                return server.port() == database.port()
                        ? Finding.pass("inside the shared network; from outside this name is not known")
                        : Finding.fail(
                                "Inside the shared network it listens on port " + database.port() + ", not on "
                                        + server.port() + (isMapped(server.port()) ? ", which is the host's." : "."),
                                "Write " + inside + ".");
            }
            if (!Addresses.local(server.host())) {
                return Finding.skip("the host is not known here");
            }
            if (isMapped(server.port())) {
                return Finding.pass("by the mapped port, from programs on this machine; in a container " + server.host()
                        + " is the container itself, where it is " + inside);
            }
            String mapped = database.ports().stream()
                    .map(p -> String.valueOf(p.hostPort()))
                    .collect(Collectors.joining(" or "));
            return mapped.isEmpty()
                    ? Finding.fail(
                            "Port " + server.port() + " of this machine does not lead to it: none is mapped.",
                            "From a container on the shared network, write " + inside
                                    + ". From elsewhere, map a port on its page, and write that one.")
                    : Finding.fail(
                            "Port " + server.port() + " of this machine does not lead to it; mapped is " + mapped + ".",
                            "Write " + server.host() + ":" + mapped + ". In a container on the shared network: "
                                    + inside + ".");
        }

        private boolean isMapped(int port) {
            return database.ports().stream().map(PortMapping::hostPort).anyMatch(p -> p == port);
        }

        private Finding signIn() {
            Address as = known();
            if (as.username().isEmpty()) {
                return Finding.fail(
                        "It names no user, and the server lets nobody in without.",
                        "Write it as " + addresses.example() + ".");
            }
            ExecResult answer = tried(as);
            if (answer.exitCode() == 0) {
                return Finding.pass("user " + as.username() + " of the database " + as.userDatabase());
            }
            if (!addresses.refused(answer.output())) {
                String said = answer.output().isBlank()
                        ? "nothing within " + PATIENCE.toSeconds() + " s"
                        : masked(answer.output().strip(), as);
                return Finding.fail(
                        "The server did not answer to a sign-in: " + said,
                        "Its log says what it does: docker logs --tail 50 " + database.containerName());
            }
            for (Guess guess : addresses.guesses(as)) {
                if (tried(guess.address()).exitCode() == 0) {
                    return Finding.fail(guess.found(), guess.remedy());
                }
            }
            return Finding.fail(
                    "The server does not accept the user " + as.username()
                            + " with this password, looked for in the database " + as.userDatabase() + ".",
                    as.username().equals(database.username())
                            ? "Copy the address with the password under Connect, on the database's page."
                            : "Correct user and password, and name the database that the user was made in as authSource.");
        }

        private ExecResult tried(Address as) {
            Probe probe = addresses.signIn(database.containerName(), as);
            List<String> command = new ArrayList<>(List.of("timeout", String.valueOf(PATIENCE.toSeconds() - 1)));
            command.addAll(probe.command());
            return containers.exec(database.containerName(), command, probe.environment(), PATIENCE);
        }

        private static String masked(String said, Address as) {
            return as.password().isEmpty() ? said : said.replace(as.password(), "•••");
        }

        private Address known() {
            Address read = address;
            if (read == null) {
                throw new IllegalStateException("the address was not read");
            }
            return read;
        }
    }
}
