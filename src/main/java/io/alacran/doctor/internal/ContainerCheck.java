package io.alacran.doctor.internal;

import io.alacran.database.ManagedDatabase;
import io.alacran.docker.ContainerDetails;
import io.alacran.docker.ContainerInfo;
import io.alacran.docker.Swarm;
import java.util.Optional;

/** The container behind the connection is there and runs. */
class ContainerCheck implements Check {

    @Override
    public String id() {
        return "container";
    }

    @Override
    public String title() {
        return "The container runs";
    }

    @Override
    public Finding look(Patient patient) {
        Optional<ManagedDatabase> managed = patient.managed();
        Optional<ContainerInfo> found = patient.container();
        if (found.isEmpty()) {
            if (managed.isPresent()) {
                // An engine that does not answer says so by itself.
                patient.surroundings().containers().find(managed.get().containerName());
                return InSwarm.named(patient, managed.get().containerName())
                        .map(member -> elsewhere(managed.get(), member))
                        .orElseGet(() -> gone(managed.get()));
            }
            return Finding.skip("no container on this machine's engine is behind this address");
        }
        ContainerInfo c = found.get();
        return c.running() ? Finding.pass(c.name() + " runs from " + c.image()) : stopped(c, patient);
    }

    private static Finding gone(ManagedDatabase database) {
        return Finding.fail(
                "There is no container " + database.containerName() + ".",
                "Start the database " + database.name()
                        + " on its page: its container is made anew on its volume, with its data.");
    }

    private static Finding elsewhere(ManagedDatabase database, Swarm.Member member) {
        String name = database.containerName();
        String where = InSwarm.names(member.nodes());
        if (member.service()) {
            return Finding.fail(
                    "There is no container " + name + ", but a service of the swarm has that name; it runs on " + where
                            + ".",
                    "Remove the service (docker service rm " + name + ") if nobody needs it, then start the database "
                            + database.name() + " on its page.");
        }
        return Finding.fail(
                "There is no container " + name + " on this machine: one of that name runs in the swarm, on " + where
                        + ", which this console does not look after.",
                "If the rows that count are there, make a connection to a port that is published there. If they are in"
                        + " the volume here, remove the container there, then start the database " + database.name()
                        + " on its page.");
    }

    private static Finding stopped(ContainerInfo c, Patient patient) {
        boolean managed = patient.target().flatMap(Target::database).isPresent();
        String start = managed
                ? "Start the database on its page, or: docker start " + c.name()
                : "Start it: docker start " + c.name();
        return switch (c.status()) {
            case "paused" ->
                Finding.fail(
                        c.name() + " is paused: it keeps its connections and answers nobody.",
                        "Let it go on: docker unpause " + c.name());
            case "restarting" ->
                Finding.fail(
                        c.name() + " ends and is started again and again; its last exit code is " + c.exitCode() + "."
                                + misspelt(patient),
                        "Its log says why: docker logs --tail 50 " + c.name());
            default -> {
                if (c.outOfMemory()) {
                    yield Finding.fail(
                            c.name() + " ran out of memory and was ended.",
                            "Raise its memory limit, then start it: docker start " + c.name());
                }
                if (c.error() != null) {
                    yield Finding.fail(
                            "Docker could not start " + c.name() + ": " + c.error(), refusedStart(c.error(), start));
                }
                boolean asAsked = c.exitCode() == 0 || c.exitCode() == 137 || c.exitCode() == 143;
                yield Finding.fail(
                        c.name() + " is stopped"
                                + (asAsked
                                        ? "."
                                        : "; it ended with exit code " + c.exitCode() + "." + misspelt(patient)),
                        asAsked ? start : "Its log says why: docker logs --tail 50 " + c.name() + ". Then: " + start);
            }
        };
    }

    /** Where a server ends by itself, as at a first start without a password. */
    private static String misspelt(Patient patient) {
        return patient.details()
                .map(ContainerDetails::environment)
                .flatMap(MisspeltVariable::among)
                .map(
                        v -> " Its variable " + v.written() + " looks like " + v.meant()
                                + " misspelt, without which it does not start on an empty volume: make the container anew with that name.")
                .orElse("");
    }

    private static String refusedStart(String error, String start) {
        return error.contains("already allocated") || error.contains("already in use")
                ? "Something else has that host port. End it or map another port on the database's page. Then: " + start
                : "Mend that. Then: " + start;
    }
}
