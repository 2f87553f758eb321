package io.alacran.bastion.internal;

import io.alacran.bastion.BastionSettings;
import io.alacran.bastion.TrialStep;
import io.alacran.database.DatabaseState;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialects;
import io.alacran.engine.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.RequiredServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.forward.ExplicitPortForwardingTracker;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Goes the way that a person's client goes, with a key that is made for it and forgotten afterwards. */
@Component
class Trial {

    private static final long PATIENCE_MILLIS = 10_000;

    private final Databases databases;
    private final Dialects dialects;
    private final Policies policies;

    Trial(Databases databases, Dialects dialects, Policies policies) {
        this.databases = databases;
        this.dialects = dialects;
        this.policies = policies;
    }

    List<TrialStep> run(
            @Nullable RunningBastion bastion,
            @Nullable HostKey hostKey,
            @Nullable String problem,
            BastionSettings settings,
            @Nullable String wanted,
            Runnable refresh,
            Consumer<TrialStep> listener) {
        TrialSteps steps = new TrialSteps(listener);
        Optional<ManagedDatabase> database = wanted == null
                ? databases.list().stream()
                        .filter(d -> d.state() == DatabaseState.READY)
                        .findFirst()
                : Optional.of(databases.get(wanted));
        if (bastion == null || hostKey == null) {
            return steps.fail(
                            "running",
                            "The bastion runs",
                            problem == null ? "it is off" : problem,
                            "Enable it on the Bastion page, or with: alacran cli bastion enable")
                    .list();
        }
        steps.pass("running", "The bastion runs", "it listens at " + text(settings));
        BastionPolicy.Account guest = null;
        SshClient client = SshClient.setUpDefaultClient();
        Algorithms.set(client);
        try {
            KeyPair pair =
                    SecurityUtils.getKeyPairGenerator(SecurityUtils.ED25519).generateKeyPair();
            guest = guest(pair, database);
            policies.admit(guest);
            refresh.run();
            client.setServerKeyVerifier(
                    new RequiredServerKeyVerifier(hostKey.pair().getPublic()));
            client.start();
            through(client, bastion, guest, pair, database, steps);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            steps.fail(String.valueOf(e.getMessage()));
        } finally {
            client.stop();
            if (guest != null) {
                policies.dismiss(guest);
                refresh.run();
            }
        }
        return steps.list();
    }

    /** Where people reach it, not the way that the console takes. */
    private static String text(BastionSettings settings) {
        String address = settings.bindAddress();
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + settings.port()
                + (settings.everywhere() ? ", every address of the machine" : "");
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    /** No person's account can have that name. */
    private static BastionPolicy.Account guest(KeyPair pair, Optional<ManagedDatabase> database) {
        return new BastionPolicy.Account(
                "(trial " + UUID.randomUUID() + ")",
                null,
                List.of(PublicKeyEntry.toString(pair.getPublic())),
                database.map(d -> List.of(d.name())).orElse(List.of()),
                Instant.now().plusSeconds(60),
                true);
    }

    private void through(
            SshClient client,
            RunningBastion bastion,
            BastionPolicy.Account guest,
            KeyPair pair,
            Optional<ManagedDatabase> database,
            TrialSteps steps)
            throws IOException {
        steps.begin("connect", "Connect and check the host key", "See that nothing else listens on the port.");
        InetSocketAddress address = bastion.address();
        try (ClientSession session = client.connect(guest.name(), address.getHostString(), address.getPort())
                .verify(PATIENCE_MILLIS)
                .getSession()) {
            session.addPublicKeyIdentity(pair);
            steps.pass("connected to " + text(address));
            steps.begin("sign-in", "Sign in with a throw-away key", "Look into the console's log.");
            session.auth().verify(PATIENCE_MILLIS);
            steps.pass("signed in");
            steps.begin("tunnel", "Open a tunnel", "Deploy a database, or start one, and try again.");
            if (database.isEmpty()) {
                steps.skip("there is no database that is ready");
                return;
            }
            ManagedDatabase target = database.get();
            try (ExplicitPortForwardingTracker tracker = session.createLocalPortForwardingTracker(
                    new SshdSocketAddress("127.0.0.1", 0),
                    new SshdSocketAddress(target.containerName(), target.port()))) {
                int port = tracker.getBoundAddress().getPort();
                steps.pass("127.0.0.1:" + port + " leads to " + target.internalAddress());
                ask(target, port, steps);
            }
        }
    }

    private void ask(ManagedDatabase database, int port, TrialSteps steps) throws IOException {
        steps.begin("ask", "Ask the database", "See the database's state and its log; is it running?");
        Optional<Dialect> dialect = dialects.of(database.engine());
        if (dialect.isEmpty()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), (int) PATIENCE_MILLIS);
                socket.setSoTimeout(1_000);
                answers(socket);
            }
            steps.pass("the database keeps the tunnel open");
            return;
        }
        Endpoint endpoint = Endpoint.server("127.0.0.1", port, databases.login(database.name()));
        try (Connection connection = dialect.get().open(endpoint)) {
            connection.createStatement().execute("select 1");
            steps.pass("select 1 was answered by "
                    + connection.getMetaData().getDatabaseProductName() + " "
                    + connection.getMetaData().getDatabaseProductVersion());
        } catch (SQLException e) {
            steps.fail(dialect.get().message(e));
        }
    }

    /** An engine that speaks first, or waits for the client to speak; one that is down ends the stream. */
    private static void answers(Socket socket) throws IOException {
        try {
            if (socket.getInputStream().read() < 0) {
                throw new IOException("the tunnel was closed at once: the database does not answer");
            }
        } catch (java.net.SocketTimeoutException waits) {
            // It is the client's turn, so the database is there.
        }
    }
}
