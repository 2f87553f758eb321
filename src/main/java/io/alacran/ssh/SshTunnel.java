package io.alacran.ssh;

import io.alacran.engine.AddressRules;
import io.alacran.ssh.SshFailure.Stage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;
import org.apache.sshd.common.future.CancelOption;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One SSH session with one port of this machine's loopback that leads to a database. Opened when it is first needed, and
 * again when the session has ended. Closing it ends the session and everything that goes through it.
 */
public final class SshTunnel implements AutoCloseable {

    private static final SshdSocketAddress ANY_LOOPBACK_PORT = new SshdSocketAddress("127.0.0.1", 0);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final SshTunnels tunnels;
    private final JumpHost jump;
    private final SshdSocketAddress target;
    private final ReentrantLock opening = new ReentrantLock();
    private final AtomicLong attempts = new AtomicLong();
    private volatile @Nullable Open open;
    private volatile @Nullable SshFailure failure;
    private volatile boolean closed;

    private record Open(ClientSession session, int port) {}

    SshTunnel(SshTunnels tunnels, JumpHost jump, String host, int port) {
        this.tunnels = tunnels;
        this.jump = jump;
        this.target = new SshdSocketAddress(host, port);
    }

    public JumpHost jump() {
        return jump;
    }

    /** Whether the session lives, as far as is known. */
    public boolean isOpen() {
        Open now = open;
        return now != null && now.session().isOpen();
    }

    /** Why the last attempt to open it failed; null when it did not. */
    public @Nullable SshFailure failure() {
        return failure;
    }

    /**
     * The port at 127.0.0.1 that leads to the database; the tunnel is opened for it if it is not open. Of several who come
     * at once, one opens it and all share what came of it, so that a server sees one sign-in.
     *
     * @param patience for each step
     */
    public int port(Duration patience) throws SshFailure {
        Open now = open;
        if (now != null && now.session().isOpen()) {
            return now.port();
        }
        long before = attempts.get();
        opening.lock();
        try {
            now = open;
            if (now != null && now.session().isOpen()) {
                return now.port();
            }
            SshFailure others = failure;
            if (attempts.get() != before && others != null) {
                throw others;
            }
            return opened(patience).port();
        } finally {
            opening.unlock();
        }
    }

    private Open opened(Duration patience) throws SshFailure {
        try {
            Open made = attempt(patience);
            failure = null;
            open = made;
            if (closed) {
                // It was closed before it could see this session
                made.session().close(true);
                throw ended(null);
            }
            return made;
        } catch (SshFailure e) {
            failure = e;
            throw e;
        } finally {
            // Who came before this point shares it
            attempts.incrementAndGet();
        }
    }

    /**
     * Asks the SSH server to connect to the database, and ends that connection at once.
     *
     * @throws SshFailure {@code FORWARD} with the server's words when it does not
     */
    public void tryForward(Duration patience) throws SshFailure {
        port(patience);
        Open now = open;
        if (now == null) {
            throw ended(null);
        }
        try (ChannelDirectTcpip channel = now.session().createDirectTcpipChannel(ANY_LOOPBACK_PORT, target)) {
            channel.open().verify(patience);
        } catch (IOException | RuntimeException e) {
            throw SshReasons.forward(jump, target, e);
        }
    }

    private Open attempt(Duration patience) throws SshFailure {
        if (closed) {
            throw ended(null);
        }
        ClientSession session = signedIn(patience);
        try {
            int port = session.createLocalPortForwardingTracker(ANY_LOOPBACK_PORT, target)
                    .getBoundAddress()
                    .getPort();
            if (closed) {
                throw ended(null);
            }
            return new Open(session, port);
        } catch (SshFailure e) {
            session.close(true);
            throw e;
        } catch (IOException | RuntimeException e) {
            session.close(true);
            throw SshFailure.passing(
                    Stage.FORWARD,
                    "No port of this machine could be opened for the tunnel: " + e.getMessage(),
                    "See how many files and ports the console has open.",
                    e);
        }
    }

    private ClientSession signedIn(Duration patience) throws SshFailure {
        HostKeyGuard guard = new HostKeyGuard(jump);
        ClientSession session = connected(guard, patience);
        boolean in = false;
        try {
            var state = session.waitFor(EnumSet.of(ClientSessionEvent.WAIT_AUTH, ClientSessionEvent.CLOSED), patience);
            SshFailure refusal = guard.refusal();
            if (refusal != null) {
                throw refusal;
            }
            if (!state.contains(ClientSessionEvent.WAIT_AUTH)) {
                throw SshReasons.noGreeting(jump, state.contains(ClientSessionEvent.TIMEOUT), patience);
            }
            signIn(session, patience);
            in = true;
            return session;
        } finally {
            if (!in) {
                session.close(true);
            }
        }
    }

    private ClientSession connected(HostKeyGuard guard, Duration patience) throws SshFailure {
        try {
            InetSocketAddress place = AddressRules.place(jump.host(), jump.port());
            return tunnels.connect(jump.username(), place, guard)
                    .verify(patience, CancelOption.CANCEL_ON_TIMEOUT, CancelOption.CANCEL_ON_INTERRUPT)
                    .getSession();
        } catch (IOException | RuntimeException e) {
            throw SshReasons.connect(jump, patience, e);
        }
    }

    private void signIn(ClientSession session, Duration patience) throws SshFailure {
        String password = jump.password();
        if (password != null) {
            session.addPasswordIdentity(password);
        }
        if (jump.privateKey() != null) {
            try {
                session.addPublicKeyIdentity(PrivateKeys.pair(jump.privateKey(), jump.passphrase()));
            } catch (Exception e) {
                throw SshReasons.key(jump);
            }
        }
        try {
            session.auth().verify(patience);
        } catch (IOException | RuntimeException e) {
            throw SshReasons.signIn(jump, patience, e);
        }
    }

    private SshFailure ended(@Nullable Throwable cause) {
        return SshFailure.lasting(
                Stage.CONNECT, "The tunnel through " + jump.place() + " was closed.", "Try again.", cause);
    }

    /** Does not wait for an attempt that is under way: that one notices. */
    @Override
    public void close() {
        closed = true;
        Open now = open;
        if (now != null) {
            now.session().close(true).awaitUninterruptibly(CLOSING);
        }
    }
}
