package io.alacran.doctor.internal;

import io.alacran.database.ManagedDatabase;
import io.alacran.docker.Containers.ExecResult;
import io.alacran.engine.DatabaseEngine;
import io.alacran.engine.Greeting;
import io.alacran.engine.Login;
import io.alacran.engine.Probe;
import io.alacran.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The database's own client, run in its container, gets an answer. */
class ReadyCheck implements Check {

    private static final Duration PATIENCE = Duration.ofSeconds(6);

    @Override
    public String id() {
        return "ready";
    }

    @Override
    public String title() {
        return "The database answers in its container";
    }

    @Override
    public Finding look(Patient patient) {
        Optional<ManagedDatabase> database = patient.target().flatMap(Target::database);
        if (database.isEmpty()) {
            return Finding.skip("only asked of databases that this console deployed");
        }
        ManagedDatabase d = database.get();
        Login login = patient.surroundings().databases().login(d.name());
        DatabaseEngine engine = patient.surroundings().engines().get(d.engine());
        Probe probe = engine.probe(d.containerName(), login);
        List<String> command = new ArrayList<>(List.of("timeout", String.valueOf(PATIENCE.toSeconds() - 1)));
        command.addAll(probe.command());
        ExecResult answer =
                patient.surroundings().containers().exec(d.containerName(), command, probe.environment(), PATIENCE);
        if (answer.exitCode() == 0) {
            return Finding.pass("its readiness probe succeeds");
        }
        String said = answer.output().isBlank()
                ? "nothing within " + PATIENCE.toSeconds() + " s"
                : answer.output().strip().replace(login.password(), "•••");
        return refuses(patient, d)
                ? Finding.skip("it answers, but refuses its readiness probe, which the checks below look into: " + said)
                : Finding.fail(
                        "Its readiness probe failed: " + said,
                        "The server hangs or is not up yet. Its log says what it does: docker logs --tail 50 "
                                + d.containerName() + ". If it hangs: docker restart " + d.containerName());
    }

    /** A server that greets works; who is refused has to look at the sign-in instead. */
    private static boolean refuses(Patient patient, ManagedDatabase d) {
        try {
            Greeting greeting = patient.greeting();
            // Where its port is not reached at all, the checks of the way there tell more than a probe's words.
            return greeting.suits(d.engine());
        } catch (ProblemException e) {
            return false;
        }
    }
}
