package io.alacran.connection;

import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import io.alacran.ssh.JumpHost;
import java.time.Duration;
import java.util.Optional;

/** Where connections lead and how to sign in there, for those who have to look past the pools. Do not keep the answers. */
public interface Destinations {

    /** @throws io.alacran.problem.ProblemException when it cannot be told now, such as of a database that is stopped */
    Endpoint resolve(NamedConnection connection);

    /** Like {@link #resolve(NamedConnection)} for one that is not stored. */
    Endpoint resolve(Connections.Unsaved unsaved);

    /**
     * The SSH server on the way; empty where it goes straight.
     *
     * @throws io.alacran.problem.ProblemException when it cannot be told now, such as with a placeholder for nothing
     */
    Optional<JumpHost> jumpHost(NamedConnection connection);

    /** Like {@link #jumpHost(NamedConnection)} for one that is not stored. */
    Optional<JumpHost> jumpHost(Connections.Unsaved unsaved);

    /**
     * The way to the server, for somebody who asks it again and again: a tunnel is shared with the pool, or kept for the
     * next time. An SSH server that refused is not asked again for some minutes, so that it does not shut the console out.
     *
     * @param patience for each step
     * @throws io.alacran.problem.ProblemException when it cannot be told now, or there is no tunnel
     */
    Reach reach(NamedConnection connection, Duration patience);

    /** @throws io.alacran.problem.ProblemException when the console does not speak the connection's protocol */
    Dialect dialect(NamedConnection connection);

    /** A way that is open until it is closed. */
    interface Reach extends AutoCloseable {

        /** Where to connect to. */
        Endpoint endpoint();

        /** Why the SSH server does not connect to the database; empty when it does, and where none is on the way. */
        Optional<String> refusal();

        @Override
        void close();
    }
}
