package io.alacran.database.internal;

import io.alacran.docker.ContainerInfo;
import io.alacran.docker.Containers;
import io.alacran.engine.Login;
import io.alacran.engine.Probe;
import io.alacran.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Whether a database answers, and waiting until it does. */
@Component
class Readiness {

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(8);
    private static final long MILLIS_BETWEEN_PROBES = 300;
    private static final int LOG_LINES_SHOWN = 15;

    private final Containers containers;
    private final Specs specs;
    private final Duration patience;

    Readiness(Containers containers, Specs specs, @Value("${alacran.ready-timeout:180s}") Duration patience) {
        this.containers = containers;
        this.specs = specs;
        this.patience = patience;
    }

    /** What the probe said. */
    record Answer(boolean ready, String output) {}

    Answer ask(Desired d, String containerName, Login login) {
        Probe probe = specs.engine(d).probe(specs.containerName(d.name()), login);
        Containers.ExecResult result =
                containers.exec(containerName, bounded(probe.command()), probe.environment(), PROBE_TIMEOUT);
        return new Answer(result.exitCode() == 0, result.output().strip());
    }

    /** Ends by itself inside the container: what nobody waits for any more must not pile up there. */
    private static List<String> bounded(List<String> command) {
        List<String> bounded = new ArrayList<>(List.of("timeout", String.valueOf(PROBE_TIMEOUT.toSeconds())));
        bounded.addAll(command);
        return bounded;
    }

    /**
     * Waits until the database answers to its login.
     *
     * @throws ProblemException when the container ends meanwhile, or patience does, with the log's last lines
     */
    void await(Desired d, String containerName, Consumer<String> word) throws InterruptedException {
        Login login = specs.login(d);
        Instant end = Instant.now().plus(patience);
        String last = "";
        int restarts = 0;
        while (true) {
            ContainerInfo found = containers
                    .find(containerName)
                    .orElseThrow(() -> new ProblemException(
                            ProblemException.Kind.CONFLICT, "The container " + containerName + " is gone."));
            if (!found.running() && ++restarts > 2) {
                throw ended(containerName, found);
            }
            if (found.running()) {
                Answer answer = ask(d, containerName, login);
                if (answer.ready()) {
                    word.accept("It answers.");
                    return;
                }
                if (!answer.output().equals(last)) {
                    last = answer.output();
                    word.accept(firstLine(last));
                }
            }
            if (Instant.now().isAfter(end)) {
                throw new ProblemException(
                        ProblemException.Kind.CONFLICT,
                        "The database did not answer within " + patience.toSeconds() + " s. Its last word: "
                                + firstLine(last) + ". The end of its log:\n" + logTail(containerName),
                        "Give it more memory, or look at the log for what it waits for.");
            }
            TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_PROBES);
        }
    }

    private ProblemException ended(String containerName, ContainerInfo found) {
        String why = found.outOfMemory()
                ? "It ran out of memory and was ended."
                : "The database ended by itself with exit code " + found.exitCode() + ".";
        return new ProblemException(
                ProblemException.Kind.CONFLICT,
                why + " The end of its log:\n" + logTail(containerName),
                found.outOfMemory() ? "Raise its memory limit." : "The log says what it could not do.");
    }

    private String logTail(String containerName) {
        List<String> lines = java.util.Collections.synchronizedList(new ArrayList<>());
        CountDownLatch end = new CountDownLatch(1);
        try (AutoCloseable _ = containers.logs(containerName, LOG_LINES_SHOWN, false, lines::add, end::countDown)) {
            end.await(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            return "(not readable: " + e.getMessage() + ")";
        }
        return String.join("\n", lines);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("no answer yet");
    }
}
