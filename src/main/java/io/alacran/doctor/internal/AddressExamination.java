package io.alacran.doctor.internal;

import io.alacran.connection.Diagnosis;
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
import io.alacran.engine.DatabaseEngine;
import io.alacran.engine.EngineCatalog;
import io.alacran.engine.Probe;
import io.alacran.problem.InvalidInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the address, compares it with where the database is, and signs in as it says. That is done in the container: the way
 * there is the application's, which only it can try.
 */
@Component
class AddressExamination implements AddressDoctor {

    /** Seconds after which a sign-in ends by itself in the container. */
    private static final int WITHIN = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(WITHIN + 1);
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

    private String refuge(ManagedDatabase database) {
        return engines.find(database.engine())
                .filter(DatabaseEngine::queryable)
                .map(engine -> "; test the connection to " + database.name() + " instead")
                .orElse("");
    }

    @Override
    public Diagnosis examine(String name, String address, Consumer<Diagnosis.Check> ended) {
        ManagedDatabase database = databases.get(name);
        ClientAddresses addresses = addresses(database)
                .orElseThrow(() -> new InvalidInputException(
                        "address", "is not examined of " + database.engine() + refuge(database)));
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
                            new Course.Step("address", "Drivers read the address as it is meant", this::read),
                            new Course.Step("server", "It leads to this database", () -> server(known())),
                            new Course.Step("container", "The container runs", this::container),
                            new Course.Step("sign-in", "The sign-in is accepted", this::signIn)),
                    this::masked,
                    ended);
        }

        private Finding container() {
            String name = database.containerName();
            return containers
                    .find(name)
                    .map(c -> c.running()
                            ? Finding.pass(name + " runs")
                            : Finding.fail(
                                    name + " does not run: it is " + c.status() + ".",
                                    c.status().equals("paused")
                                            ? "Let it go on: docker unpause " + name
                                            : "Start the database."))
                    .orElseGet(() -> Finding.fail(
                            "There is no container " + name + ".",
                            "Start the database: its container is made anew on its volume, with its data."));
        }

        private Finding read() {
            return switch (addresses.read(text)) {
                case Mistake(String found, String remedy) -> Finding.fail(found, remedy);
                case Address read -> {
                    address = read;
                    yield Finding.pass(read.server());
                }
            };
        }

        private Finding server(Address read) {
            if (names(database, read.host())) {
                return read.port() == database.port()
                        ? Finding.pass("inside the shared network; from outside this name is not known")
                        : Finding.fail(
                                "Inside the shared network it listens on port " + database.port() + ", not on "
                                        + read.port()
                                        + (mappings(read.port()).isEmpty() ? "." : ", which is the host's."),
                                "Write " + database.internalAddress() + ".");
            }
            Optional<ManagedDatabase> other =
                    databases.list().stream().filter(d -> names(d, read.host())).findFirst();
            if (other.isPresent()) {
                return Finding.fail(
                        read.host() + " is the database " + other.get().name() + ", not " + database.name() + ".",
                        "Write " + database.internalAddress() + ".");
            }
            if (looksManaged(read.host()) && containers.find(read.host()).isEmpty()) {
                return Finding.fail(
                        "No container here is called " + read.host() + ".",
                        "Write " + database.internalAddress() + ".");
            }
            return Addresses.local(read.host()) ? onThisMachine(read) : elsewhere(read);
        }

        private Finding onThisMachine(Address read) {
            String places = database.ports().stream()
                    .map(p -> (p.exposed() ? "this machine's address" : p.bindAddress()) + ":" + p.hostPort())
                    .collect(Collectors.joining(" or "));
            List<PortMapping> mappings = mappings(read.port());
            if (mappings.isEmpty()) {
                return Finding.fail(
                        "Port " + read.port() + " of this machine does not lead to it; "
                                + (places.isEmpty() ? "none is mapped." : "mapped is " + places + "."),
                        "From a container on the shared network, write " + database.internalAddress()
                                + ". From elsewhere, "
                                + (places.isEmpty() ? "map a port of it, and write that." : "write " + places + ".")
                                + " The near end of a tunnel on the application's own machine is not seen from here.");
            }
            if (mappings.stream().noneMatch(p -> Addresses.serves(p.bindAddress(), read.host()))) {
                return Finding.fail(
                        "Port " + read.port() + " is mapped on " + places + " only, not on " + read.host() + ".",
                        "On this machine, write " + places
                                + ". For other machines, map the port on their network's address"
                                + " on its page, or go through the bastion.");
            }
            return Finding.pass("by the mapped port; in a container " + read.host()
                    + " may be the container itself, where it is " + database.internalAddress());
        }

        /** Perhaps an alias on a further network, or a name of this machine that only others know. */
        private static Finding elsewhere(Address read) {
            return Finding.skip(read.host() + " is neither this database nor this machine, as far as is known here;"
                    + " whether it leads there was not tried");
        }

        private boolean looksManaged(String host) {
            String container = database.containerName();
            String prefix =
                    container.substring(0, container.length() - database.name().length());
            return host.toLowerCase(Locale.ROOT).startsWith(prefix);
        }

        private static boolean names(ManagedDatabase database, String host) {
            return host.equalsIgnoreCase(database.containerName()) || host.equalsIgnoreCase(database.name());
        }

        private List<PortMapping> mappings(int port) {
            return database.ports().stream().filter(p -> p.hostPort() == port).toList();
        }

        private Finding signIn() {
            Address as = known();
            if (as.username().isEmpty()) {
                return Finding.fail(
                        "It names no user, and the server lets nobody in without.",
                        "Write it as " + addresses.example() + ".");
            }
            if (as.password().isEmpty()) {
                return Finding.fail(
                        "It names the user " + as.username() + " and no password.",
                        "Write it as " + addresses.example() + ".");
            }
            ExecResult answer = tried(as);
            if (answer.exitCode() == 0) {
                return Finding.pass(
                        "as the user " + as.username() + ", looked for in the database " + as.userDatabase());
            }
            if (!addresses.refused(answer.output())) {
                String said = answer.output().isBlank()
                        ? "nothing within " + WITHIN + " s"
                        : masked(answer.output().strip());
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
            List<String> command = new ArrayList<>(List.of("timeout", String.valueOf(WITHIN)));
            command.addAll(probe.command());
            return containers.exec(database.containerName(), command, probe.environment(), PATIENCE);
        }

        /** What somebody else said. */
        private String masked(String said) {
            Address as = address;
            return as == null || as.password().isEmpty() ? said : said.replace(as.password(), "•••");
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
