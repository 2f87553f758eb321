package io.alacran.account.internal;

import io.alacran.account.AccountEvent;
import io.alacran.account.UserAccount;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Checks name and password, in the same time whether or not there is such an account, and slows guessing down. As the only provider it is
 * in the global manager; named in a filter chain besides, it would count each failure twice.
 */
@Component
class PasswordSignIn implements AuthenticationProvider {

    private static final int LONGEST_PASSWORD = 1000;

    private final AccountStore store;
    private final PasswordEncoder encoder;
    private final SignInThrottle throttle;
    private final ApplicationEventPublisher events;

    /** Compared with where there is no account, at the same cost. */
    private final String nobodysHash;

    PasswordSignIn(
            AccountStore store, PasswordEncoder encoder, SignInThrottle throttle, ApplicationEventPublisher events) {
        this.store = store;
        this.encoder = encoder;
        this.throttle = throttle;
        this.events = events;
        this.nobodysHash = String.valueOf(encoder.encode("nobody"));
    }

    /** Says no; {@link #seconds()} is how long the next attempt has to wait. */
    static final class Refused extends AuthenticationException {

        private final boolean unheard;
        private final long seconds;

        Refused(boolean unheard, long seconds) {
            super("the name or the password is wrong, or it was tried too often");
            this.unheard = unheard;
            this.seconds = seconds;
        }

        /** Whether it was turned away because it came too early, without a look at the password. */
        boolean unheard() {
            return unheard;
        }

        long seconds() {
            return seconds;
        }
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String name = attempt.getName();
        String source = source(attempt.getDetails());
        Optional<AccountStore.Stored> stored = store.byName(name);
        SignInThrottle.Attempt counted;
        try {
            counted = throttle.begin(AccountStore.key(name), source);
        } catch (TooManyAttemptsException tooEarly) {
            publishFailure(stored, source, true);
            throw new Refused(true, tooEarly.seconds());
        }
        String password = String.valueOf(attempt.getCredentials());
        String compared = password.length() > LONGEST_PASSWORD ? "" : password;
        boolean matches = encoder.matches(
                compared, stored.map(AccountStore.Stored::passwordHash).orElse(nobodysHash));
        if (!matches || stored.isEmpty()) {
            publishFailure(stored, source, false);
            throw new Refused(false, TooManyAttemptsException.seconds(throttle.wait(AccountStore.key(name), source)));
        }
        counted.succeeded();
        UserAccount person = stored.get().account();
        events.publishEvent(new AccountEvent.SignedIn(person.username(), source));
        UsernamePasswordAuthenticationToken signedIn = signedIn(person);
        signedIn.setDetails(attempt.getDetails());
        return signedIn;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    /** What the security context holds of a person. */
    static UsernamePasswordAuthenticationToken signedIn(UserAccount person) {
        return UsernamePasswordAuthenticationToken.authenticated(
                person,
                null,
                List.of(new SimpleGrantedAuthority("ROLE_" + person.role().name())));
    }

    private void publishFailure(Optional<AccountStore.Stored> stored, String source, boolean unheard) {
        String known = stored.map(s -> s.account().username()).orElse("");
        events.publishEvent(new AccountEvent.SignInFailed(known, source, unheard));
    }

    private static String source(@Nullable Object details) {
        return details instanceof WebAuthenticationDetails web ? String.valueOf(web.getRemoteAddress()) : "";
    }
}
