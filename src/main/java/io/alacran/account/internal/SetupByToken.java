package io.alacran.account.internal;

import io.alacran.account.AccountEvent;
import io.alacran.account.CurrentUser;
import io.alacran.account.FirstAdministrator;
import io.alacran.account.Role;
import io.alacran.account.UserAccount;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.secret.Passwords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Makes the first administrator for who holds the setup token. */
@Component
class SetupByToken implements FirstAdministrator {

    private static final Logger log = LoggerFactory.getLogger(SetupByToken.class);
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final String WHAT = "(setup token)";

    private final AccountStore store;
    private final SetupToken token;
    private final SignInThrottle throttle;
    private final PasswordEncoder encoder;
    private final CurrentUser asking;
    private final ApplicationEventPublisher events;

    /** Never goes back to false, so the question costs nothing once it was answered with yes. */
    private volatile boolean exists;

    SetupByToken(
            AccountStore store,
            SetupToken token,
            SignInThrottle throttle,
            PasswordEncoder encoder,
            CurrentUser asking,
            ApplicationEventPublisher events) {
        this.store = store;
        this.token = token;
        this.throttle = throttle;
        this.encoder = encoder;
        this.asking = asking;
        this.events = events;
    }

    @Override
    public boolean exists() {
        if (!exists) {
            exists = store.anyExist();
        }
        return exists;
    }

    @Override
    public Path tokenFile() {
        return token.file();
    }

    @Override
    public void check(@Nullable String setupToken) {
        if (exists()) {
            throw alreadySetUp();
        }
        SignInThrottle.Attempt attempt = throttle.begin(WHAT, asking.source());
        switch (token.compare(setupToken == null ? "" : setupToken)) {
            case RIGHT -> attempt.succeeded();
            case WRONG -> {
                // Somebody else may have used it up since the first look.
                if (exists()) {
                    throw alreadySetUp();
                }
                throw new ProblemException(
                        ProblemException.Kind.FORBIDDEN,
                        "This setup token is not the one of the running console.",
                        "Take the link from the console's log, or the token from " + token.file()
                                + "; each start of the console makes a new one.");
            }
            case EXPIRED ->
                throw new ProblemException(
                        ProblemException.Kind.FORBIDDEN,
                        "This setup token has expired, it was valid for one hour.",
                        "Restart the console for a new link.");
        }
    }

    @Override
    public UserAccount create(@Nullable String setupToken, @Nullable String username, @Nullable String password) {
        check(setupToken);
        String name = username == null ? "" : username.strip();
        List<FieldError> errors = new ArrayList<>();
        if (!USERNAME.matcher(name).matches()) {
            errors.add(new FieldError(
                    "username",
                    name.isEmpty()
                            ? "is needed, such as admin"
                            : "\"" + name
                                    + "\" is not possible; 1 to 64 letters, digits, and . _ @ - after the first"));
        }
        Passwords.refusal(password == null ? "" : password, name, "alacran")
                .ifPresent(why -> errors.add(new FieldError("password", why)));
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        UserAccount made = new UserAccount(
                UUID.randomUUID().toString(),
                name,
                Role.ADMINISTRATOR,
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
        try {
            store.insertFounder(new AccountStore.Stored(made, String.valueOf(encoder.encode(password))));
        } catch (DuplicateKeyException lost) {
            throw alreadySetUp();
        }
        exists = true;
        useUp();
        events.publishEvent(new AccountEvent.AdministratorCreated(name, asking.source()));
        return made;
    }

    private void useUp() {
        try {
            token.discard();
        } catch (IOException e) {
            log.warn("{} could not be deleted; it is of no use any more", token.file(), e);
        }
    }

    private static ProblemException alreadySetUp() {
        return new ProblemException(
                ProblemException.Kind.CONFLICT,
                "This console is set up already: its administrator exists.",
                "Sign in instead.");
    }
}
