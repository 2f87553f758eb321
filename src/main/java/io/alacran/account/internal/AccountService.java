package io.alacran.account.internal;

import io.alacran.account.AccountEvent;
import io.alacran.account.CurrentUser;
import io.alacran.account.UserAccount;
import io.alacran.account.Users;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.secret.Passwords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** {@link Users} over the store. */
@Component
class AccountService implements Users {

    private final AccountStore store;
    private final PasswordEncoder encoder;
    private final SignInThrottle throttle;
    private final SignedInSessions sessions;
    private final CurrentUser asking;
    private final ApplicationEventPublisher events;

    AccountService(
            AccountStore store,
            PasswordEncoder encoder,
            SignInThrottle throttle,
            SignedInSessions sessions,
            CurrentUser asking,
            ApplicationEventPublisher events) {
        this.store = store;
        this.encoder = encoder;
        this.throttle = throttle;
        this.sessions = sessions;
        this.asking = asking;
        this.events = events;
    }

    @Override
    public Optional<UserAccount> find(String username) {
        return store.byName(username).map(AccountStore.Stored::account);
    }

    @Override
    public boolean anyExist() {
        return store.anyExist();
    }

    @Override
    public UserAccount current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof UserAccount person) {
            return person;
        }
        throw new ProblemException(ProblemException.Kind.FORBIDDEN, "Nobody is signed in.", "Sign in first.");
    }

    @Override
    public void changePassword(String currentPassword, String newPassword) {
        UserAccount person = current();
        SignInThrottle.Attempt attempt = throttle.begin(AccountStore.key(person.username()), asking.source());
        AccountStore.Stored stored = store.byName(person.username()).orElseThrow();
        List<FieldError> errors = new ArrayList<>();
        if (encoder.matches(currentPassword, stored.passwordHash())) {
            attempt.succeeded();
            if (newPassword.equals(currentPassword)) {
                errors.add(new FieldError("newPassword", "is the present password; choose another one"));
            }
        } else {
            errors.add(new FieldError("currentPassword", "is not your present password"));
        }
        Passwords.refusal(newPassword, person.username(), "alacran")
                .ifPresent(why -> errors.add(new FieldError("newPassword", why)));
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        store.changePassword(person.id(), String.valueOf(encoder.encode(newPassword)));
        sessions.endOthers(person);
        events.publishEvent(new AccountEvent.PasswordChanged(person.username(), asking.source()));
    }
}
