package io.alacran.database.internal;

import io.alacran.database.DatabaseEvent;
import io.alacran.docker.Containers;
import io.alacran.engine.DatabaseEngine;
import io.alacran.engine.Login;
import io.alacran.engine.Probe;
import io.alacran.operation.Progress;
import io.alacran.problem.ProblemException;
import io.alacran.secret.Passwords;
import io.alacran.secret.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Gives a database's first user a new password: in the database, then in the store. The new one is stored as pending
 * before the database hears of it, so that whatever happens in between one of the two is known to work.
 */
@Component
class Rotation {

    static final String KIND = "rotate-password";
    private static final String CHANGE = "Change the password in the database";
    private static final String CHECK = "Sign in with the new one";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DatabaseStore store;
    private final Specs specs;
    private final Secrets secrets;
    private final Containers containers;
    private final Readiness readiness;
    private final Recreation recreation;
    private final ApplicationEventPublisher publisher;

    Rotation(
            DatabaseStore store,
            Specs specs,
            Secrets secrets,
            Containers containers,
            Readiness readiness,
            Recreation recreation,
            ApplicationEventPublisher publisher) {
        this.store = store;
        this.specs = specs;
        this.secrets = secrets;
        this.containers = containers;
        this.readiness = readiness;
        this.recreation = recreation;
        this.publisher = publisher;
    }

    List<String> steps(Desired d) {
        return inPlace(d, "") ? List.of(CHANGE, CHECK) : Recreation.STEPS;
    }

    String run(Desired before, Progress progress) throws Exception {
        Desired d = before.pendingPassword() == null ? before : settlePending(before);
        String fresh = Passwords.generate();
        String encrypted = secrets.encrypt(Specs.secretOwner(d.name()), fresh);
        if (!inPlace(d, fresh)) {
            recreation.run(d.withPassword(encrypted), progress, () -> store.endRotation(d.name(), encrypted));
            return changed(d);
        }
        progress.step(CHANGE);
        store.beginRotation(d.name(), encrypted);
        Login login = specs.login(d);
        Probe change = engine(d)
                .passwordChange(specs.containerName(d.name()), login, fresh)
                .orElseThrow();
        String said;
        try {
            said = containers
                    .exec(specs.containerName(d.name()), change.command(), change.environment(), PATIENCE)
                    .output();
        } catch (ProblemException e) {
            said = String.valueOf(e.getMessage());
        }
        progress.step(CHECK);
        return settle(d, encrypted, masked(said, fresh, login.password()));
    }

    /** Stores a password that somebody says the database has, if it answers to it. */
    void accept(Desired d, String password) {
        Login login = new Login(d.username(), password, d.databaseName());
        Readiness.Answer answer = readiness.ask(d, specs.containerName(d.name()), login);
        if (!answer.ready()) {
            throw new ProblemException(
                    ProblemException.Kind.CONFLICT,
                    "The database " + d.name() + " does not answer to that password: "
                            + masked(answer.output(), password),
                    "Nothing was stored. The environment of its container has the one that it was made with.");
        }
        store.endRotation(d.name(), secrets.encrypt(Specs.secretOwner(d.name()), password));
        publisher.publishEvent(new DatabaseEvent.Changed(d.name()));
    }

    /** After the console was cut off in between. */
    String recover(Desired d, Progress progress) {
        progress.step(CHECK);
        if (d.pendingPassword() == null) {
            throw new ProblemException(
                    ProblemException.Kind.CONFLICT, "The console was cut off before the password was changed.");
        }
        return settle(d, d.pendingPassword(), "the console was cut off");
    }

    /** Finds out which of the two passwords is in force, and forgets the other. */
    Desired settlePending(Desired d) {
        String pending = java.util.Objects.requireNonNull(d.pendingPassword());
        try {
            settle(d, pending, "an earlier rotation had not ended");
            return d.withPassword(pending);
        } catch (ProblemException e) {
            if (store.find(d.name()).map(Desired::pendingPassword).isPresent()) {
                throw e;
            }
            return d.withPassword(d.password());
        }
    }

    private String settle(Desired d, String pending, String whatHappened) {
        if (answersTo(d.withPassword(pending))) {
            store.endRotation(d.name(), pending);
            return changed(d);
        }
        if (answersTo(d)) {
            store.endRotation(d.name(), d.password());
            throw new ProblemException(
                    ProblemException.Kind.CONFLICT,
                    "The database kept its old password: " + whatHappened.strip(),
                    "The old password is still valid. Try again when the database is ready.");
        }
        throw new ProblemException(
                ProblemException.Kind.CONFLICT,
                "The database answers neither to the old nor to the new password: " + whatHappened.strip(),
                "Both are kept. Start the database and rotate again: then it is found out which one is in force.");
    }

    /** The database's own words may quote the statement. */
    private static String masked(String words, String... secrets) {
        String masked = words;
        for (String secret : secrets) {
            masked = masked.replace(secret, "********");
        }
        return masked;
    }

    private boolean answersTo(Desired d) {
        return readiness.ask(d, specs.containerName(d.name()), specs.login(d)).ready();
    }

    private String changed(Desired d) {
        publisher.publishEvent(new DatabaseEvent.Changed(d.name()));
        return "The password was changed. Apps with the old one are refused from now on.";
    }

    private boolean inPlace(Desired d, String fresh) {
        Optional<Probe> change = engine(d).passwordChange("", new Login(d.username(), "", d.databaseName()), fresh);
        return change.isPresent();
    }

    private DatabaseEngine engine(Desired d) {
        return specs.engine(d);
    }
}
