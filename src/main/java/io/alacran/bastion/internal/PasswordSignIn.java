package io.alacran.bastion.internal;

import io.alacran.secret.PasswordHash;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.sshd.server.auth.AsyncAuthException;
import org.apache.sshd.server.auth.password.PasswordAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.jspecify.annotations.Nullable;

/** Checks passwords, away from the threads that move data. Whether an account exists does not show in the time it takes. */
final class PasswordSignIn implements PasswordAuthenticator {

    /** Nobody needs more, and hashing it takes no longer. */
    private static final int LONGEST = 1024;

    /** Of a password that nobody knows; one does for all, as each takes as long as a sign-in. */
    private static final String NOBODY = PasswordHash.of(io.alacran.secret.Passwords.generate());

    private final Supplier<BastionPolicy> policy;
    private final PasswordThrottle throttle;
    private final Clock clock;
    private final BastionEvents events;

    /** Each takes some 20 MB while it is computed. */
    private final Semaphore free =
            new Semaphore(Room.passwordsAtOnce(Runtime.getRuntime().maxMemory()), true);

    PasswordSignIn(Supplier<BastionPolicy> policy, PasswordThrottle throttle, Clock clock, BastionEvents events) {
        this.policy = policy;
        this.throttle = throttle;
        this.clock = clock;
        this.events = events;
    }

    @Override
    public boolean authenticate(String username, String password, @Nullable ServerSession session) {
        if (session == null) {
            return false;
        }
        session.removeAttribute(Grant.ATTRIBUTE);
        AsyncAuthException later = new AsyncAuthException();
        Thread.ofVirtual().name("bastion-password").start(() -> later.setAuthed(check(username, password, session)));
        throw later;
    }

    private boolean check(String username, String password, ServerSession session) {
        String source = Source.of(session);
        Duration wait = throttle.begin(username, Source.group(source));
        String hash = policy.get()
                .usable(username, clock.instant())
                .map(BastionPolicy.Account::passwordHash)
                .orElse(null);
        // Also where the answer is known: it must not show in the time.
        boolean right = matches(password, hash == null ? NOBODY : hash) && !password.isEmpty();
        if (!wait.isZero() || !right || hash == null) {
            events.happened(new BastionEvent.SignInRefused(
                    username,
                    source,
                    "password",
                    wait.isZero()
                            ? "wrong password or name"
                            : "too many failures; passwords are not heard for " + (wait.toSeconds() + 1) + " s"));
            return false;
        }
        throttle.succeeded(username, Source.group(source));
        session.setAttribute(
                Grant.ATTRIBUTE,
                new Grant(username, Grant.Method.PASSWORD, hash, Grant.ANYWHERE, java.time.Instant.MAX));
        return true;
    }

    private boolean matches(String password, String hash) {
        free.acquireUninterruptibly();
        try {
            return PasswordHash.matches(password.length() > LONGEST ? "" : password, hash);
        } finally {
            free.release();
        }
    }
}
